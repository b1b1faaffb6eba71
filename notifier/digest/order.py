"""Order: what a reader sees first: the own region's, what closes soon, what fits best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from db.area import LEADER
from db.terms import own_values
from db.vocabulary import Reason
from notifier.news.select import CLOSING_WITHIN, Selected, Wish, nearness

_DISTRICT = 5  # digits of a Kreis in an area's key; a wider area is no own region
_ROLE_STATED = 2  # as much as two topics
_FITS_BEST = _ROLE_STATED + 2

Covers = Callable[[str, str], bool]


class Rank(IntEnum):
    """Where an item stands among the others of its section."""

    LIFTED = 0  # the desk puts it first
    REGION = 1
    SOON = 2
    BEST = 3
    REST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item stands, and how well it fits: the better, the higher."""

    rank: Rank
    fit: int
    ends_on: date


class Order:
    """Orders what was selected for readers on one day; `covers` says which area concerns which."""

    def __init__(self, today: date, covers: Covers) -> None:
        self._today = today
        self._covers = covers
        self._own: dict[tuple[tuple[str, ...], str], bool] = {}

    def place(self, selected: Selected, wishes: Sequence[Wish]) -> Place:
        """Return where an item stands for a reader with these wishes."""
        news = selected.news
        values = own_values(news.values, selected.reader)
        ends_on = values.next_day(self._today) or values.event_starts_on or date.max
        fit = _fit(selected, wishes)
        if news.lifted:
            rank = Rank.LIFTED
        elif any(self._of_region(news.areas, wish.area) for wish in wishes):
            rank = Rank.REGION
        elif Reason.CLOSING in selected.reasons or ends_on <= self._today + CLOSING_WITHIN:
            rank = Rank.SOON
        else:
            rank = Rank.BEST if fit >= _FITS_BEST else Rank.REST
        return Place(rank=rank, fit=fit, ends_on=ends_on)

    def _of_region(self, areas: tuple[str, ...], readers: str) -> bool:
        """Whether an area that is stated is the reader's own: a place, a Kreis, a region."""
        if not _local(readers):
            return False
        key = (areas, readers)
        if key not in self._own:
            self._own[key] = any(_local(area) and self._covered(area, readers) for area in areas)
        return self._own[key]

    def _covered(self, area: str, readers: str) -> bool:
        try:
            return self._covers(area, readers)
        except LookupError:
            return False


def weight(selected: Selected, place: Place) -> tuple[bool, bool, bool, int, int, int, date, int]:
    """Order by what must not be missing where there is no room for all of it.

    News comes before what is merely open, what a reader would act on now before the rest, and
    what is decided near before what is decided far.
    """
    news = selected.news
    waits = {Reason.CHANGED, Reason.OVER, Reason.CLOSING}.isdisjoint(selected.reasons)
    return (
        place.rank is not Rank.LIFTED,
        selected.along,
        waits,
        place.rank,
        nearness(news.values) if waits else 0,
        -place.fit,
        place.ends_on,
        news.opportunity_id,
    )


def _fit(selected: Selected, wishes: Sequence[Wish]) -> int:
    """Count what of a reader's wishes is stated: the own role, and each of the own topics."""
    values = selected.news.values
    role = not set(values.applicants).isdisjoint(selected.reader.applicants)
    stated = set(values.topics)
    topics = max((len(stated.intersection(wish.topics)) for wish in wishes), default=0)
    return _ROLE_STATED * role + topics


def _local(area: str) -> bool:
    return area.startswith(LEADER) or len(area) >= _DISTRICT
