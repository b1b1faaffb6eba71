"""Working days: on which days offices of a Land work. There is no mail on the others."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import country_holidays

HESSEN = "06"
# The Länder as the first two digits of an area's key have them.
_LAENDER = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}


def land_of(area: str) -> str:
    """Return the Land of an area by its key; LEADER regions, Germany and the EU count as Hessen."""
    return area[:2] if area[:2] in _LAENDER else HESSEN


def is_working_day(on: date, land: str = HESSEN) -> bool:
    """Whether offices of a Land work on this day."""
    return on.weekday() < 5 and on not in _holidays(on.year, land)


@cache
def _holidays(year: int, land: str) -> frozenset[date]:
    return frozenset(country_holidays("DE", subdiv=_LAENDER[land], years=year))
