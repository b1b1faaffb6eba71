"""Sampling: every stratum, nothing twice, the same sample for the same week."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.reviews import SAMPLING, ReviewItem
from db.samples import Sample, week_of
from db.statements import Field
from db.vocabulary import Origin, Presence, ReviewState
from pipeline.desk.sampling import Candidate, allotted, chosen_of, draw, tidy
from tests.conftest import NOW
from tests.notifier.samples import FEDERAL, STATE, change, publish, values
from tests.stating import said

KINDS = {STATE.slug: "primary", FEDERAL.slug: "relay"}
WEEK = timedelta(weeks=1)


def drawn(engine: Engine) -> list[tuple[str, str, str, int, str]]:
    """What was drawn, in order."""
    with reading(engine) as session:
        rows = session.scalars(select(Sample).order_by(Sample.id))
        return [
            (one.week, one.field, one.source_kind, one.opportunity_id, str(one.statement["value"]))
            for one in rows
        ]


def states(engine: Engine) -> Counter[str]:
    """How many questions of the samples stand how."""
    with reading(engine) as session:
        asked = select(ReviewItem.state).where(ReviewItem.raised_by == SAMPLING)
        return Counter(session.scalars(asked))


@pytest.fixture
def stock(engine: Engine) -> Engine:
    """Two sources of two kinds, a few entries each."""
    for number in range(6):
        publish(engine, str(number), values(award_max=1000 * number + 1000), source=STATE)
    for number in range(3):
        publish(engine, str(number), values(rate_max=50 + number), source=FEDERAL)
    return engine


def test_every_stratum_is_asked_about_once_a_week(stock: Engine) -> None:
    """A second tick of the week draws nothing; the next week draws again, and nothing twice."""
    count = draw(stock, KINDS, NOW)
    first = drawn(stock)
    assert count == len(first) == len(set(first)) == 40
    fields = {"deadline", "area", "applicant", "topic", "funder", "award_max", "rate_max"}
    assert {(field, kind) for _week, field, kind, *_ in first} == {
        (field, kind) for field in fields for kind in KINDS.values()
    }
    assert draw(stock, KINDS, NOW + timedelta(minutes=10)) == 0 and drawn(stock) == first
    assert draw(stock, KINDS, NOW + WEEK) > 0
    second = drawn(stock)[len(first) :]
    assert {row[1:] for row in first}.isdisjoint({row[1:] for row in second})
    assert states(stock) == {ReviewState.OPEN: len(first) + len(second)}


def test_only_what_the_machine_read_and_everybody_sees_is_drawn(engine: Engine) -> None:
    """No word of staff, nothing that the source gave as a value, nothing withdrawn."""
    staff = said(Field.BUDGET, 100.0, origin=Origin.STAFF)
    given = said(Field.COST_MAX, 50.0, origin=Origin.GIVEN)
    publish(engine, "1", values(more=(staff, given)))
    gone = publish(engine, "2", values())
    with writing(engine) as session:
        session.get_one(Opportunity, gone).presence = Presence.WITHDRAWN
    draw(engine, KINDS, NOW)
    found = drawn(engine)
    assert found and {row[3] for row in found} != {gone}
    assert not {"budget", "cost_max"} & {row[1] for row in found}
    assert all(row[3] != gone for row in found)


def test_a_question_says_that_it_is_a_sample_and_what_it_rests_on(engine: Engine) -> None:
    """A clerk sees the mark, the value and the words."""
    publish(engine, "1", values())
    draw(engine, KINDS, NOW, shown=lambda one: f"[{one.value}]")
    with reading(engine) as session:
        asked = session.scalars(
            select(ReviewItem).where(ReviewItem.field.in_(("deadline", "rate_max")))
        )
        found = {item.field: item for item in asked}
    assert found["rate_max"].question == "Stichprobe: Fördersatz [80]. Stimmt das?"
    assert found["deadline"].quote == "Anträge sind bis zum 1. Februar 2027 einzureichen."
    assert {item.raised_by for item in found.values()} == {SAMPLING}


def test_what_nobody_answers_is_dropped_after_four_weeks(stock: Engine) -> None:
    """It is moot, which is not answered, and may be drawn again."""
    count = draw(stock, KINDS, NOW)
    for later, left in ((4 * WEEK - timedelta(seconds=1), count), (4 * WEEK, 0)):
        with writing(stock) as session:
            tidy(session, NOW + later)
        assert states(stock)[ReviewState.OPEN] == left
    assert states(stock)[ReviewState.ANSWERED] == 0


def test_what_is_no_longer_published_is_no_longer_asked(engine: Engine) -> None:
    """A withdrawn entry's questions go, and of a changed one those about what it said before."""
    moved, gone = (publish(engine, key, values()) for key in ("1", "2"))
    draw(engine, KINDS, NOW)
    change(engine, moved, values(rate_max=90), NOW, "Fördersatz")
    with writing(engine) as session:
        session.get_one(Opportunity, gone).presence = Presence.WITHDRAWN
        tidy(session, NOW)
    with reading(engine) as session:
        items = session.scalars(select(ReviewItem).order_by(ReviewItem.id)).all()
    assert all(item.state == ReviewState.MOOT for item in items if item.opportunity_id == gone)
    of_moved = {item.field: item.state for item in items if item.opportunity_id == moved}
    assert of_moved["rate_max"] == ReviewState.MOOT
    assert of_moved["deadline"] == ReviewState.OPEN


