"""The areas of Germany in memory: who lies in whom, and whom an opportunity concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from db.area import EU, GERMANY, Area, AreaKind, Membership, Register, UnknownAreaError
from db.area_files import (
    SHIPPED,
    FormerPlace,
    Gebietskulisse,
    corrected,
    read_corrections,
    read_former_places,
    read_gebietskulissen,
    read_leader_regions,
    read_register,
)
from db.area_index import AreaIndex
from db.area_names import NameIndex
from db.area_register import with_populations
from db.area_search import Found, PlaceSearch

__all__ = ["Area", "AreaKind", "AreaTree", "Membership", "UnknownAreaError", "load_area_tree"]


_TITLES = {AreaKind.MARKET: "Markt", AreaKind.MUNICIPALITY: "Gemeinde"}


class AreaTree:
    """All areas and memberships as they stand on one day; never changed once made."""

    def __init__(
        self,
        areas: Iterable[Area],
        members: Iterable[Membership] = (),
        gebietskulissen: Iterable[Gebietskulisse] = (),
        as_of: date = date.min,
        former: Iterable[FormerPlace] = (),
    ) -> None:
        self._index = AreaIndex(areas, members)
        self._former = tuple(former)
        self.gebietskulissen = tuple(gebietskulissen)
        self.as_of = as_of  # the edition of the register
        self._concerned: dict[str, frozenset[str]] = {}

    @property
    def areas(self) -> tuple[Area, ...]:
        """All areas, each once."""
        return tuple(self._index.areas.values())

    @property
    def members(self) -> tuple[Membership, ...]:
        """All known memberships in LEADER regions."""
        return self._index.members

    def areas_of_kind(self, kind: AreaKind) -> tuple[Area, ...]:
        """Return the areas of one kind, such as all Länder."""
        return tuple(self._index.by_kind.get(kind, ()))

    def of(self, key: str) -> Area:
        """Return the area of a key; 06611 and 06611000 are both Kassel.

        Raises UnknownAreaError for a key that no area has.
        """
        areas = self._index.areas
        area = areas.get(key) or areas.get(self._index.twins.get(key, ""))
        if area is None:
            raise UnknownAreaError(key)
        return area

    def knows(self, key: str) -> bool:
        """Whether `of` has an answer for this key."""
        return key in self._index.areas or key in self._index.twins

    def ancestors(self, key: str) -> tuple[Area, ...]:
        """Return the wider areas around one, the nearest first, the EU last."""
        return tuple(self._index.areas[above] for above in self._index.above[self.of(key).key])

    def land_of(self, key: str) -> str:
        """Return the key of the Land that an area lies in; of a wider area its own.

        Of an area that nobody knows it is "".
        """
        if not self.knows(key):
            return ""
        around = (self.of(key), *self.ancestors(key))
        return next((one.key for one in around if one.kind is AreaKind.STATE), key)

    def municipalities_of(self, key: str) -> tuple[Area, ...]:
        """Return the towns and municipalities in an area, itself where it is one.

        For a LEADER region these are its known members, which may be incomplete.
        """
        area = self.of(key)
        if area.kind is AreaKind.LEADER_REGION:
            members = self._index.by_region.get(area.key, ())
            return tuple(self.of(member.municipality) for member in members)
        return tuple(self.of(place) for place in self._index.places.get(area.key, ()))

    def leader_regions_of(self, municipality_key: str) -> tuple[Area, ...]:
        """Return the LEADER regions that a municipality is known to belong to."""
        members = self._index.by_municipality.get(self.of(municipality_key).key, ())
        return tuple(self.of(member.region) for member in members)

    def possible_members(self, region_key: str) -> frozenset[str]:
        """Return the places that may belong to a LEADER region whose list has gaps."""
        return self._index.possible.get(self.of(region_key).key, frozenset())

    def regions_in_doubt(self, municipality_key: str) -> tuple[Area, ...]:
        """Return the LEADER regions that a place may belong to or not, by name."""
        key, possible = self.of(municipality_key).key, self._index.possible
        found = (self.of(region) for region, places in possible.items() if key in places)
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def membership_doubt(self, region_key: str, municipality_key: str) -> str:
        """Return a German sentence on what is uncertain about a membership, or nothing."""
        region, place = self.of(region_key), self.of(municipality_key)
        members = self._index.by_region.get(region.key, ())
        if place.key in self.possible_members(region_key):
            known = "ist unvollständig" if members else "kennen wir noch nicht"
            return (
                f"Die Mitgliederliste der {region.official_name} {known}; ob "
                f"{place.name} dazugehört, bitte prüfen."
            )
        if any(member.partial for member in members if member.municipality == place.key):
            return f"Nur Teile von {place.name} gehören zur {region.official_name}."
        return ""

    def find(self, name: str) -> list[Area]:
        """Return the areas of that name, best first: exact, then folded spelling, then close."""
        return self._names.find(name)

    def search(self, typed: str) -> list[Found]:
        """Return the places that somebody may mean who types this, however far it is typed."""
        return self._search.find(typed)

    def covers(self, area_key: str, subscriber_area_key: str) -> bool:
        """Whether an opportunity for one area concerns a subscriber in another.

        The rule: it does when the two share a municipality. So an opportunity for an area
        concerns everybody inside it (a Land's municipalities, a LEADER region's members),
        and a district or LEADER region hears of what is for itself, for its municipalities
        and for whatever contains or touches them, but never of another Land's. Programmes
        of the EU and of all Germany concern everybody; a subscriber for Germany or the EU
        hears of everything. Where a LEADER region's list is incomplete, the places that may
        belong to it are taken in: better one mail with a question than a call nobody hears
        of. Two LEADER regions that may both lie in a place still have nothing in common. A
        place that a newer register dropped counts as its district, so that a merger
        silences nobody.

        Raises UnknownAreaError when either key is none of ours.
        """
        subscriber = self._nearest(subscriber_area_key)
        return subscriber == EU or subscriber in self.concerned_by(area_key)

    def concerned_by(self, area_key: str) -> frozenset[str]:
        """Return the keys of all areas that `covers` an opportunity for this one (kept)."""
        key = self._nearest(area_key)
        if key not in self._concerned:
            self._concerned[key] = self._find_concerned(key)
        return self._concerned[key]

    def label(self, key: str) -> str:
        """Return the German name to show: "Gemeinde Hosenfeld (Landkreis Fulda)"."""
        area = self.of(key)
        if not area.is_local:
            return area.official_name
        title = {AreaKind.MARKET: "Markt", AreaKind.MUNICIPALITY: "Gemeinde"}.get(
            area.kind, "Stadt"
        )
        around = self.of(area.parent).official_name
        if area.kind is AreaKind.INDEPENDENT_CITY:
            around = "kreisfrei"
        # Names with brackets of their own read better with a comma.
        return f"{title} {area.name}" + (f", {around}" if "(" in area.name else f" ({around})")

    def _nearest(self, key: str) -> str:
        if not self.knows(key) and key.isdecimal() and len(key) > 2:
            return self._nearest(key[:-1])
        return self.of(key).key

    def _find_concerned(self, key: str) -> frozenset[str]:
        if key in (EU, GERMANY):
            return frozenset(self._index.areas)
        index = self._index
        places = {area.key for area in self.municipalities_of(key)} | self.possible_members(key)
        around = {above for place in places for above in index.above[place]}
        regions = {
            member.region for place in places for member in index.by_municipality.get(place, ())
        }
        doubtful = set()
        if self.of(key).kind is not AreaKind.LEADER_REGION:
            doubtful = {one for one, may in index.possible.items() if not may.isdisjoint(places)}
        return frozenset({key} | places | around | regions | doubtful)

    @cached_property
    def _search(self) -> PlaceSearch:
        return PlaceSearch(self._index.areas.values(), self._former)

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._index.areas.values())


def load_area_tree(on: date, path: Path | None = None) -> AreaTree:
    """Return the tree from the shipped files (or those in `path`) as it stands on a day.

    Raises AreaFileError or tomllib's error where a file is broken, OSError where missing.
    """
    folder = path or SHIPPED
    return build_tree(read_register(folder), on, folder)


def build_tree(register: Register, on: date, folder: Path = SHIPPED) -> AreaTree:
    """Return the tree of a register with the LEADER regions and corrections of a folder."""
    regions, members = read_leader_regions(folder)
    areas = corrected(register, read_corrections(folder), on)
    return AreaTree(
        [*with_populations(areas), *regions],
        members,
        read_gebietskulissen(folder),
        register.as_of,
        read_former_places(folder),
    )
