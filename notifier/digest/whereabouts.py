"""Whereabouts: which of the areas of an opportunity is a reader's, how near, and what of it is
in doubt, in German words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from db.area import EU, GERMANY, LEADER, Area

# How far a Gemeindeschlüssel of so many digits reaches.
_WIDTHS = {2: "landesweit", 3: "im Regierungsbezirk", 5: "kreisweit"}


class Places(Protocol):
    """What is asked of the areas; `db.area_tree.AreaTree` answers.

    `as_of` is the edition of the register, date.min where it has none.
    """

    @property
    def as_of(self) -> date: ...
    def of(self, key: str) -> Area: ...
    def label(self, key: str) -> str: ...
    def covers(self, area_key: str, subscriber_area_key: str) -> bool: ...
    def concerned_by(self, area_key: str) -> frozenset[str]: ...
    def regions_in_doubt(self, municipality_key: str) -> tuple[Area, ...]: ...
    def membership_doubt(self, region_key: str, municipality_key: str) -> str: ...


def concerns(places: Places, area: str, own: str) -> bool:
    """Whether what is for an area concerns a reader in another; what nobody knows does not."""
    try:
        return places.covers(area, own)
    except LookupError:
        return False


def nearest(places: Places, stated: Iterable[str], own: str) -> str:
    """Return the nearest of some areas that concerns a reader; "" where none does."""
    return max((area for area in stated if concerns(places, area, own)), key=nearness, default="")


def nearness(area: str) -> int:
    """Return how near to a village an area is: more is nearer."""
    if area.startswith(LEADER):
        return 4  # nearer than a Land or a Regierungsbezirk, not as near as a district
    return {EU: 0, GERMANY: 1}.get(area, len(area))


def where(places: Places, area: str) -> str:
    """Return "landesweit (Hessen)", "in der LEADER-Region Vogelsberg" or "bundesweit"."""
    if area in (EU, GERMANY):
        return "EU-weit" if area == EU else "bundesweit"
    place = places.of(area)
    if area.startswith(LEADER):
        return f"in der LEADER-Region {place.name}"
    width = _WIDTHS.get(len(area), "vor Ort")
    return f"{width} ({place.name if place.is_local else place.official_name})"


def membership_doubt(places: Places, area: str, own: str) -> str:
    """Return what is in doubt about a reader's place in a LEADER region, without a full stop."""
    if not area.startswith(LEADER) or not places.of(own).is_local:
        return ""
    return places.membership_doubt(area, own).rstrip(".")


def reaches_all_of(places: Places, area: str, own: str) -> bool:
    """Whether an area that concerns a reader's holds all of it, and not a part of it alone."""
    if area in (EU, GERMANY):
        return True
    mine = places.of(own)
    if area.startswith(LEADER):
        return mine.is_local or mine.key == area
    if mine.key.startswith(LEADER):
        return area == mine.parent or mine.districts == (area,)
    return mine.key.startswith(area)
