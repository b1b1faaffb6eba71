"""Learning: weights of a logistic regression, and the threshold that keeps a promised recall."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.second_reader.days import Day
from pipeline.reading.time.second_reader import WEIGHTS, Weights

PROMISED = 0.97  # of the terms of publishers that were not learnt from
_STRENGTH = 0.2  # how far weights may go; less is more cautious
_FOLDS = 10
_DIGITS = 2
_LEAST = 0.05  # a weight smaller than this says nothing


def learn(days: Sequence[Day]) -> Weights:
    """Return the weights of all days, with the threshold that unseen publishers gave."""
    likelihoods = likelihoods_of_unseen(days)
    terms = sorted(value for value, day in zip(likelihoods, days, strict=True) if day.is_term)
    threshold = terms[int((1 - PROMISED) * len(terms))]
    fitted = _fitted(days)
    return Weights(
        bias=fitted.bias, threshold=round(float(threshold), _DIGITS), features=fitted.features
    )


def curve(days: Sequence[Day]) -> Iterator[tuple[float, float, float]]:
    """Yield thresholds with the share of terms and of other days that would be asked."""
    likelihoods = np.array(likelihoods_of_unseen(days))
    terms = np.array([day.is_term for day in days])
    for threshold in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5):
        asked = likelihoods >= threshold
        yield threshold, float(asked[terms].mean()), float(asked[~terms].mean())


def write_weights(weights: Weights) -> None:
    """Write the weights as the second reader reads them."""
    written = {
        "bias": weights.bias,
        "threshold": weights.threshold,
        "features": dict(sorted(weights.features.items())),
    }
    WEIGHTS.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def likelihoods_of_unseen(days: Sequence[Day]) -> list[float]:
    """Return how likely each day is a term, by weights that have not seen its publisher."""
    found = [0.0] * len(days)
    folds = GroupKFold(n_splits=_FOLDS).split(days, groups=[day.source for day in days])
    for known, unseen in folds:
        weights = _fitted([days[at] for at in known])
        for at in unseen:
            found[at] = weights.likelihood(days[at].features)
    return found


def _fitted(days: Sequence[Day]) -> Weights:
    names = sorted({feature for day in days for feature in day.features})
    place = {name: at for at, name in enumerate(names)}
    columns = [place[feature] for day in days for feature in day.features]
    ends = np.cumsum([0, *(len(day.features) for day in days)])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(days), len(names)))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0, max_iter=1000)
    model.fit(matrix, [day.is_term for day in days])
    weights = zip(names, np.round(model.coef_[0], _DIGITS).tolist(), strict=True)
    return Weights(
        bias=round(float(model.intercept_[0]), _DIGITS),
        threshold=1.0,
        features={name: weight for name, weight in weights if abs(weight) >= _LEAST},
    )
