"""The second reader: a small linear model that asks where the rules say nothing of a day.

It never states and never vetoes. Its weights are data beside this file, learnt from annotated
texts by `make second-reader` and applied by the few lines here; a test learns them anew.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipeline.claim import Claim, Field
from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.dates import DateExpression
from pipeline.reading.text.layout import Layout
from pipeline.reading.time.frames import Role, frame_of
from pipeline.reading.time.known_days import is_known
from pipeline.reading.time.years import proposal

WEIGHTS = Path(__file__).with_suffix(".json")
RULE = "second_reader.day"

_DOUBT = "Könnte dieser Tag eine Frist für Anträge oder Bewerbungen sein?"
_OF_DAYS = frozenset(
    {
        *(Field.DEADLINE, Field.OPENS, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH),
        *(Field.EVENT_START, Field.EVENT_END),
    }
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NEAR = 5  # words on either side that count with their side
_BEGIN = 7  # letters by which a word is known, however it ends
_REACH = 240  # characters on either side of a day that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log odds, and from which odds on one asks."""

    bias: float
    threshold: float
    features: Mapping[str, float]

    def likelihood(self, features: Iterable[str]) -> float:
        """Return how likely it is, between 0 and 1, that a day with these features is a term."""
        sum_ = self.bias + math.fsum(self.features.get(one, 0.0) for one in features)
        return 1 / (1 + math.exp(-sum_))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """Return the weights beside this file."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(bias=read["bias"], threshold=read["threshold"], features=read["features"])


def suspect(
    layout: Layout,
    chains: Iterable[Chain],
    claims: Iterable[Claim],
    published_on: date | None,
    weights: Weights,
) -> Iterator[Claim]:
    """Yield a question for every day of which the rules say nothing and that may be a term.

    A day that the text itself calls something else (`known_days`, or a frame) is left out. The
    likelier ones come first, each day once.
    """
    chains = list(chains)
    spoken = [one for one in claims if one.field in _OF_DAYS]
    seen = {(one.field, one.value) for one in spoken}
    suspected = []
    for chain in chains:
        claim = _question(layout, chain, published_on)
        if any(claim.start < one.end and one.start < claim.end for one in spoken):
            continue
        if is_known(layout, chain):
            continue
        likelihood = weights.likelihood(features_of(layout, chain))
        if likelihood >= weights.threshold and not _is_other(layout, chains, chain):
            suspected.append((likelihood, claim))
    for _likelihood, claim in sorted(suspected, key=lambda one: -one[0]):
        if (claim.field, claim.value) not in seen:
            seen.add((claim.field, claim.value))
            yield claim


def _is_other(layout: Layout, chains: Iterable[Chain], chain: Chain) -> bool:
    """Whether a frame says that something else happens then, or that it was reported."""
    sentence = layout.at(chain.start)
    others = [one for one in chains if layout.at(one.start) is sentence and one is not chain]
    frame = frame_of(layout, sentence, chain, others)
    return frame is not None and frame.role is Role.OTHER


def _question(layout: Layout, chain: Chain, published_on: date | None) -> Claim:
    start, end, quote = layout.prose.span(chain.start, chain.end)
    field, value = _proposed(chain.dates[-1], published_on)
    return Claim(
        field=field, value=value, quote=quote, start=start, end=end, rule=RULE, doubt=_DOUBT
    )


def _proposed(day: DateExpression, published_on: date | None) -> tuple[Field, str]:
    if day.day is None:
        return Field.DEADLINE_MONTH, f"{day.year or '-'}-{day.month:02}"
    on = day.on()
    return Field.DEADLINE, on.isoformat() if on else proposal(day, published_on)


def features_of(layout: Layout, chain: Chain) -> frozenset[str]:
    """Return what the model looks at: the words around a day, their side, and its own shape."""
    sentence = layout.at(chain.start)
    before = _words(layout.low[max(sentence.start, chain.start - _REACH) : chain.start])
    after = _words(layout.low[chain.end : min(sentence.end, chain.end + _REACH)])
    heading = _words(sentence.heading)
    found = {
        f"way:{chain.way.value}",
        *_marked("in", (*before, *after)),
        *_marked("before", before[-_NEAR:]),
        *_marked("after", after[:_NEAR]),
        *_marked("head", heading),
    }
    shape = {
        "shape:window": chain.opens is not None,
        "shape:several": len(chain.dates) > 1,
        "shape:time": bool(chain.at),
        "shape:month": chain.dates[-1].day is None,
        "shape:no year": chain.dates[-1].year is None,
        "shape:alone": not before and not after,
        "shape:headed": bool(heading),
        "shape:in table": bool(sentence.table),
    }
    return frozenset(found | {name for name, holds in shape.items() if holds})


def _words(low: str) -> list[str]:
    return _WORD.findall(low)


def _marked(place: str, words: Iterable[str]) -> Iterator[str]:
    return (f"{place}:{word[:_BEGIN]}" for word in words)
