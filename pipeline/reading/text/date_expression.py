"""Date expression: one date as it is written, and what its writing leaves open."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

_NAMES = {
    1: "januar january jänner jaenner jan",
    2: "februar february feber febr feb",
    3: "märz maerz march mrz mär mar",
    4: "april apr",
    5: "mai may",
    6: "juni june juno jun",
    7: "juli july jul",
    8: "august aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nov",
    12: "dezember december dez dec",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=lambda word: (-len(word), word)))})\b\.?"
BAD_YEAR = "Das Jahr kann so nicht stimmen. Welches Datum ist gemeint?"
_ANY_YEAR = 2023  # one that is no leap year: what recurs must exist in each


class Edge(Enum):
    """Which part of its month an expression without a day names."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """One date as written: `plain[start:end]`; day and year are None where not written.

    `unsure` says in German what the writing leaves open, empty if nothing. `edge` is the part
    of the month that is named in place of a day. `yearly` says that the expression itself
    recurs ("31. März jeden Jahres"), `derived` that its day is not written but follows from
    a quarter or half of the year.
    """

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    unsure: str = ""
    edge: Edge | None = None
    yearly: bool = False
    derived: bool = False

    @property
    def wants_year(self) -> bool:
        """Whether no year is written, not even one that cannot be."""
        return self.year is None and self.unsure != BAD_YEAR

    def on(self) -> date | None:
        """Return the calendar date, or None where day or year is missing."""
        if self.day is None or self.year is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def last_day(self) -> int:
        """The last day of its month; of February without a year the 28th."""
        return monthrange(self.year or _ANY_YEAR, self.month)[1]


def exists(month: int, day: int | None, year: int | None) -> bool:
    """Whether the calendar has such a day; without a year, whether some year has it."""
    try:
        date(2024 if year is None else year, month, day or 1)
    except ValueError:
        return False
    return True
