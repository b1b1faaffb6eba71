"""What is due at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from crawlers.by_hand import BY_HAND
from crawlers.registry import sources
from db.rhythm import REGULAR, Rhythm
from db.vocabulary import Cadence, RunOutcome
from landbote.clock import BERLIN
from landbote.schedule import (
    CronError,
    LastVisit,
    Plans,
    due_cadences,
    due_sources,
    last_fire,
    next_issue_at,
    trigger,
)
from tests.pipeline.test_settle import SOURCE

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=BERLIN)
DAILY = replace(SOURCE, slug="daily", cron="15 5 * * *")
WEEKLY = replace(SOURCE, slug="weekly", cron="40 4 * * mon")
MONTHLY = replace(SOURCE, slug="monthly", cron="0 4 1 * *")


@pytest.mark.parametrize(
    ("source", "fired"),
    [
        (DAILY, datetime(2026, 11, 23, 5, 15, tzinfo=BERLIN)),
        (WEEKLY, datetime(2026, 11, 23, 4, 40, tzinfo=BERLIN)),
        (MONTHLY, datetime(2026, 11, 1, 4, 0, tzinfo=BERLIN)),
    ],
)
def test_the_last_time_a_source_was_due(source: object, fired: datetime) -> None:
    """However long ago it was, the newest instant is found."""
    assert last_fire(source, MONDAY) == fired  # type: ignore[arg-type]


def test_a_source_is_visited_once_per_time_due() -> None:
    """Who was visited since is left alone; who was missed is made up for."""
    started = {
        "daily": LastVisit(started_at=datetime(2026, 11, 22, 4, 15, tzinfo=UTC)),  # yesterday
        # After 04:40 in Berlin.
        "weekly": LastVisit(started_at=datetime(2026, 11, 23, 4, 0, tzinfo=UTC)),
    }
    due = due_sources([DAILY, WEEKLY, MONTHLY], started, MONDAY)
    assert [source.slug for source in due] == ["daily", "monthly"]


def test_a_visit_of_a_day_to_come_counts_for_nothing() -> None:
    """A clock that was ahead made it; else nobody would look there until that day."""
    ahead = LastVisit(started_at=MONDAY + timedelta(days=900))
    started = {"daily": ahead, "weekly": ahead, "monthly": ahead}
    due = due_sources([DAILY, WEEKLY, MONTHLY], started, MONDAY)
    assert [source.slug for source in due] == ["daily", "weekly", "monthly"]


@pytest.mark.parametrize(
    ("outcome", "tries", "minutes"),
    [
        (RunOutcome.FAILED, 1, 20),
        (RunOutcome.TIMEOUT, 2, 40),
        (RunOutcome.INTERRUPTED, 3, 80),
        (RunOutcome.FAILED, 10, 640),
        (RunOutcome.BROKEN, 0, 24 * 60),
        (RunOutcome.TOO_FEW, 0, 24 * 60),
    ],
)
def test_a_visit_in_vain_is_made_again(outcome: RunOutcome, tries: int, minutes: int) -> None:
    """Soon at first, then ever later; one that was not believed is made again a day later."""
    last = LastVisit(
        started_at=MONDAY - timedelta(minutes=3), ended_at=MONDAY, outcome=outcome, tries=tries
    )
    again = MONDAY + timedelta(minutes=minutes)
    assert due_sources([WEEKLY], {"weekly": last}, again - timedelta(seconds=1)) == []
    assert due_sources([WEEKLY], {"weekly": last}, again) == [WEEKLY]


@pytest.mark.parametrize(
    "last",
    [
        LastVisit(started_at=MONDAY, ended_at=MONDAY, outcome=RunOutcome.OK),
        LastVisit(started_at=MONDAY, ended_at=MONDAY, outcome=RunOutcome.UNCHANGED),
        LastVisit(started_at=MONDAY, ended_at=MONDAY, outcome=RunOutcome.BLOCKED),
        LastVisit(started_at=MONDAY, ended_at=MONDAY, outcome=RunOutcome.ROBOTS),
        LastVisit(started_at=MONDAY, outcome=RunOutcome.RUNNING),
    ],
)
def test_nothing_else_is_made_again(last: LastVisit) -> None:
    """What was read, what is not wanted, and what goes on waits for the timetable."""
    assert due_sources([WEEKLY], {"weekly": last}, MONDAY + timedelta(days=6)) == []
    assert due_sources([WEEKLY], {"weekly": last}, MONDAY + timedelta(days=7)) == [WEEKLY]


def test_a_weekday_in_numbers_is_refused() -> None:
    """Cron and the scheduler count weekdays differently, so nobody may rely on either."""
    with pytest.raises(CronError, match="weekly"):
        trigger(replace(WEEKLY, cron="40 4 * * 1"))


def test_no_source_is_due_in_the_lost_hour() -> None:
    """Between two and three o'clock an hour is missing once a year, and doubled once."""
    every = [*sources().values(), DAILY]
    assert len(every) > 1
    for source in every:
        cron, moment = trigger(source), MONDAY - timedelta(days=10)
        fired = cron.get_next_fire_time(None, moment)
        while fired is not None and fired < MONDAY:
            assert fired.astimezone(BERLIN).hour != 2, source.slug
            fired = cron.get_next_fire_time(fired, fired + timedelta(seconds=1))


D, W, F, M = Cadence.DAILY, Cadence.WEEKLY, Cadence.FORTNIGHTLY, Cadence.MONTHLY


def plans(issued: Mapping[Cadence, date], *rhythms: Rhythm, **more: Any) -> Plans:
    """Return what is known where those are the newest issues; without rhythms the usual ones."""
    days = {cadence: frozenset({on}) for cadence, on in issued.items()}
    asked = rhythms or [Rhythm(cadence=one) for one in REGULAR]
    return Plans(rhythms=[(one, date.min) for one in asked], issued=days, **more)


