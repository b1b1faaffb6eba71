"""Source groups: the sources by Land, those of all Länder first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.source import Source
from db.area_tree import AreaTree

_WIDER = {"eu": "Europäische Union", "de": "Bund"}
_ELSEWHERE = "Ohne Land"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """The sources of one Land, of the federation or of the EU, by their titles."""

    land: str  # eu, de, the two digits of a Land, or "" where nobody knows the area
    title: str
    sources: tuple[Source, ...]


def land_of(source: Source, areas: AreaTree) -> str:
    """Return by which Land a source is found: that of its area, LEADER regions included."""
    if land := areas.land_of(source.area):
        return land
    return source.area[:2] if source.area in _WIDER or source.area[:2].isdigit() else ""


def land_name(land: str, areas: AreaTree) -> str:
    """Return what a group is called."""
    if land in _WIDER or not land:
        return _WIDER.get(land, _ELSEWHERE)
    return areas.label(land) if areas.knows(land) else land


def by_land(sources: Iterable[Source], areas: AreaTree) -> list[SourceGroup]:
    """Return the sources in groups: the EU, the federation, the Länder by name, then the rest."""
    found: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sorted(sources, key=lambda one: one.title.casefold()):
        found[land_of(source, areas)].append(source)

    def place(land: str) -> tuple[int, str]:
        wide = list(_WIDER).index(land) if land in _WIDER else len(_WIDER) + (not land)
        return wide, land_name(land, areas).casefold()

    return [
        SourceGroup(land=land, title=land_name(land, areas), sources=tuple(found[land]))
        for land in sorted(found, key=place)
    ]
