"""Taking: who works on an entry, so that no two clerks do, and what sleeps until a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.decisions import Act, Decision
from db.reviews import ReviewItem, TakenEntry
from db.vocabulary import ReviewState
from pipeline.desk.aside import postpone

LASTING = timedelta(minutes=15)


def take(session: Session, opportunity_id: int, by: str, now: datetime) -> bool:
    """Take an entry for a while, or go on working on it; False while somebody else has it.

    The caller owns the transaction. It is one statement, so that of two who ask at once one
    is told no.
    """
    if not by.strip():
        raise ValueError("eine Aufgabe braucht einen Namen")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    mine = {"taken_by": by, "until_at": now + LASTING}
    taking = (
        dialect.insert(TakenEntry)
        .values(opportunity_id=opportunity_id, **mine)
        .on_conflict_do_update(
            index_elements=[TakenEntry.opportunity_id],
            set_=mine,
            where=or_(TakenEntry.until_at <= now, TakenEntry.taken_by == by),
        )
        .returning(TakenEntry.opportunity_id)
    )
    return session.scalar(taking) is not None


def take_next(session: Session, opportunity_id: int, by: str, now: datetime) -> bool:
    """Take an entry whose turn it is; False where it is somebody's or asks nothing any more."""
    asks = exists().where(
        ReviewItem.opportunity_id == opportunity_id, ReviewItem.state == ReviewState.OPEN
    )
    return bool(session.scalar(select(asks))) and take(session, opportunity_id, by, now)


def release(session: Session, opportunity_id: int, by: str) -> None:
    """Let others have an entry; that of somebody else is left alone."""
    session.execute(
        delete(TakenEntry).where(
            TakenEntry.opportunity_id == opportunity_id, TakenEntry.taken_by == by
        )
    )


def taken(session: Session, ids: Collection[int], now: datetime) -> dict[int, str]:
    """Return who works on which of some entries."""
    return {
        id: by
        for some in chunks(ids)
        for id, by in session.execute(
            select(TakenEntry.opportunity_id, TakenEntry.taken_by).where(
                TakenEntry.opportunity_id.in_(some), TakenEntry.until_at > now
            )
        )
    }


def snooze(session: Session, opportunity_id: int, until_on: date, by: str, now: datetime) -> int:
    """Let the open questions of an entry sleep until a day; return how many do.

    What is asked later wakes the entry all the same. Raises ValueError, in German, for a day
    that is not to come.
    """
    items = select(ReviewItem.id).where(
        ReviewItem.opportunity_id == opportunity_id, ReviewItem.state == ReviewState.OPEN
    )
    asleep = [postpone(session, id, until_on, by, now) for id in session.scalars(items).all()]
    release(session, opportunity_id, by)
    return len(asleep)


def wake(session: Session, decision: Decision) -> None:
    """Let a question be asked again at once where its sleep was taken back."""
    if decision.act in (Act.POSTPONE, Act.ASK_FUNDER) and decision.item_id:
        item = session.get_one(ReviewItem, decision.item_id)
        item.asleep_until_on, item.awaits_answer = None, False
