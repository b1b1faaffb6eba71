"""When a digest of each cadence is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from db.vocabulary import Cadence
from landbote.working_days import is_due, is_working_day, last_due


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 12, 25), False),
        (date(2027, 3, 26), False),  # Good Friday
        (date(2027, 5, 27), False),  # Corpus Christi, a holiday in Hessen
        (date(2027, 5, 28), True),
    ],
)
def test_no_mail_on_sundays_and_holidays(day: date, works: bool) -> None:
    """Offices are closed then, and the mail would lie."""
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("cadence", "day", "due"),
    [
        (Cadence.DAILY, date(2026, 11, 24), True),
        (Cadence.DAILY, date(2026, 11, 22), False),
        (Cadence.WEEKLY, date(2026, 11, 23), True),
        (Cadence.WEEKLY, date(2026, 11, 24), False),
        (Cadence.WEEKLY, date(2027, 3, 29), False),  # Easter Monday
        (Cadence.WEEKLY, date(2027, 3, 30), True),
        (Cadence.MONTHLY, date(2026, 12, 1), True),
        (Cadence.MONTHLY, date(2027, 1, 1), False),
        (Cadence.MONTHLY, date(2027, 1, 4), True),
        (Cadence.MONTHLY, date(2027, 1, 5), False),
    ],
)
def test_a_cadence_is_due_on_its_first_working_day(cadence: Cadence, day: date, due: bool) -> None:
    """Daily, weekly and monthly issues each have one day, moved past holidays."""
    assert is_due(cadence, day) is due


@pytest.mark.parametrize("cadence", list(Cadence))
def test_every_period_has_exactly_one_issue(cadence: Cadence) -> None:
    """Over three years no week and no month is left out or served twice."""
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(3 * 364)]
    due = [day for day in days if is_due(cadence, day)]
    periods: dict[Cadence, Callable[[date], object]] = {
        Cadence.DAILY: lambda day: day,
        Cadence.WEEKLY: lambda day: day.isocalendar()[:2],
        Cadence.MONTHLY: lambda day: (day.year, day.month),
    }
    period = periods[cadence]
    if cadence is Cadence.MONTHLY:
        due.insert(0, date(2026, 1, 2))  # the first month began before these days
    working = {period(day) for day in days if is_working_day(day)}
    assert len(due) == len(working) and set(map(period, due)) == working
    assert all(last_due(cadence, day) <= day for day in days[40:])
