"""Rhythm: on which days a subscription is due, and whether it is in the issue of a day. Pure.

A due day is *served* by the first issue on it or within the week after it, on a working day of the
subscription's own Land. What follows from that alone: whatever was down is made up for within a
week, nothing is due twice, and a clock that went back does not begin anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from db.local_date import BERLIN
from db.vocabulary import Cadence
from db.working_days import HESSEN, is_working_day

CATCH_UP = timedelta(days=7)
FIRST_WEEK = date(2026, 1, 5)  # a Monday; every second week from it is a fortnightly one
_DAY = timedelta(days=1)
REGULAR = tuple(cadence for cadence in Cadence if cadence is not Cadence.AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A cadence, for weekly and fortnightly ones with its weekday, by the calendar of a Land."""

    cadence: Cadence
    weekday: int | None = None
    land: str = HESSEN

    def is_due(self, on: date) -> bool:
        """Whether this is a due day: a working day that is meant, or follows days off that are."""
        if not is_working_day(on, self.land):
            return False
        if self._means(on):
            return True
        before = on - _DAY
        while not is_working_day(before, self.land):
            if self._means(before):
                return True
            before -= _DAY
        return False

    def _means(self, on: date) -> bool:
        """Whether it would be due on this day if nobody ever had a day off."""
        match self.cadence:
            case Cadence.AT_ONCE | Cadence.DAILY:
                return True
            case Cadence.WEEKLY:
                return on.weekday() == (self.weekday or 0)
            case Cadence.FORTNIGHTLY:
                weeks = (on - FIRST_WEEK).days // 7
                return on.weekday() == (self.weekday or 0) and weeks % 2 == 0
            case Cadence.MONTHLY:
                return on.day == 1


def rarity(cadence: Cadence) -> int:
    """Return the place of a cadence from the most frequent to the rarest one."""
    return list(Cadence).index(cadence)


def as_rare(cadence: Cadence) -> tuple[Cadence, ...]:
    """Return a cadence and the rarer ones: their issues carry its subscriptions along."""
    return tuple(Cadence)[rarity(cadence) :]


@lru_cache(maxsize=4096)  # thousands of subscriptions have the same rhythm
def due_day(rhythm: Rhythm, on: date, issued: frozenset[date], since: date) -> date | None:
    """Return the due day that the issue of a day has to serve; None where there is none.

    `issued` are the days of the other issues of its cadence that were finished. Days before
    `since`, on which the subscription was made, are no due days.
    """
    if not is_working_day(on, rhythm.land):
        return None
    served_by = [day for day in issued if day != on and is_working_day(day, rhythm.land)]
    for day in _days(max(since, on - CATCH_UP), on):
        served = any(day <= other <= day + CATCH_UP for other in served_by)
        if rhythm.is_due(day) and not served:
            return day
    return None


def period(cadence: Cadence, on: date) -> tuple[date, date]:
    """Return the first and the last day of the time that an issue of a cadence is for.

    Weekly issues of one week are for different readers, but they are one issue to the desk.
    """
    monday = on - timedelta(days=on.weekday())
    match cadence:
        case Cadence.AT_ONCE | Cadence.DAILY:
            return on, on
        case Cadence.WEEKLY:
            return monday, monday + 6 * _DAY
        case Cadence.FORTNIGHTLY:
            first = monday - ((monday - FIRST_WEEK).days // 7 % 2) * 7 * _DAY
            return first, first + 13 * _DAY
        case Cadence.MONTHLY:
            first = on.replace(day=1)
            return first, (first + 31 * _DAY).replace(day=1) - _DAY


def slot_of(cadence: Cadence, at: datetime) -> int:
    """Return the local hour of an issue that goes out at once; 0 for all others."""
    return at.astimezone(BERLIN).hour if cadence is Cadence.AT_ONCE else 0


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))
