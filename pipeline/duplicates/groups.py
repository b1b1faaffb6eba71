"""Groups: which entries stand together as one opportunity, and which of them leads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from crawlers.source import Trust

Pair = tuple[int, int]
# The nearer to the funder the first.
NEARNESS = (Trust.PRIMARY, Trust.RELAY, Trust.SECONDARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two entries said to be the same; what staff say comes before what rules say."""

    pair: Pair  # the lower id first
    by_staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What decides which entry of a group leads."""

    id: int
    trust: Trust
    news_at: datetime


def grouped(
    bonds: Iterable[Bond], forbidden: Container[Pair], apart: Callable[[int, int], bool]
) -> tuple[frozenset[int], ...]:
    """Return the groups of two or more that the bonds make, by their lowest ids.

    `forbidden` are the pairs, lower id first, that staff called different. A bond is left
    out where it would bring two such together by way of a third; one made by rules also
    where `apart` says that two are not the same: A = B and B = C never merge two rounds.
    """
    group_of: dict[int, frozenset[int]] = {}
    for bond in sorted(bonds, key=lambda bond: (not bond.by_staff, bond.pair)):
        one, other = (group_of.get(id, frozenset({id})) for id in bond.pair)
        pairs = [(min(x, y), max(x, y)) for x in one - other for y in other - one]
        clash = any(pair in forbidden for pair in pairs)
        if not bond.by_staff:
            clash = clash or any(pair != bond.pair and apart(*pair) for pair in pairs)
        if not clash:
            group_of |= dict.fromkeys(one | other, one | other)
    return tuple(sorted(set(group_of.values()), key=min))


def ranked(members: Iterable[Member]) -> tuple[int, ...]:
    """Return the ids of a group in order: highest trust, then most recent news. The first leads."""
    order = sorted(members, key=lambda m: (NEARNESS.index(m.trust), -m.news_at.timestamp(), m.id))
    return tuple(member.id for member in order)
