"""Rounds: whether two entries speak of the same time."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from crawlers.items import Kind
from pipeline.duplicates.profile import Profile
from pipeline.duplicates.titles import Title
from pipeline.duplicates.words import ROMAN

# Deadlines of one call may be this far apart: it was extended, and one source is late.
EXTENDED = timedelta(days=120)
# Announcements of one call appear within this time; the next year's comes later.
ANNOUNCED = timedelta(days=200)
# "X II" and "X+" come after "X", which needed no mark of its own.
EDITION = ROMAN | {"+"}


class Timing(StrEnum):
    """Whether two entries speak of the same round."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def timing(a: Profile, b: Profile) -> Timing:
    """Return whether two entries are of one round, by their titles, deadlines and days."""
    titles = _titles(a.title, b.title)
    if (
        titles is Timing.OTHER
        or a.kind == b.kind == Kind.PROGRAMME
        or Kind.EVENT in (a.kind, b.kind)
    ):
        return titles
    return max(titles, _days(a, b), key=list(Timing).index)


def _titles(a: Title, b: Title) -> Timing:
    if _clash(a.years, b.years) or (a.marks and b.marks and a.marks != b.marks):
        return Timing.OTHER
    if EDITION & (a.marks ^ b.marks):
        return Timing.OTHER
    if a.period and b.period and (a.period[1] <= b.period[0] or b.period[1] <= a.period[0]):
        return Timing.OTHER
    return Timing.SAME if a.years == b.years and a.marks == b.marks else Timing.UNSURE


def _clash(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one and other) and not (one <= other or other <= one)


def _days(a: Profile, b: Profile) -> Timing:
    """Compare what calls state: an equal deadline settles it, a far one separates."""
    if a.deadlines & b.deadlines:
        return Timing.SAME
    if a.deadlines and b.deadlines:
        nearest = min(abs(one - other) for one in a.deadlines for other in b.deadlines)
        return Timing.OTHER if nearest > EXTENDED else Timing.UNSURE
    if a.published_on and b.published_on and abs(a.published_on - b.published_on) > ANNOUNCED:
        return Timing.UNSURE
    return Timing.SAME