SIZES = st.dictionaries(st.integers(0, 80), st.integers(0, 300), max_size=60)


@given(SIZES, st.integers(0, 120))
def test_every_stratum_is_represented(sizes: dict[int, int], in_all: int) -> None:
    """One at least, never more than there are, and as many in all as wanted where that goes."""
    counts = allotted(sizes, in_all)
    full = {key: size for key, size in sizes.items() if size}
    assert set(counts) == set(full)
    assert all(1 <= counts[key] <= full[key] for key in full)
    assert sum(counts.values()) == max(len(full), min(in_all, sum(full.values())))


def candidates(count: int) -> list[Candidate]:
    """Values of one field, each of another entry."""
    return [
        Candidate(
            opportunity_id=number,
            source="a",
            key=str(number),
            statement=said(Field.RATE_MAX, number % 7),
        )
        for number in range(count)
    ]


@given(st.integers(0, 60), st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_same_week_draws_the_same(count: int, in_all: int, chance: object) -> None:
    """Neither the order of rows nor their numbers in a database decide; nothing comes twice."""
    those = candidates(count)
    mixed = [replace(one, opportunity_id=one.opportunity_id + 900) for one in those]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    stratum = ("rate_max", "primary")
    (first,) = chosen_of("2026-W48", {stratum: those}, in_all).values() or [[]]
    (second,) = chosen_of("2026-W48", {stratum: mixed}, in_all).values() or [[]]
    assert [one.key for one in first] == [one.key for one in second]
    assert len({one.key for one in first}) == len(first) == min(count, in_all)


def test_another_week_draws_others() -> None:
    """Over many weeks every value has its turn."""
    stratum = ("rate_max", "primary")
    seen = Counter(
        one.key
        for week in range(200)
        for one in chosen_of(f"W{week}", {stratum: candidates(20)}, 5)[stratum]
    )
    assert len(seen) == 20 and min(seen.values()) > 25 and max(seen.values()) < 80


@pytest.mark.parametrize(
    ("on", "week"), [(date(2026, 11, 22), "2026-W47"), (date(2027, 1, 3), "2026-W53")]
)
def test_weeks_are_those_of_the_calendar(on: date, week: str) -> None:
    """A week belongs to the year of its Thursday."""
    assert week_of(on) == week
    assert datetime.fromisocalendar(int(week[:4]), int(week[6:]), 7).date() == on
