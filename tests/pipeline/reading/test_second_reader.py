"""The second reader asks about days of which the grammars say nothing, and does nothing else."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.second_reader.days import read_table
from bench.second_reader.learn import PROMISED, learn, likelihoods_of_unseen
from pipeline.claim import Field
from pipeline.reading import read
from pipeline.reading.time.second_reader import RULE, Weights, shipped_weights

ALWAYS = Weights(bias=9.0, threshold=0.5, features={})
NEVER = Weights(bias=-9.0, threshold=0.5, features={})
SILENT = "Der Brunnen sprudelt am 3. Mai 2027. Das Wasser steigt am 9. Juni 2027."
SENTENCES = (
    "Anträge können bis zum 30. April 2027 gestellt werden.",
    "Der Stadtrat tagt am 3. Mai 2027.",
    "Die Richtlinie gilt bis zum 31. Dezember 2030.",
    "Bewerbungen sind jederzeit möglich.",
    "Die Förderung beträgt höchstens 5.000 Euro.",
)


def test_the_shipped_weights_are_those_of_the_shipped_days() -> None:
    """Whoever learns again from the table gets the same weights and the same threshold."""
    learnt, shipped = learn(list(read_table())), shipped_weights()
    assert learnt.features.keys() == shipped.features.keys()
    for feature, weight in learnt.features.items():
        assert weight == pytest.approx(shipped.features[feature], abs=0.02)
    assert learnt.threshold == pytest.approx(shipped.threshold, abs=0.02)
    assert learnt.bias == pytest.approx(shipped.bias, abs=0.02)


def test_the_threshold_keeps_its_promise_with_publishers_that_were_not_learnt_from() -> None:
    """At least so many terms are asked about by weights that never saw their publisher."""
    days, threshold = list(read_table()), shipped_weights().threshold
    unseen = zip(likelihoods_of_unseen(days), days, strict=True)
    terms = [likelihood for likelihood, day in unseen if day.is_term]
    assert len(terms) > 100
    assert sum(one >= threshold for one in terms) / len(terms) >= PROMISED - 0.01


def test_the_table_holds_no_sentences() -> None:
    """Words are cut, marked by their place and in the order of the alphabet."""
    for day in read_table():
        assert list(day.features) == sorted(set(day.features))
        assert all(len(one.partition(":")[2]) <= 10 for one in day.features)


def test_it_asks_where_the_grammars_are_silent() -> None:
    """Each day is a question with its own words and the day as the proposal."""
    asked = read(SILENT, second=ALWAYS)
    assert [(one.field, one.value, one.quote) for one in asked] == [
        (Field.DEADLINE, "2027-05-03", "3. Mai 2027"),
        (Field.DEADLINE, "2027-06-09", "9. Juni 2027"),
    ]
    assert all(one.doubt and one.rule == RULE for one in asked)
    assert read(SILENT, second=NEVER) == read(SILENT) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rückfragen zum Aufruf können bis zum 3. Mai 2027 gestellt werden.",
        "Verwendungsnachweise bis 3. Mai 2027",
        "Der Stadtrat tagt am 3. Mai 2027.",
        "3. Mai 2027: Sitzung der Jury",
    ],
)
def test_it_is_silent_on_a_day_that_is_called_something_else(text: str) -> None:
    """What a frame or a label names is no term, so nobody needs to look."""
    assert read(text, second=ALWAYS) == ()


def test_it_asks_first_about_what_is_likelier() -> None:
    """The day beside the heavier word comes first, wherever it stands; the light one not at all."""
    heavy = Weights(bias=0.0, threshold=0.4, features={"in:wasser": 2.0, "in:brunnen": -0.1})
    asked = [one.value for one in read(SILENT, second=heavy)]
    assert asked == ["2027-06-09", "2027-05-03"]
    strict = Weights(bias=0.0, threshold=0.8, features=heavy.features)
    assert [one.value for one in read(SILENT, second=strict)] == ["2027-06-09"]


def test_a_day_without_a_year_and_a_mere_month_are_asked_as_such() -> None:
    """The proposal says no more than the text."""
    text = "Das Wasser steigt am 9. Juni. Im Juli 2027 sprudelt der Brunnen."
    values = {(one.field, one.value) for one in read(text, second=ALWAYS)}
    assert values == {(Field.DEADLINE, "--06-09"), (Field.DEADLINE_MONTH, "2027-07")}


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_it_changes_nothing_that_the_grammars_say(sentences: list[str]) -> None:
    """It never states and never takes back, and is silent on days that are spoken of."""
    text = " ".join(sentences)
    told = read(text, published_on=date(2026, 11, 1))
    both = read(text, published_on=date(2026, 11, 1), second=ALWAYS)
    assert both[: len(told)] == told
    assert all(one.doubt for one in both[len(told) :])
    days = [one for one in told if one.field is Field.DEADLINE]
    for asked in both[len(told) :]:
        assert not any(asked.start < one.end and one.start < asked.end for one in days)


def test_likelihoods_are_shares() -> None:
    """Features add to the odds; unknown ones add nothing."""
    weights = Weights(bias=0.0, threshold=0.5, features={"in:frist": 1.0})
    assert weights.likelihood(("in:zebra",)) == 0.5
    assert weights.likelihood(("in:frist",)) == pytest.approx(1 / (1 + math.exp(-1)))
