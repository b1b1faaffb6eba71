"""Places: how the areas of two entries lie to each other, by their keys alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from db.area import EU, GERMANY, LEADER
from db.area_files import read_leader_regions

_LAND = 2  # digits of its key


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
    region, key = (one, other) if one.startswith(LEADER) else (other, one)
    if region.startswith(LEADER):
        # Which districts a region touches is the tree's knowledge; the Land is enough here.
        return key[:_LAND] in _lands().get(region, ())
    return one.startswith(other) or other.startswith(one)


@cache
def _lands() -> Mapping[str, frozenset[str]]:
    """Return the Länder that each LEADER region lies in."""
    regions, _members = read_leader_regions()
    return {
        one.key: frozenset(key[:_LAND] for key in (one.parent, *one.districts)) for one in regions
    }
