"""Families: the entries of one federal programme, one per Land, as one row of a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Families = Mapping[int, frozenset[int]]


def leading(ids: Sequence[int], family_of: Families) -> Sequence[int]:
    """Return the first of each family and whoever has none: the rows of a list, in its order."""
    if not family_of:
        return ids
    met, found = set[frozenset[int]](), list[int]()
    for id in ids:
        family = family_of.get(id)
        if family is None:
            found.append(id)
        elif family not in met:
            met.add(family)
            found.append(id)
    return found


def with_relatives(
    leaders: Sequence[int], ids: Collection[int], family_of: Families
) -> list[tuple[int, ...]]:
    """Return some rows of a list with those of their families that are in it."""
    listed = set(ids) if family_of else set()
    return [(one, *sorted((family_of.get(one, frozenset()) & listed) - {one})) for one in leaders]
