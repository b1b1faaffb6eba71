"""Search: the places that somebody may mean who types a name, as far as it is typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, takewhile

from db.area import LOCAL_KINDS, Area, AreaKind
from db.area_files import FormerPlace
from db.area_names import fold, spellings

MOST = 8
# What somebody is responsible for, looks after or lives in.
_SOUGHT = LOCAL_KINDS | {AreaKind.STATE, AreaKind.DISTRICT, AreaKind.LEADER_REGION}
_HOME = "06"  # Hessen: of namesakes its own come first
_SHORTEST, _LONGEST = 2, 80
_CLOSE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place that may be meant. `exact` says that the name is its own, or `former` was."""

    key: str
    exact: bool
    former: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Named:
    name: str  # folded
    abroad: bool
    key: str
    former: str = ""


class PlaceSearch:
    """The names of all places in order, those of former municipalities among them."""

    def __init__(self, areas: Iterable[Area], former: Iterable[FormerPlace]) -> None:
        named = {
            _Named(name=fold(name), abroad=_abroad(area), key=area.key)
            for area in areas
            if area.kind in _SOUGHT
            for name in spellings(area)
        }
        known = {one.key for one in named}
        named |= {
            _Named(name=fold(one.name), abroad=False, key=one.key, former=one.name)
            for one in former
            if one.key in known
        }
        self._named = sorted(named)
        self._names = [one.name for one in self._named]

    def find(self, typed: str) -> list[Found]:
        """Return the places of that name and those whose names begin so; else the closest."""
        wanted = fold(typed[:_LONGEST])
        if len(wanted) < _SHORTEST:
            return []
        named = list(self._beginning(wanted)) or list(self._close(wanted))
        in_order = sorted(named, key=lambda one: (one.name != wanted, one.abroad))
        places: dict[str, _Named] = {}
        for one in in_order:
            places.setdefault(one.key, one)
        return [
            Found(key=one.key, exact=one.name == wanted, former=one.former)
            for one in islice(places.values(), MOST)
        ]

    def _beginning(self, wanted: str) -> Iterator[_Named]:
        first = bisect_left(self._names, wanted)
        ahead = (self._named[number] for number in range(first, len(self._named)))
        return takewhile(lambda one: one.name.startswith(wanted), ahead)

    def _close(self, wanted: str) -> Iterator[_Named]:
        for name in get_close_matches(wanted, dict.fromkeys(self._names), n=5, cutoff=_CLOSE):
            yield from (one for one in self._beginning(name) if one.name == name)


def _abroad(area: Area) -> bool:
    return not (area.key.startswith(_HOME) or area.parent.startswith(_HOME))
