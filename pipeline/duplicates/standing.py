"""Standing: what is said of entries now, and all that hangs together by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.identities import RULES, Identity
from db.vocabulary import Relation

Pair = tuple[int, int]
# What brings entries together, or keeps together what is brought apart, on one card.
JOINING = (Relation.SAME, Relation.LIKELY, Relation.DIFFERENT)
TOGETHER = (Relation.SAME, Relation.LIKELY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What two entries are to each other; `id` is its row, None for one still to be written."""

    pair: Pair  # the lower id first
    relation: Relation
    reason: str
    by: str
    id: int | None = None

    @property
    def by_staff(self) -> bool:
        """Whether a person decided this; then no rule may change it."""
        return self.by != RULES

    @property
    def joins(self) -> bool:
        """Whether the two may stand together because of it."""
        return self.relation in TOGETHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """What is to be said otherwise from now on: rows that end, and new ones."""

    ended: tuple[Tie, ...] = ()
    stated: tuple[Tie, ...] = ()

    @property
    def touched(self) -> frozenset[int]:
        """The entries of which something else is said."""
        return frozenset(id for tie in (*self.ended, *self.stated) for id in tie.pair)

    def over(self, rows: Iterable[Tie], ids: Collection[int]) -> list[Tie]:
        """Return the ties of some entries as they will be, given the rows as they are."""
        gone = {tie.id for tie in self.ended}
        new = [tie for tie in self.stated if not set(tie.pair).isdisjoint(ids)]
        return [tie for tie in rows if tie.id not in gone] + new


def ties_of(session: Session, ids: Collection[int]) -> list[Tie]:
    """Return what is said now of entries, the oldest first; the other one may be any."""
    found: dict[int, Tie] = {}
    for some in chunks(ids):
        rows = session.scalars(
            select(Identity)
            .where(Identity.undone_at.is_(None))
            .where(or_(Identity.first_id.in_(some), Identity.second_id.in_(some)))
        )
        found |= {row.id: tie_of(row) for row in rows}
    return [found[id] for id in sorted(found)]


def tie_of(row: Identity) -> Tie:
    """Return a row as what it says."""
    return Tie(
        pair=row.pair,
        relation=Relation(row.relation),
        reason=row.reason,
        by=row.decided_by,
        id=row.id,
    )
