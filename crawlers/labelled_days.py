"""Labelled days: dates that a page states under a label or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from crawlers.items import GivenDeadline
from crawlers.page import Page, PageChangedError
from crawlers.shape import on_lines

_DATE = r"(?:\w+,?\s)?(\d{2}\.\d{2}\.\d{4})"
# What follows the comma may be an hour, not another day: "verschoben auf …" is for a reader.
_WHEN = re.compile(rf"{_DATE}(?:\s*(?:bis|–|-)\s*{_DATE})?(?:,(?!.*\d{{4}}).*)?")
_DAY = r"\d{1,2}\. ?\w+\.? ?\d{4}"
_UNTIL = re.compile(rf"bis (?:zum )?{_DAY}\b.*|{_DAY}", re.IGNORECASE)
_ONLY_DATE = re.compile(r"(?:eingestellt am )?(\d{2}\.\d{2}\.\d{4})")


def days(text: str) -> tuple[date | None, date | None]:
    """Return first and last day of a labelled date; none where it is not written in digits."""
    found = _WHEN.fullmatch(text)
    if not found:
        return None, None
    first, last = (_day(part) if part else None for part in found.groups())
    return first, last


def until(page: Page, text: str) -> tuple[GivenDeadline, ...]:
    """Return the registration deadline of a labelled text: "bis" and a date, or a date alone.

    Any other wording, and a text with two dates, is left to the readers.
    """
    if not _UNTIL.fullmatch(text):
        return ()
    try:
        return (GivenDeadline(on=page.date(text), stage="registration"),)
    except PageChangedError:
        return ()


def stated_on(lines: Iterable[str]) -> date | None:
    """Return the day of publication, where a line consists of a date."""
    return next((_day(found[1]) for line in lines if (found := _ONLY_DATE.fullmatch(line))), None)


def undated(text: str) -> str:
    """Return a text without the lines that consist of a date."""
    return on_lines(line for line in text.splitlines() if not _ONLY_DATE.fullmatch(line))


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()
    except ValueError:
        return None
