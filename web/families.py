"""Families: the entries of one federal programme, one per Land, as one row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def by_family(ids: Iterable[int], family_of: Mapping[int, frozenset[int]]) -> list[tuple[int, ...]]:
    """Return the rows of a list; a family stands once, at the place of its first member."""
    families: dict[int | frozenset[int], list[int]] = {}
    for id in ids:
        families.setdefault(family_of.get(id, id), []).append(id)
    return [tuple(members) for members in families.values()]
