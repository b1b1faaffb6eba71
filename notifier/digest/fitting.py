"""Fitting: how well an item fits whom it was selected for; pure, for the order of a mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.area import LEADER
from db.terms import applicants_named
from db.values import Values
from notifier.news.select import Selected, Wish

_DISTRICT_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FitScore:
    """How well an item fits; the greater of two fits better, the first difference decides.

    `own_area` says that it is for the reader's own place, district or region and not for a whole
    Land or more, `own_role` that the reader's kind of applicant is named, `topics` how many of
    the topics asked for it has.
    """

    own_area: bool
    own_role: bool
    topics: int


def named_in(values: Values) -> frozenset[str]:
    """Return the kinds of applicants that are named, but for those that are excluded."""
    return applicants_named(values.statements) - frozenset(values.excluded)


def fit_score(
    selected: Selected, wishes: Sequence[Wish], named: frozenset[str] | None = None
) -> FitScore:
    """Return how well what was selected fits the one whose wishes these are.

    `named` are the applicants, for who asks of many readers.
    """
    values = selected.news.values
    named = named_in(values) if named is None else named
    return FitScore(
        own_area=_near(selected.news.areas, [wish.area for wish in wishes]),
        own_role=not named.isdisjoint(selected.reader.applicants),
        topics=max((len({*wish.topics} & {*values.topics}) for wish in wishes), default=0),
    )


def _near(areas: Iterable[str], own: Sequence[str]) -> bool:
    """Whether an area is named that is the reader's own, or as small as a district.

    What is for small areas alone was selected since one of them is the reader's: so a LEADER
    region need not be looked up.
    """
    named = list(areas)
    if named and all(map(_small, named)):
        return True
    mine = tuple(filter(_small, own))
    return any(key.startswith(mine) or _holds(key, mine) for key in named if _small(key))


def _holds(key: str, own: Iterable[str]) -> bool:
    return any(mine.startswith(key) for mine in own)


def _small(area: str) -> bool:
    return area.startswith(LEADER) or len(area) >= _DISTRICT_DIGITS
