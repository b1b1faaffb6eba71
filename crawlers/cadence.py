"""Cadence: how often a source is visited, and at which hour of the early morning."""

from __future__ import annotations

CADENCES = ("daily", "weekly", "monthly")
_FIRST_HOUR, _HOURS = 3, 3  # the visits begin between three and six
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def timetable(slug: str, cadence: str) -> str:
    """Return a timetable that the slug alone decides: a new source moves no other's visits.

    Raises ValueError for a cadence that there is none.
    """
    if cadence not in CADENCES:
        raise ValueError(f"cadence {cadence!r} is none of {CADENCES}")
    spread = sum(ord(letter) * place for place, letter in enumerate(slug, start=1))
    minute, hour = spread % 60, _FIRST_HOUR + spread // 60 % _HOURS
    return {
        "daily": f"{minute} {hour} * * *",
        "weekly": f"{minute} {hour} * * {_WEEKDAYS[spread % 5]}",
        "monthly": f"{minute} {hour} {1 + spread % 28} * *",
    }[cadence]
