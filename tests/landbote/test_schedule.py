"""What is due at an instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawlers.by_hand import BY_HAND
from crawlers.registry import sources
from db.vocabulary import Cadence, RunOutcome
from landbote.clock import BERLIN
from landbote.schedule import CronError, LastVisit, due_cadences, due_sources, last_fire, trigger
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


@pytest.mark.parametrize(
    ("now", "issued", "due"),
    [
        (MONDAY, {}, [Cadence.DAILY, Cadence.WEEKLY]),
        (MONDAY - timedelta(minutes=1), {}, []),
        # What was missed waits too: an issue at night would take the place of the day's own.
        (MONDAY + timedelta(hours=22), {Cadence.DAILY: date(2026, 11, 20)}, []),
        (
            MONDAY + timedelta(days=1),
            {Cadence.DAILY: date(2026, 11, 20), Cadence.WEEKLY: date(2026, 11, 16)},
            [Cadence.DAILY, Cadence.WEEKLY],
        ),
        (
            MONDAY - timedelta(minutes=1),
            {Cadence.DAILY: date(2026, 11, 20), Cadence.WEEKLY: date(2026, 11, 16)},
            [],
        ),
        (
            MONDAY,
            {Cadence.DAILY: date(2026, 11, 20), Cadence.WEEKLY: date(2026, 11, 16)},
            [Cadence.DAILY, Cadence.WEEKLY],
        ),
        (
            MONDAY,
            {Cadence.DAILY: date(2026, 11, 23), Cadence.WEEKLY: date(2026, 11, 23)},
            [],
        ),
        # The machine slept over Monday: on Wednesday the week is made up for, once.
        (
            MONDAY + timedelta(days=2),
            {Cadence.DAILY: date(2026, 11, 25), Cadence.WEEKLY: date(2026, 11, 16)},
            [Cadence.WEEKLY],
        ),
        (
            MONDAY + timedelta(days=2),
            {Cadence.DAILY: date(2026, 11, 25), Cadence.WEEKLY: date(2026, 11, 25)},
            [],
        ),
        # A monthly issue that is more than a week late is left to the next month.
        (
            datetime(2026, 12, 9, 7, 0, tzinfo=BERLIN),
            {Cadence.DAILY: date(2026, 12, 9), Cadence.WEEKLY: date(2026, 12, 7)},
            [],
        ),
        (
            datetime(2026, 12, 8, 7, 0, tzinfo=BERLIN),
            {Cadence.DAILY: date(2026, 12, 8), Cadence.WEEKLY: date(2026, 12, 7)},
            [Cadence.MONTHLY],
        ),
    ],
)
def test_a_digest_is_due_once_and_made_up_for_within_a_week(
    now: datetime, issued: dict[Cadence, date], due: list[Cadence]
) -> None:
    """An issue that did not go out is due until it did, but not after a week."""
    assert due_cadences(issued, now) == due


@pytest.mark.parametrize(
    ("now", "later", "due"),
    [
        # New Year's Day, a Friday; then the Monday after it, which is the first of everything.
        (
            datetime(2027, 1, 1, 9, 0, tzinfo=BERLIN),
            datetime(2027, 1, 4, 6, 30, tzinfo=BERLIN),
            list(Cadence),
        ),
        # A Saturday on which the week is still to be made up for, and Easter Monday.
        (
            datetime(2026, 11, 28, 12, 0, tzinfo=BERLIN),
            datetime(2026, 11, 30, 6, 30, tzinfo=BERLIN),
            [Cadence.DAILY, Cadence.WEEKLY],
        ),
        (
            datetime(2027, 3, 29, 12, 0, tzinfo=BERLIN),
            datetime(2027, 3, 30, 6, 30, tzinfo=BERLIN),
            [Cadence.DAILY, Cadence.WEEKLY],
        ),
    ],
)
def test_a_first_start_on_a_holiday_waits(
    now: datetime, later: datetime, due: list[Cadence]
) -> None:
    """Nobody gets mail on a day off, whatever was missed; the next working day makes up for it."""
    assert due_cadences({}, now) == []
    assert due_cadences({}, later) == due


def test_what_is_written_by_hand_is_never_due() -> None:
    """Nobody visits a source without a timetable; one beside it is due all the same."""
    assert due_sources([BY_HAND, DAILY], {}, MONDAY) == [DAILY]
