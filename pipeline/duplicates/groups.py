"""Groups: which entries stand together as one opportunity, and which of them leads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from crawlers.source import Source, Trust

Pair = tuple[int, int]
# The nearer to the funder the first.
NEARNESS = (Trust.PRIMARY, Trust.RELAY, Trust.SECONDARY)


class Said(IntEnum):
    """Who says that two entries are the same: the surer the first."""

    BY_STAFF = 0
    BY_RULES = 1
    ASKED = 2  # only likely: they are shown together until staff have answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two entries said to be the same. Of two bonds of one kind the lower `order` is the better.

    The order must not depend on ids: they only tell which entry was stored first.
    """

    pair: Pair  # the lower id first
    said: Said
    order: tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What decides which entry of a group leads."""

    id: int
    source: Source
    key: str
    news_at: datetime

    @property
    def nearness(self) -> int:
        """How far it is from where the application goes: 0 for the body that takes it."""
        return 0 if self.source.takes_applications else 1 + NEARNESS.index(self.source.trust)


def grouped(
    bonds: Iterable[Bond], forbidden: Container[Pair], apart: Callable[[int, int], bool]
) -> tuple[frozenset[int], ...]:
    """Return the groups of two or more that the bonds make, by their lowest ids.

    `forbidden` are the pairs, lower id first, that staff called different. A bond is left
    out where it would bring two such together by way of a third; one that staff did not make
    also where `apart` says that two are not the same: A = B and B = C never merge two rounds.
    The better bond comes first, so that it is the worse one that is left out.
    """
    group_of: dict[int, frozenset[int]] = {}
    for bond in sorted(bonds, key=lambda bond: (bond.said, bond.order)):
        one, other = (group_of.get(id, frozenset({id})) for id in bond.pair)
        pairs = [(min(x, y), max(x, y)) for x in one - other for y in other - one]
        clash = any(pair in forbidden for pair in pairs)
        if not clash and bond.said is not Said.BY_STAFF:
            clash = any(pair != bond.pair and apart(*pair) for pair in pairs)
        if not clash:
            group_of |= dict.fromkeys(one | other, one | other)
    return tuple(sorted(set(group_of.values()), key=min))


def ranked(members: Iterable[Member]) -> tuple[int, ...]:
    """Return the ids of a group in order; the first leads.

    Before all comes the body that takes the application, then the funder, then who quotes it;
    among equals the most recent news.
    """
    order = sorted(
        members, key=lambda m: (m.nearness, -m.news_at.timestamp(), m.source.slug, m.key)
    )
    return tuple(member.id for member in order)
