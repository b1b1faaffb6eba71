"""The lookups beneath the area tree: who stands above whom, who is a member where."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from db.area import Area, AreaKind, Membership

_K = TypeVar("_K", bound=Hashable)
_T = TypeVar("_T")


class AreaIndex:
    """What can be looked up about a fixed set of areas; each table is made when first asked.

    Memberships that name an unknown area are left out.
    """

    def __init__(self, areas: Iterable[Area], members: Iterable[Membership]) -> None:
        self.areas: Mapping[str, Area] = {area.key: area for area in areas}
        self.members = tuple(
            member
            for member in members
            if member.municipality in self.areas and member.region in self.areas
        )

    @cached_property
    def twins(self) -> dict[str, str]:
        """The district keys of kreisfreie Städte: one place that has two keys."""
        return {
            area.key[:5]: area.key
            for area in self.areas.values()
            if area.kind is AreaKind.INDEPENDENT_CITY and area.key.endswith("000")
        }

    @cached_property
    def by_kind(self) -> dict[AreaKind, list[Area]]:
        """The areas of each kind."""
        return _grouped((area.kind, area) for area in self.areas.values())

    @cached_property
    def above(self) -> dict[str, tuple[str, ...]]:
        """The wider areas around every area, the nearest first."""
        found: dict[str, tuple[str, ...]] = {}
        for area in self.areas.values():
            self._climb(area, found)
        return found

    def _climb(self, area: Area, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        if area.key not in found:
            parent = self.areas.get(area.parent)
            found[area.key] = (parent.key, *self._climb(parent, found)) if parent else ()
        return found[area.key]

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """The towns and municipalities in every area of the register, themselves included."""
        return _grouped(
            (wider, area.key)
            for area in self.areas.values()
            if area.is_local
            for wider in (area.key, *self.above[area.key])
        )

    @cached_property
    def by_region(self) -> dict[str, list[Membership]]:
        """The memberships of every LEADER region."""
        return _grouped((member.region, member) for member in self.members)

    @cached_property
    def by_municipality(self) -> dict[str, list[Membership]]:
        """The memberships of every municipality that has one."""
        return _grouped((member.municipality, member) for member in self.members)

    @cached_property
    def possible(self) -> dict[str, frozenset[str]]:
        """The places that may belong to each LEADER region whose list has gaps.

        They lie in the region's districts, or in its Land where these are not known, and are
        in no region's list.
        """
        return {
            region.key: frozenset(
                key
                for district in region.districts or (region.parent,)
                for key in self.places.get(district, ())
                if key not in self.by_municipality
            )
            for region in self.areas.values()
            if not region.complete
        }


def _grouped(pairs: Iterable[tuple[_K, _T]]) -> dict[_K, list[_T]]:
    groups: dict[_K, list[_T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