@pytest.mark.parametrize(
    ("now", "issued", "due"),
    [
        (MONDAY, {F: MONDAY.date()}, [D, W]),
        (MONDAY - timedelta(minutes=1), {}, []),
        # What was missed waits too: an issue at night would take the place of the day's own.
        (MONDAY + timedelta(hours=22), {D: date(2026, 11, 20)}, []),
        (
            MONDAY + timedelta(days=1),
            {D: date(2026, 11, 20), W: date(2026, 11, 16), F: date(2026, 11, 24)},
            [D, W],
        ),
        (MONDAY, {D: date(2026, 11, 23), W: date(2026, 11, 23), F: date(2026, 11, 23)}, []),
        # The machine slept over Monday: on Wednesday the week is made up for, once.
        (
            MONDAY + timedelta(days=2),
            {D: date(2026, 11, 25), W: date(2026, 11, 16), F: date(2026, 11, 23)},
            [W],
        ),
        # A monthly issue that is more than a week late is left to the next month.
        (
            datetime(2026, 12, 9, 7, 0, tzinfo=BERLIN),
            {D: date(2026, 12, 9), W: date(2026, 12, 7), F: date(2026, 12, 7)},
            [],
        ),
        (
            datetime(2026, 12, 8, 7, 0, tzinfo=BERLIN),
            {D: date(2026, 12, 8), W: date(2026, 12, 7), F: date(2026, 12, 7)},
            [M],
        ),
    ],
)
def test_a_digest_is_due_once_and_made_up_for_within_a_week(
    now: datetime, issued: dict[Cadence, date], due: list[Cadence]
) -> None:
    """An issue that did not go out is due until it did, but not after a week."""
    assert due_cadences(plans(issued), now) == due


@pytest.mark.parametrize(
    ("now", "later", "due"),
    [
        # New Year's Day, a Friday; then the Monday after it, which is the first of everything.
        (
            datetime(2027, 1, 1, 9, 0, tzinfo=BERLIN),
            datetime(2027, 1, 4, 6, 30, tzinfo=BERLIN),
            [D, W, F, M],
        ),
        # Easter Monday.
        (
            datetime(2027, 3, 29, 12, 0, tzinfo=BERLIN),
            datetime(2027, 3, 30, 6, 30, tzinfo=BERLIN),
            [D, W, F],
        ),
    ],
)
def test_a_first_start_on_a_holiday_waits(
    now: datetime, later: datetime, due: list[Cadence]
) -> None:
    """Nobody gets mail on a day off, whatever was missed; the next working day makes up for it."""
    assert due_cadences(plans({}), now) == []
    assert due_cadences(plans({}), later) == due


def test_an_issue_is_due_on_each_weekday_that_somebody_chose() -> None:
    """And on no other one; by the calendar of whoever chose it."""
    tuesday, friday = Rhythm(cadence=W, weekday=1), Rhythm(cadence=W, weekday=4, land="09")
    # All Saints' Day is one in Bavaria: Friday's readers there have a Monday instead.
    days = [date(2030, 10, 28) + timedelta(days=n) for n in range(9)]
    issued: list[date] = []
    for on in days:
        known = Plans(
            rhythms=[(tuesday, days[0]), (friday, days[0])],
            issued={W: frozenset(issued), **{one: frozenset(days) for one in (D, F, M)}},
        )
        if due_cadences(known, datetime.combine(on, time(9), BERLIN)):
            issued.append(on)
    assert issued == [date(2030, 10, 29), date(2030, 11, 4), date(2030, 11, 5)]


@pytest.mark.parametrize(
    ("hour", "last", "moved", "due"),
    [
        (6, None, True, False),
        (7, None, True, True),
        (12, 11, True, True),
        (12, 11, False, False),
        (12, 12, True, False),
        (18, 7, True, True),
        (19, 7, True, False),
    ],
)
def test_at_once_is_once_an_hour_of_the_working_day(
    hour: int, last: int | None, moved: bool, due: bool
) -> None:
    """Where anything moved; on a Sunday never, and never where nobody asks for it."""
    at = MONDAY.replace(hour=hour, minute=40)
    known = plans({}, Rhythm(cadence=Cadence.AT_ONCE), at_once_hour=last, moved=moved)
    assert (Cadence.AT_ONCE in due_cadences(known, at)) is due
    assert Cadence.AT_ONCE not in due_cadences(known, at - timedelta(days=1))
    assert Cadence.AT_ONCE not in due_cadences(replace(known, rhythms=()), at)


def test_when_the_next_issue_is() -> None:
    """The next day that somebody waits for; of what goes out at once the next hour."""
    issued: dict[Cadence, date] = {one: MONDAY.date() for one in REGULAR}
    known = plans(issued, Rhythm(cadence=W, weekday=3), Rhythm(cadence=D), at_once_hour=18)
    now = MONDAY.replace(hour=18, minute=20)
    assert next_issue_at(D, known, now) == MONDAY + timedelta(days=1)
    assert next_issue_at(W, known, now) == MONDAY + timedelta(days=3)
    assert next_issue_at(Cadence.AT_ONCE, known, now) == MONDAY + timedelta(days=1, minutes=30)
    assert next_issue_at(M, known, now) == datetime(2026, 12, 1, 6, 30, tzinfo=BERLIN)


def test_what_is_written_by_hand_is_never_due() -> None:
    """Nobody visits a source without a timetable; one beside it is due all the same."""
    assert due_sources([BY_HAND, DAILY], {}, MONDAY) == [DAILY]
