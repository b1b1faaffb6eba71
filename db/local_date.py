"""Local dates: days are those of Germany, instants are UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def local_date(instant: datetime) -> date:
    """Return the day that it is in Germany at an instant."""
    return instant.astimezone(BERLIN).date()
