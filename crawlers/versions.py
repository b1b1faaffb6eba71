"""Versions: which of two texts of one page is the newer, by what they say of themselves."""

from __future__ import annotations

import re
from datetime import date

from crawlers.items import RawEntry
from crawlers.page import Page, PageChangedError

_DAY = r"\d{1,2}\. ?(?:\d{1,2}\.|[A-Zäöü][a-zäöü]+) ?\d{4}"
# "Richtlinie des Landes Hessen … vom 12. März 2026", "in der Fassung vom 12.03.2026"
_GUIDELINE = re.compile(
    rf"(?:richtlinien?|fassung|bekanntmachung)\b[^.;\n]{{0,80}}?\bvom ({_DAY})", re.IGNORECASE
)


def newer(one: RawEntry, other: RawEntry) -> RawEntry | None:
    """Return the newer of two versions of an entry; None where nothing tells.

    The later guideline tells, else the later day of publication; both must state theirs.
    """
    for day in (guideline_on, _published_on):
        first, second = day(one), day(other)
        if first and second and first != second:
            return one if first > second else other
    return None


def guideline_on(entry: RawEntry) -> date | None:
    """Return the day of the newest guideline that an entry names."""
    text = "\n".join((entry.summary, *(field.text for field in entry.fields), entry.body))
    days = (_day(entry.url, found[1]) for found in _GUIDELINE.finditer(text))
    return max(filter(None, days), default=None)


def _published_on(entry: RawEntry) -> date | None:
    return entry.published_on


def _day(url: str, text: str) -> date | None:
    try:
        return Page(url, "").date(text)
    except PageChangedError:
        return None
