"""The clock: the only place that asks the machine for the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from db.local_date import BERLIN as BERLIN
from db.local_date import local_date as local_date

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """Return this instant, in UTC."""
    return datetime.now(UTC)


def pretending(today: date, clock: Clock = real_clock) -> Clock:
    """Return a clock that shows another day, at the same time of day, and goes on ticking."""
    shift = today - local_date(clock())

    def shifted() -> datetime:
        return clock() + shift

    return shifted
