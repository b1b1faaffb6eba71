"""When an absent entry counts as gone, and that nothing else makes it so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import Deadline
from db.vocabulary import DeadlineKind, Presence, Withdrawal
from pipeline.visit.presence import (
    AWAY_FOR,
    AWAY_RUNS,
    LONGEST_RETURN,
    Sighting,
    Standing,
    after,
    ended,
)
from tests.db.test_values import fixed, values

START = datetime(2026, 3, 1, 5, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """A good run some hours after the one before: was the entry listed, was it over?"""

    hours: int
    listed: bool
    over: bool


VISITS = st.lists(
    st.builds(Visit, st.integers(1, 24 * 12), st.booleans(), st.booleans()), max_size=30
)


def live(visits: list[Visit]) -> list[tuple[datetime, Visit, Standing]]:
    """Follow an entry through its visits, counting runs as the database does."""
    at, standing, missed, told = START, Standing(), 0, []
    for visit in visits:
        at += timedelta(hours=visit.hours)
        missed = 0 if visit.listed else missed + 1
        sighting = Sighting(at=at, listed=visit.listed, ended=visit.over, absent_runs=missed)
        standing = after(standing, sighting)
        told.append((at, visit, standing))
    return told


def away(days: float, runs: int, *, over: bool = False) -> Standing:
    """Where an entry stands after so many days and runs without it."""
    first = after(Standing(), Sighting(at=START, listed=False, ended=over))
    later = Sighting(at=START + days * DAY, listed=False, ended=over, absent_runs=runs)
    return after(first, later)


@given(VISITS)
def test_a_listed_entry_is_present(visits: list[Visit]) -> None:
    """Whatever was before: who is listed is there, with nothing left of the absence."""
    for _, visit, standing in live(visits):
        if visit.listed:
            assert standing == Standing()
        else:
            assert standing.presence is not Presence.PRESENT


@given(VISITS)
def test_an_entry_is_missing_before_it_is_withdrawn(visits: list[Visit]) -> None:
    """Nothing is gone at the first run without it, and gone stays gone until it is listed."""
    before = Standing()
    for _, _, standing in live(visits):
        if standing.presence is Presence.WITHDRAWN:
            assert before.presence is not Presence.PRESENT
        if before.presence is Presence.WITHDRAWN and standing.presence is not Presence.PRESENT:
            assert standing == before
        before = standing


@given(VISITS)
def test_nothing_is_withdrawn_sooner_than_the_rule(visits: list[Visit]) -> None:
    """No absence within the longest one ever seen counts, unless the entry's own day came."""
    for at, visit, standing in live(visits):
        if standing.why is None:
            continue
        assert standing.presence is Presence.WITHDRAWN and not visit.listed
        assert standing.since_at is not None
        if standing.why is Withdrawal.ABSENT:
            assert at - standing.since_at >= AWAY_FOR > LONGEST_RETURN


@given(VISITS, st.integers(3, 6))
def test_an_entry_that_stays_away_is_withdrawn_in_the_end(visits: list[Visit], runs: int) -> None:
    """Enough good runs over the whole span end every absence."""
    span = int(AWAY_FOR.total_seconds() // 3600)
    quiet = [Visit(span // (runs - 1) + 1, False, False) for _ in range(runs)]
    assert live([*visits, *quiet])[-1][2].presence is Presence.WITHDRAWN


@pytest.mark.parametrize(
    ("standing", "presence"),
    [
        (away(11, 30), Presence.MISSING),
        (away(21.9, 90), Presence.MISSING),
        (away(60, AWAY_RUNS - 1), Presence.MISSING),
        (away(22, AWAY_RUNS), Presence.WITHDRAWN),
        (away(0.5, 9, over=True), Presence.MISSING),
        (away(1, 2, over=True), Presence.WITHDRAWN),
    ],
)
def test_the_rule_has_a_span_and_a_number_of_runs(standing: Standing, presence: Presence) -> None:
    """Many runs in few days prove as little as few runs in many days."""
    assert standing.presence is presence


@pytest.mark.parametrize("listed", [True, False])
def test_what_a_person_said_no_run_unsays(listed: bool) -> None:
    """A withdrawal by staff survives every crawl."""
    said = Standing(presence=Presence.WITHDRAWN, since_at=START, why=Withdrawal.STAFF)
    assert after(said, Sighting(at=START + 40 * DAY, listed=listed, absent_runs=9)) == said


@pytest.mark.parametrize(
    ("more", "over"),
    [
        ({"deadlines": (fixed("2026-06-30"),)}, True),
        ({"deadlines": (fixed("2026-07-01"),)}, False),
        ({"deadlines": (fixed("2026-06-30"), fixed("2026-09-30"))}, False),
        ({"deadlines": (fixed("2026-06-30"), fixed("2026-09-30", newcomers=False))}, True),
        ({"deadlines": (Deadline(kind=DeadlineKind.ANNUAL, value="03-31"),)}, False),
        ({"deadlines": (Deadline(kind=DeadlineKind.ROLLING),)}, False),
        ({}, False),
        ({"stated_status": "closed"}, False),
    ],
)
def test_an_entry_ends_by_its_own_dates_only(more: dict[str, object], over: bool) -> None:
    """Every dated deadline must lie behind us; what names none never ends by itself."""
    assert ended(values(**more), date(2026, 7, 1)) is over


@pytest.mark.parametrize(("last", "over"), [(None, True), (date(2026, 7, 2), False)])
def test_an_event_ends_with_its_last_day(last: date | None, over: bool) -> None:
    """An event of several days is not over on the first."""
    event = values(event_starts_on=date(2026, 6, 30), event_ends_on=last)
    assert ended(replace(event, kind="event"), date(2026, 7, 1)) is over
