"""Misspelt dates: what was meant as a day, and cannot be one as it is written.

Letters in the place of digits, digits torn apart, months misspelt, days that the calendar
does not have. Each comes with the likeliest day and a question; none is ever stated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache

from pipeline.reading.text.date_expression import (
    MONTH,
    MONTHS,
    DateExpression,
    exists,
)

UNCLEAR = "Das Datum ist im Text nicht sicher lesbar. Welcher Tag ist gemeint?"
NO_SUCH_DAY = "Diesen Tag gibt es im Kalender nicht. Welches Datum ist gemeint?"
_YEAR = r"(?:19|20)\d\d"
# Digits as a scanner mistakes them; at least one of them a letter.
_SCANNED = re.compile(
    r"""(?<![\w.,:/§-])(?=[\d.\ ]{0,9}[loi])(?P<d>[\dloi]{1,2})\.\ ?(?P<m>[\dloi]{1,2})\.\ ?
        (?P<y>[12il][\dloi]{3})(?![\w-])""",
    re.VERBOSE,
)
_AS_DIGIT = str.maketrans("loi", "101")
_AT = r"(?<![\w.,:/§-])"
_NUMERIC = re.compile(
    rf"{_AT}(?P<d>\d{{1,2}})\. {{0,2}}(?P<m>\d{{1,2}})\. {{0,2}}(?P<y>{_YEAR})(?!\w|[.,-]\d)"
)
_NAMED = re.compile(
    rf"{_AT}(?P<d>\d{{1,2}})(?P<dot>\.?) {{0,2}}(?P<m>[a-zäöü]{{3,10}})\b\.?"
    rf"(?: {{1,2}}(?P<y>{_YEAR})(?!\w))?"
)
# "am 1 5. März": only behind a word that points at a day.
_TORN = re.compile(
    rf"(?<![^\s(:|])(?:am|zum|vom|ab|bis|dem|den|der) (?P<d>[0-3] \d)\. ?"
    rf"(?:(?P<n>{MONTH})|(?P<m>\d{{1,2}})\.) ?(?P<y>{_YEAR})?(?!\w)"
)
_TORN_YEAR = re.compile(
    rf"{_AT}(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})\. ?(?P<y>20 \d\d|2 0\d\d|20\d \d)"
    r"(?!\w|[.:,]\d| ?(?:uhr|€|euro|%))"
)
_LONG = 6  # letters of a month's name that two mistakes leave recognizable


def find_misspelt(low: str) -> Iterator[DateExpression]:
    """Yield what was meant as a date, each with a question."""
    for match in _SCANNED.finditer(low):
        if not (match["d"] + match["m"] + match["y"]).isdigit():
            yield from _likeliest(match, UNCLEAR)
    for pattern in (_TORN, _TORN_YEAR):
        for match in pattern.finditer(low):
            yield from _likeliest(match, UNCLEAR)
    for match in _NUMERIC.finditer(low):
        if not exists_at(match):
            yield from _likeliest(match, NO_SUCH_DAY)
    for match in _NAMED.finditer(low):
        yield from _named(match)


def exists_at(match: re.Match[str]) -> bool:
    """Whether the digits of a match are a day of the calendar."""
    return exists(int(match["m"]), int(match["d"]) or 99, int(match["y"]))


def _likeliest(match: re.Match[str], unsure: str) -> Iterator[DateExpression]:
    """Yield the nearest day: digits read as digits, month and day exchanged, or the last day."""
    groups = match.groupdict()
    day = _number(groups["d"])
    month = MONTHS[groups["n"].rstrip(".")] if groups.get("n") else _number(groups["m"])
    year = _number(groups["y"]) if groups["y"] else None
    if month > 12 and day <= 12:
        day, month = month, day
    if not 1 <= month <= 12 or day > 99 or (day > 31 and month > 12):
        return
    day = min(max(day, 1), monthrange(year or 2023, month)[1])
    start = match.start("d")
    yield DateExpression(start, match.end(), month, day, year, unsure=unsure)


def _number(digits: str) -> int:
    return int(digits.translate(_AS_DIGIT).replace(" ", ""))


def _named(match: re.Match[str]) -> Iterator[DateExpression]:
    name, day = match["m"], int(match["d"])
    year = int(match["y"]) if match["y"] else None
    month = MONTHS.get(name)
    if month is not None:
        last = monthrange(year or 2024, month)[1]
        # Without a full stop or a year it may be anything: "45 Mai" is no day at all.
        if (day > last or day == 0) and day <= 39 and (match["dot"] or year):
            day = min(max(day, 1), monthrange(year or 2023, month)[1])
            yield DateExpression(*match.span(), month, day, year, unsure=NO_SUCH_DAY)
        return
    meant = _meant(name) if match["dot"] or year else None
    if meant and 1 <= day <= 31 and (year or len(name) >= _LONG):
        day = min(day, monthrange(year or 2023, meant)[1])
        yield DateExpression(*match.span(), meant, day, year, unsure=UNCLEAR)


@lru_cache(maxsize=1 << 12)
def _meant(word: str) -> int | None:
    """Return the month that a word is a misspelling of, None if of none or of several."""
    near = {
        number
        for name, number in MONTHS.items()
        if len(name) >= 4
        and abs(len(name) - len(word)) <= 1
        and _mistakes(word, name) <= (2 if len(name) > _LONG else 1)
    }
    return near.pop() if len(near) == 1 else None


def _mistakes(word: str, name: str) -> int:
    """Return how many letters are wrong, missing, too many or exchanged with the next."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, meant in enumerate(name, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != meant))
            if i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == meant:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
