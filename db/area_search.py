"""Search: the places that somebody may mean who types a name, as far as it is typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import islice, takewhile

from db.area import LOCAL_KINDS, Area, AreaKind
from db.area_files import FormerPlace
from db.area_names import fold, spellings

MOST = 8
# What somebody is responsible for, looks after or lives in.
_SOUGHT = LOCAL_KINDS | {AreaKind.STATE, AreaKind.DISTRICT, AreaKind.LEADER_REGION}
_HOME = "06"  # Hessen: of namesakes its own come first
_SHORTEST, _LONGEST = 2, 80
_SHORTEST_AROUND = 4  # an abbreviation is in too many names
_CLOSE = 0.8
# What stands before a name where offices sign, and which kinds of places have it. Towns are often
# called a Gemeinde, and both are offered for either.
_TITLES = {
    "stadt|gemeinde|markt|marktgemeinde|flecken|stadtverwaltung|gemeindeverwaltung": LOCAL_KINDS,
    "kreisstadt|universitätsstadt|hochschulstadt|wissenschaftsstadt|hansestadt": LOCAL_KINDS,
    "landeshauptstadt|brüder-grimm-stadt|barockstadt|domstadt": LOCAL_KINDS,
    r"landkreis|kreis|lkr?\.?|kreisverwaltung": frozenset({AreaKind.DISTRICT}),
    "leader|leader-region|region|lag|aktivregion|rag": frozenset({AreaKind.LEADER_REGION}),
    "land|bundesland": frozenset({AreaKind.STATE}),
}
_POSTCODE = re.compile(r"\d{5}\s+")
_OFFICE = re.compile(
    r"(?:magistrat|gemeindevorstand|kreisausschuss|bürgermeister\w*) de[rs]\s+", re.IGNORECASE
)
# Where it lies, as our own pages have it: "Grebenhain (Vogelsbergkreis)", "…, Wetteraukreis".
_AROUND = re.compile(r"[,(/]")


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


_Fits = Callable[[_Named], bool]


class PlaceSearch:
    """The names of all places in order, those of former municipalities among them."""

    def __init__(self, areas: Iterable[Area], former: Iterable[FormerPlace]) -> None:
        self._areas = {area.key: area for area in areas}
        named = {
            _Named(name=fold(name), abroad=_abroad(area), key=area.key)
            for area in self._areas.values()
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
        wanted, named = "", list[_Named]()
        for name, fits in self._readings(" ".join(typed[:_LONGEST].split())):
            wanted = fold(name)
            if len(wanted) >= _SHORTEST:
                named = [one for one in self._beginning(wanted) if fits(one)]
            if named:
                break
        else:
            named = list(self._close(wanted)) if len(wanted) >= _SHORTEST else []
        in_order = sorted(named, key=lambda one: (one.name != wanted, one.abroad))
        places: dict[str, _Named] = {}
        for one in in_order:
            places.setdefault(one.key, one)
        return [
            Found(key=one.key, exact=one.name == wanted, former=one.former)
            for one in islice(places.values(), MOST)
        ]

    def _readings(self, typed: str) -> Iterator[tuple[str, _Fits]]:
        """Yield what may be the name in what is typed, the whole first, and whom else it fits."""
        yield typed, lambda _one: True
        plain = _OFFICE.sub("", _POSTCODE.sub("", typed, count=1), count=1)
        name, kinds = _untitled(plain)
        for mark in reversed([found.start() for found in _AROUND.finditer(name)]):
            where = fold(name[mark:])
            if len(where) >= _SHORTEST_AROUND:
                yield name[:mark], partial(self._is, kinds=kinds, where=where)
        yield name, partial(self._is, kinds=kinds)

    def _is(self, one: _Named, kinds: frozenset[AreaKind], where: str = "") -> bool:
        area = self._areas[one.key]
        return area.kind in kinds and (not where or self._lies_in(area, where))

    def _lies_in(self, area: Area, where: str) -> bool:
        around = [self._areas.get(key) for key in (area.parent, area.key[:2])]
        names = [fold(each.official_name) for each in around if each is not None]
        if area.kind is AreaKind.INDEPENDENT_CITY:
            names.append("kreisfrei")
        return any(where in each for each in names)

    def _beginning(self, wanted: str) -> Iterator[_Named]:
        first = bisect_left(self._names, wanted)
        ahead = (self._named[number] for number in range(first, len(self._named)))
        return takewhile(lambda one: one.name.startswith(wanted), ahead)

    def _close(self, wanted: str) -> Iterator[_Named]:
        for name in get_close_matches(wanted, dict.fromkeys(self._names), n=5, cutoff=_CLOSE):
            yield from (one for one in self._beginning(name) if one.name == name)


def _untitled(name: str) -> tuple[str, frozenset[AreaKind]]:
    """Return a name without its title, and which kinds of places have that title."""
    for titles, kinds in _TITLES.items():
        if found := re.match(rf"(?:{titles})\s+(?=\S)", name, re.IGNORECASE):
            return name[found.end() :], kinds
    return name, _SOUGHT


def _abroad(area: Area) -> bool:
    return not (area.key.startswith(_HOME) or area.parent.startswith(_HOME))
