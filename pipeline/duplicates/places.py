"""Places: how the areas of two entries lie to each other, by their keys alone."""

from __future__ import annotations

from enum import StrEnum

from db.area import EU, GERMANY, LEADER

# The only Land whose LEADER regions have keys of their own.
LEADER_LAND = "06"


class Reach(StrEnum):
    """How two areas lie to each other."""

    EQUAL = "equal"
    NESTED = "nested"  # one lies in the other, or they may overlap
    APART = "apart"


def reach(one: frozenset[str], other: frozenset[str]) -> Reach:
    """Return how the areas of two entries lie to each other."""
    if one == other:
        return Reach.EQUAL
    touching = any(_touch(first, second) for first in one for second in other)
    return Reach.NESTED if touching else Reach.APART


def _touch(one: str, other: str) -> bool:
    if EU in (one, other) or GERMANY in (one, other) or one == other:
        return True
    if one.startswith(LEADER) and other.startswith(LEADER):
        return False
    if one.startswith(LEADER) or other.startswith(LEADER):
        # Which districts a region touches is the tree's knowledge; the Land is enough here.
        key = other if one.startswith(LEADER) else one
        return key.startswith(LEADER_LAND)
    return one.startswith(other) or other.startswith(one)
