"""Change log: every material change to what is published, numbered so that nobody misses one.

Revisions are no such log: their numbers may become visible in another order than they were given
(PostgreSQL), some are never public, and that an entry is withdrawn or back is none. So one writer
at a time compares what is published with what it noted last, and gives the next numbers to what
differs. Whoever has read up to a number gets with the next question what came after it, each
once, and no gap is ever filled later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, ForeignKey, String, and_, case, delete, func, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base, table_of
from db.chunks import chunks
from db.engine import one_at_a_time, reading, writing
from db.opportunities import Opportunity, Revision
from db.vocabulary import Presence, Visibility

# Any fixed number will do; it is this log's own lock among all advisory locks.
_LOCK = 7_265_023


class ChangeKind(StrEnum):
    """What happened to an entry, as whoever reads what is published sees it."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # published no more
    BACK = "back"  # published again


class LoggedChange(Base):
    """One change; `id` counts up without a gap, in the order in which all can be seen.

    `revision_id` is what stands since, of what was withdrawn what stood last. `why` says why it
    was withdrawn: a `db.vocabulary.Withdrawal`, or "hidden".
    """

    __tablename__ = "change_log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    kind: Mapped[str] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(String(20), default="", server_default="")
    noted_at: Mapped[datetime] = mapped_column(index=True)


class ChangeMark(Base):
    """Up to which revision the changes of an entry are noted, and whether it was published."""

    __tablename__ = "change_marks"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    shown: Mapped[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """An entry that stands otherwise than was noted last."""

    id: int
    revision_id: int
    marked_id: int | None
    was_shown: bool
    shown: bool
    why: str


def note_changes(engine: Engine, now: datetime) -> int:
    """Give numbers to all that differs from what was noted last, and return how many there are.

    It may be called at any time and by several at once. The first call of all notes what was
    published before, each revision at its own time.
    """
    with reading(engine) as session:
        if not any(True for _ in _moved(session)):
            return 0
    with writing(engine) as session:
        one_at_a_time(session, _LOCK)
        last = session.scalar(select(func.max(LoggedChange.id))) or 0
        moved = list(_moved(session))
        rows = sorted(_rows(session, moved, now, first=last == 0), key=_in_time)
        for number, row in enumerate(rows, last + 1):
            row["id"] = number
        if rows:
            session.execute(insert(table_of(LoggedChange)), rows)
        _mark(session, moved)
        return len(rows)


def _in_time(row: Mapping[str, Any]) -> datetime:
    noted_at: datetime = row["noted_at"]
    return noted_at


def _moved(session: Session) -> Iterator[_Moved]:
    shown = and_(
        Opportunity.visibility == Visibility.PUBLISHED,
        Opportunity.presence != Presence.WITHDRAWN,
        Opportunity.revision_id.is_not(None),
    )
    is_shown = case((shown, True), else_=False)
    differs = or_(
        and_(is_shown, ChangeMark.opportunity_id.is_(None)),
        and_(is_shown, ChangeMark.revision_id != Opportunity.revision_id),
        ChangeMark.shown != is_shown,
    )
    rows = session.execute(
        select(
            Opportunity.id,
            Opportunity.revision_id,
            ChangeMark.revision_id,
            ChangeMark.shown,
            is_shown,
            Opportunity.withdrawn_why,
        )
        .join_from(
            Opportunity, ChangeMark, ChangeMark.opportunity_id == Opportunity.id, isouter=True
        )
        .where(differs)
        .order_by(Opportunity.id)
    )
    for id, revision_id, marked_id, was_shown, now_shown, why in rows:
        yield _Moved(
            id=id,
            revision_id=revision_id,
            marked_id=marked_id,
            was_shown=bool(was_shown),
            shown=bool(now_shown),
            why=why,
        )


def _rows(
    session: Session, moved: Sequence[_Moved], now: datetime, *, first: bool
) -> Iterator[dict[str, Any]]:
    """Yield what to write down; on the first call of all, what happened before as it happened."""
    told = [one for one in moved if one.shown and (one.was_shown or first)]
    material = _material(session, told)
    for one in moved:
        row = {"opportunity_id": one.id, "why": "", "noted_at": now}
        if not one.shown:
            gone = {"kind": ChangeKind.WITHDRAWN, "revision_id": one.marked_id}
            yield row | gone | {"why": one.why or "hidden"}
        elif one.marked_id is None and first:
            (begun, begun_at), *later = material[one.id]
            yield row | {"kind": ChangeKind.NEW, "revision_id": begun, "noted_at": begun_at}
            for revision_id, made_at in later:
                changed = {"kind": ChangeKind.CHANGED, "revision_id": revision_id}
                yield row | changed | {"noted_at": made_at}
        elif not one.was_shown:
            kind = ChangeKind.NEW if one.marked_id is None else ChangeKind.BACK
            yield row | {"kind": kind, "revision_id": one.revision_id}
        else:
            for revision_id, _made_at in material.get(one.id, ()):
                yield row | {"kind": ChangeKind.CHANGED, "revision_id": revision_id}


def _material(session: Session, moved: Iterable[_Moved]) -> dict[int, list[tuple[int, datetime]]]:
    """Return the material revisions of entries since they were noted; of a new one the first, too.

    They are told apart by their number, which counts up within an entry whatever their ids do.
    """
    after = {one.id: one.marked_id for one in moved}
    found: dict[int, list[tuple[int, datetime]]] = {}
    for some in chunks(after):
        rows = session.execute(
            select(
                Revision.opportunity_id,
                Revision.id,
                Revision.number,
                Revision.material,
                Revision.made_at,
            )
            .where(Revision.opportunity_id.in_(some))
            .order_by(Revision.opportunity_id, Revision.number)
        ).all()
        marked = {row.opportunity_id: row.number for row in rows if row.id == after[row[0]]}
        for row in rows:
            since = marked.get(row.opportunity_id, 0)
            first = since == 0 and row.opportunity_id not in found
            if row.number > since and (row.material or first):
                found.setdefault(row.opportunity_id, []).append((row.id, row.made_at))
    return found


def _mark(session: Session, moved: Sequence[_Moved]) -> None:
    for some in chunks(one.id for one in moved):
        session.execute(delete(ChangeMark).where(ChangeMark.opportunity_id.in_(some)))
    marks = [
        {
            "opportunity_id": one.id,
            "revision_id": one.revision_id if one.shown else one.marked_id,
            "shown": one.shown,
        }
        for one in moved
    ]
    if marks:
        session.execute(insert(table_of(ChangeMark)), marks)


def last_number(session: Session) -> int:
    """Return the number of the newest change; 0 where there is none."""
    return session.scalar(select(func.max(LoggedChange.id))) or 0


def number_before(session: Session, moment: datetime) -> int:
    """Return after which number stands what was noted from a moment on."""
    first = select(func.min(LoggedChange.id)).where(LoggedChange.noted_at >= moment)
    number = session.scalar(first)
    return last_number(session) if number is None else number - 1


def changes_after(session: Session, number: int, most: int) -> list[LoggedChange]:
    """Return the next changes after a number, in their order."""
    rows = select(LoggedChange).where(LoggedChange.id > number).order_by(LoggedChange.id)
    return list(session.scalars(rows.limit(most)))
