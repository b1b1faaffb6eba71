"""Order: what a reader sees first: the own region's, what closes soon, what fits best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from db.terms import own_values, same_for_all
from db.vocabulary import Reason
from notifier.digest.fitting import FitScore, fit_score, named_in
from notifier.news.select import CLOSING_WITHIN, Selected, Wish, nearness

_TOPICS_OF_BEST = 2  # so many of the own topics, and the own role named


class Rank(IntEnum):
    """Where an item stands among the others of its section."""

    LIFTED = 0  # the desk puts it first
    REGION = 1
    SOON = 2
    BEST = 3
    REST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item stands, how well it fits, and the day that it ends on or is held."""

    rank: Rank
    fit: FitScore
    on: date


class Places:
    """Finds the places of what was selected for many readers on one day."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._named: dict[int, frozenset[str]] = {}
        self._days: dict[int, date] = {}  # of what ends on the same day for all

    def of(self, selected: Selected, wishes: Sequence[Wish]) -> Place:
        """Return where an item stands for a reader with these wishes."""
        news, today = selected.news, self._today
        on = self._day(selected)
        if news.revision_id not in self._named:
            self._named[news.revision_id] = named_in(news.values)
        fit = fit_score(selected, wishes, self._named[news.revision_id])
        if news.lifted:
            rank = Rank.LIFTED
        elif fit.own_area:
            rank = Rank.REGION
        elif Reason.CLOSING in selected.reasons or on <= today + CLOSING_WITHIN:
            rank = Rank.SOON
        else:
            rank = Rank.BEST if fit.own_role and fit.topics >= _TOPICS_OF_BEST else Rank.REST
        return Place(rank=rank, fit=fit, on=on)

    def _day(self, selected: Selected) -> date:
        stated, revision = selected.news.values, selected.news.revision_id
        if revision in self._days:
            return self._days[revision]
        values = own_values(stated, selected.reader)
        on = values.next_day(self._today) or values.event_starts_on or date.max
        if same_for_all(stated):
            self._days[revision] = on
        return on


def weight(selected: Selected, place: Place) -> tuple[object, ...]:
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
        *worse(place.fit),
        place.on,
        news.opportunity_id,
    )


def worse(fit: FitScore) -> tuple[bool, int]:
    """Return what orders the better fitting first, within one area."""
    return not fit.own_role, -fit.topics
