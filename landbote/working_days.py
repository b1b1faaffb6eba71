"""Working days: when a digest of each cadence is due. No mail on Sundays or public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from db.vocabulary import Cadence


def is_working_day(on: date) -> bool:
    """Whether offices in Hessen work on this day."""
    return on.weekday() < 5 and on not in _holidays(on.year)


def is_due(cadence: Cadence, on: date) -> bool:
    """Whether a digest of this cadence goes out on this day.

    Daily: every working day. Weekly: the first working day of the week. Monthly: the first
    working day of the month.
    """
    if not is_working_day(on):
        return False
    match cadence:
        case Cadence.AT_ONCE | Cadence.DAILY:
            return True
        case Cadence.WEEKLY:
            first = on - timedelta(days=on.weekday())
        case Cadence.FORTNIGHTLY:
            first = on - timedelta(days=on.weekday())
            if first.toordinal() // 7 % 2:
                return False
        case Cadence.MONTHLY:
            first = on.replace(day=1)
    earlier = (first + timedelta(days=n) for n in range((on - first).days))
    return not any(is_working_day(day) for day in earlier)


def last_due(cadence: Cadence, today: date) -> date:
    """Return the newest day up to today on which a digest of this cadence was due."""
    on = today
    while not is_due(cadence, on):
        on -= timedelta(days=1)
    return on


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DE", subdiv="HE", years=year))
