"""One record from what several sources state."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.derive import derive
from db.merged_values import merged, merged_statements
from db.statements import Case, Field, Standing, Statement, Subject, Unit
from db.values import Values
from db.vocabulary import Origin
from tests.db.test_values import fixed, values
from tests.stating import said

PRIVATE = Case(words="Private", applicants=("individual",))
NUMBERS = st.builds(
    Statement,
    field=st.sampled_from([Field.RATE_MAX, Field.AWARD_MAX]),
    value=st.sampled_from([35, 65, 80]),
    units=st.sampled_from([(), (Unit.PROJECT,), (Unit.PLACE,)]),
    case=st.sampled_from([Case(), PRIVATE]),
)
DAYS = st.builds(
    Statement,
    field=st.just(Field.DEADLINE),
    value=st.sampled_from(["2027-01-25", "2027-01-29"]),
    deadline_stage=st.sampled_from(["", "sketch"]),
)
SAID = st.lists(st.one_of(NUMBERS, DAYS), max_size=4).map(tuple)


def standing(one: Values, subject: Subject) -> list[tuple[object, Standing]]:
    """What is said of a subject, and how far it may be told."""
    return [(s.value, s.standing) for s in one.statements if s.subject is subject]


def test_the_first_source_speaks_and_the_next_fill_its_gaps() -> None:
    """In their order, and never the other way round."""
    first = values(rate_max=80.0, quotes={"rate_max": "80 Prozent"})
    second = values(budget=5000.0, quotes={"budget": "5.000"})
    third = values(budget=9000.0, event_place="Fulda", deadlines=(fixed("2027-02-01"),))
    one = merged([replace(first, title="Erste", url="https://example.org/1"), second, third])
    assert (one.title, one.url) == ("Erste", "https://example.org/1")
    assert (one.rate_max, one.budget, one.event_place) == (80, 5000, "Fulda")
    assert [deadline.value for deadline in one.deadlines] == ["2027-02-01"]
    assert one.quotes == {"rate_max": "80 Prozent", "budget": "5.000"}


def test_a_range_is_never_made_of_two_sources() -> None:
    """Half of a range from each would be a range that nobody stated."""
    one = merged([values(award_max=5000.0), values(award_min=900.0, award_max=5000.0)])
    assert (one.award_min, one.award_max) == (None, 5000)


def test_what_two_sources_contradict_is_no_fact() -> None:
    """Both values stand as contested, the more trusted first, and count for no filter."""
    one = merged([values(rate_max=65.0), values(rate_max=75.0)])
    assert standing(one, Subject.RATE) == [(65, Standing.CONTESTED), (75, Standing.CONTESTED)]
    assert one.rate_max is None


def test_half_of_a_contested_range_is_no_fact() -> None:
    """Where one source says 55 to 75 percent and another 65, the 55 stands for nothing."""
    one = merged([values(rate_min=55.0, rate_max=75.0), values(rate_max=65.0)])
    assert {s for _value, s in standing(one, Subject.RATE)} == {Standing.CONTESTED}
    assert (one.rate_min, one.rate_max) == (None, None)


def test_a_fixed_day_and_a_rolling_deadline_contradict_each_other() -> None:
    """The days of a programme are one matter."""
    rolling = values(more=(said(Field.DEADLINE_RULE, "rolling"),))
    one = merged([values(deadlines=(fixed("2027-03-01"),)), rolling])
    assert {s for _value, s in standing(one, Subject.DEADLINES)} == {Standing.CONTESTED}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2027-03-01",), ("2027-03-01", "2027-09-01")),
        (("2027-03-01", "2027-09-01"), ("2027-09-01",)),
    ],
)
def test_who_says_less_does_not_contradict(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """A relay that names one of two days agrees with the funder."""
    one = merged([values(deadlines=tuple(map(fixed, days))) for days in (first, second)])
    assert [deadline.value for deadline in one.deadlines] == list(first)
    assert {s for _value, s in standing(one, Subject.DEADLINES)} == {Standing.SURE}


def test_the_days_of_two_stages_do_not_contradict_each_other() -> None:
    """One source speaks of the sketch, the other of the application."""
    sketch, application = (
        fixed("2027-02-01", stage="sketch"),
        fixed("2027-06-01", stage="application"),
    )
    one = merged([values(deadlines=(sketch,)), values(deadlines=(application,))])
    assert {s for _value, s in standing(one, Subject.DEADLINES)} == {Standing.SURE}


def test_sums_of_two_units_do_not_contradict_each_other() -> None:
    """So much a village and so much a project can both be true."""
    village = said(Field.AWARD_MAX, 45_000, units=(Unit.PLACE,))
    project = said(Field.AWARD_MAX, 15_000, units=(Unit.PROJECT,))
    one = merged([values(more=(village,)), values(more=(project,))])
    assert standing(one, Subject.AWARD) == [(45_000, Standing.SURE)]


def test_what_may_be_another_opportunity_fills_no_gap() -> None:
    """It can contest what is said of this one, and adds no fact to it."""
    asked = values(rate_max=75.0, budget=9000.0)
    one = merged([values(rate_max=65.0, award_max=500.0)], [asked])
    assert standing(one, Subject.RATE) == [(65, Standing.CONTESTED), (75, Standing.CONTESTED)]
    assert (one.award_max, one.budget) == (500, None)


def test_a_persons_word_on_what_may_be_another_decides_nothing_here() -> None:
    """It is one of the two things that are said, until they are said to be one."""
    staff = values(more=(said(Field.RATE_MAX, 70, origin=Origin.STAFF),))
    one = merged([values(rate_max=65.0)], [staff])
    assert {s for _value, s in standing(one, Subject.RATE)} == {Standing.CONTESTED}
    other = merged([staff], [values(rate_max=65.0)])
    assert {s for _value, s in standing(other, Subject.RATE)} == {Standing.CONTESTED}


def test_a_persons_word_ends_the_disagreement() -> None:
    """Whoever is trusted more, what staff decided of one entry stands for all of them."""
    staff = values(more=(said(Field.RATE_MAX, 70, origin=Origin.STAFF),))
    one = merged([values(rate_max=65.0), staff, values(rate_max=75.0)])
    assert standing(one, Subject.RATE) == [(70, Standing.SURE)]


@given(st.lists(SAID, min_size=1, max_size=3))
def test_the_order_of_entries_decides_nothing(entries: list[tuple[Statement, ...]]) -> None:
    """Which values are contested is the same in every order; only what comes first differs."""
    contested = [
        {s.content for s in merged_statements(order) if s.standing is Standing.CONTESTED}
        for order in permutations(entries)
    ]
    assert all(one == contested[0] for one in contested)


@given(st.lists(SAID, min_size=1, max_size=3), SAID)
def test_another_source_never_settles_a_disagreement(
    entries: list[tuple[Statement, ...]], more: tuple[Statement, ...]
) -> None:
    """What is contested stays contested without a decision, whoever else says what."""
    before = {s.field for s in merged_statements(entries) if not s.sure}
    after = {s.field for s in merged_statements([*entries, more]) if not s.sure}
    assert before <= after


@given(SAID)
def test_values_follow_from_statements_in_any_order(entry: tuple[Statement, ...]) -> None:
    """Deriving is a function of what is said, not of where it stands."""
    one, other = derive(values(), entry), derive(values(), entry[::-1])
    assert replace(one, statements=()) == replace(other, statements=())
    assert derive(one, one.statements) == one


def test_nothing_cannot_be_merged() -> None:
    """There is no opportunity without a source."""
    with pytest.raises(ValueError, match="nothing to merge"):
        merged([])
