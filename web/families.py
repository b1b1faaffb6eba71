"""Families: the entries of one federal programme, one per Land, as one row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.queries.published import ListRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the list: an entry, and its relatives for other areas."""

    one: ListRow
    relatives: tuple[ListRow, ...] = ()


def rows(listed: Iterable[ListRow], family_of: Mapping[int, frozenset[int]]) -> list[Row]:
    """Return the rows of a list; a family stands once, at the place of its first member."""
    families: dict[frozenset[int], list[ListRow]] = {}
    for one in listed:
        families.setdefault(family_of.get(one.id, frozenset({one.id})), []).append(one)
    return [Row(one=members[0], relatives=tuple(members[1:])) for members in families.values()]
