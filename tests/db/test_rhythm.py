"""When a subscription is due, and that each of its periods is served exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from db.rhythm import CATCH_UP, Rhythm, due_day, period
from db.vocabulary import Cadence
from db.working_days import is_working_day, land_of

DAY = timedelta(days=1)
START = date(2026, 1, 1)
THREE_YEARS = [START + n * DAY for n in range(3 * 365)]


@pytest.mark.parametrize(
    ("day", "land", "works"),
    [
        (date(2026, 11, 23), "06", True),
        (date(2026, 11, 21), "06", False),  # Saturday
        (date(2026, 11, 22), "06", False),  # Sunday
        (date(2026, 12, 25), "06", False),
        (date(2027, 3, 26), "06", False),  # Good Friday
        (date(2027, 5, 27), "06", False),  # Corpus Christi, a holiday in Hessen
        (date(2027, 5, 27), "12", True),  # and none in Brandenburg
        (date(2027, 1, 6), "09", False),  # Epiphany, a holiday in Bayern
        (date(2027, 1, 6), "06", True),
    ],
)
def test_no_mail_on_sundays_and_on_the_lands_own_holidays(
    day: date, land: str, works: bool
) -> None:
    """Offices are closed then, and the mail would lie."""
    assert is_working_day(day, land) is works


@pytest.mark.parametrize(
    ("area", "land"),
    [
        ("09571113", "09"),
        ("06", "06"),
        ("leader:vogelsberg", "06"),
        ("de", "06"),
        ("eu", "06"),
        ("99", "06"),
    ],
)
def test_the_land_of_an_area(area: str, land: str) -> None:
    """Its own where it lies in one; else that of the service."""
    assert land_of(area) == land


@pytest.mark.parametrize(
    ("rhythm", "day", "due"),
    [
        (Rhythm(cadence=Cadence.DAILY), date(2026, 11, 24), True),
        (Rhythm(cadence=Cadence.DAILY), date(2026, 11, 22), False),
        (Rhythm(cadence=Cadence.WEEKLY), date(2026, 11, 23), True),
        (Rhythm(cadence=Cadence.WEEKLY), date(2026, 11, 24), False),
        (Rhythm(cadence=Cadence.WEEKLY), date(2027, 3, 29), False),  # Easter Monday
        (Rhythm(cadence=Cadence.WEEKLY), date(2027, 3, 30), True),
        (Rhythm(cadence=Cadence.WEEKLY, weekday=2), date(2026, 11, 25), True),
        (Rhythm(cadence=Cadence.WEEKLY, weekday=2), date(2026, 11, 23), False),
        # Good Friday's readers have the Tuesday after Easter, as Monday's have.
        (Rhythm(cadence=Cadence.WEEKLY, weekday=4), date(2027, 3, 30), True),
        (Rhythm(cadence=Cadence.FORTNIGHTLY), date(2026, 1, 5), True),
        (Rhythm(cadence=Cadence.FORTNIGHTLY), date(2026, 1, 12), False),
        (Rhythm(cadence=Cadence.FORTNIGHTLY, weekday=1), date(2026, 1, 20), True),
        (Rhythm(cadence=Cadence.MONTHLY), date(2026, 12, 1), True),
        (Rhythm(cadence=Cadence.MONTHLY), date(2027, 1, 1), False),
        (Rhythm(cadence=Cadence.MONTHLY), date(2027, 1, 4), True),
        (Rhythm(cadence=Cadence.MONTHLY), date(2027, 1, 5), False),
    ],
)
def test_a_day_off_moves_it_to_the_next_working_day(rhythm: Rhythm, day: date, due: bool) -> None:
    """Whatever the cadence, and by the weekday that was chosen."""
    assert rhythm.is_due(day) is due


RHYTHMS = [
    Rhythm(cadence=cadence, weekday=weekday, land=land)
    for cadence in (Cadence.DAILY, Cadence.WEEKLY, Cadence.FORTNIGHTLY, Cadence.MONTHLY)
    for weekday in ((None, 2, 4) if cadence in (Cadence.WEEKLY, Cadence.FORTNIGHTLY) else (None,))
    for land in ("06", "09")
]


def lived(
    rhythm: Rhythm, runs: Callable[[date], bool], issue: Callable[[date], bool]
) -> list[date]:
    """Return the days on which a subscription was served, by a service that runs on some days.

    `issue` says on which days there is an issue of the cadence for somebody else in any case.
    """
    issued: list[date] = []
    served = []
    for on in THREE_YEARS:
        if not runs(on):
            continue
        around = frozenset(day for day in issued if abs(on - day) <= CATCH_UP)
        mine = due_day(rhythm, on, around, START)
        if mine is not None:
            served.append(mine)
        if mine is not None or issue(on):
            issued.append(on)
    return served


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_in_three_years_every_due_day_is_served_exactly_once(rhythm: Rhythm, seed: int) -> None:
    """With three days of downtime now and then, and issues for others in between."""
    random = Random(seed)
    down = {
        START + (at + n) * DAY for at in range(5, 3 * 365, 40) for n in range(random.randint(1, 3))
    }
    others = {on for on in THREE_YEARS if is_working_day(on) and random.random() < 0.5}
    served = lived(rhythm, lambda on: on not in down, others.__contains__)
    due = [on for on in THREE_YEARS if rhythm.is_due(on)]
    if rhythm.cadence is Cadence.DAILY:
        # What was missed for days is one mail.
        assert len(set(served)) == len(served) and set(served) <= set(due)
    else:
        assert served == [on for on in due if on <= served[-1]] and due[-1] - served[-1] <= CATCH_UP


def test_two_clocks_and_one_that_jumps_serve_nothing_twice() -> None:
    """A day ahead for a while, then back: what was served ahead of time is not served again."""
    for rhythm in RHYTHMS:
        random, issued, served = Random(7), set[date](), Counter[date]()
        for today in THREE_YEARS:
            for on in (today + random.choice([-1, 0, 0, 1, 3]) * DAY, today):
                around = frozenset(day for day in issued if abs(on - day) <= CATCH_UP)
                if on in issued or (mine := due_day(rhythm, on, around, START)) is None:
                    continue
                served[mine] += 1
                issued.add(on)
        assert set(served.values()) == {1}, rhythm


@pytest.mark.parametrize(
    ("cadence", "on", "first", "last"),
    [
        (Cadence.DAILY, date(2026, 11, 25), date(2026, 11, 25), date(2026, 11, 25)),
        (Cadence.WEEKLY, date(2026, 11, 25), date(2026, 11, 23), date(2026, 11, 29)),
        (Cadence.FORTNIGHTLY, date(2026, 1, 14), date(2026, 1, 5), date(2026, 1, 18)),
        (Cadence.MONTHLY, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_what_the_desk_says_is_for_a_period(
    cadence: Cadence, on: date, first: date, last: date
) -> None:
    """Issues of one week are one to the desk."""
    assert period(cadence, on) == (first, last)
