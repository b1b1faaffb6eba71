"""Taking: who works on an entry, so that no two clerks do, and what sleeps until a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.local_date import local_date
from db.reviews import ReviewItem, TakenEntry
from db.vocabulary import ReviewState

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
    if until_on <= local_date(now):
        raise ValueError("der Tag muss in der Zukunft liegen")
    sleeping = (
        update(ReviewItem)
        .where(ReviewItem.opportunity_id == opportunity_id, ReviewItem.state == ReviewState.OPEN)
        .values(asleep_until_on=until_on, awaits_answer=False)
        .returning(ReviewItem.id)
    )
    asleep = len(session.scalars(sleeping).all())
    release(session, opportunity_id, by)
    return asleep


def await_answer(session: Session, item_id: int, due_on: date) -> None:
    """Let a question about which a funder was asked wait until the answer is due."""
    session.execute(
        update(ReviewItem)
        .where(ReviewItem.id == item_id)
        .values(asleep_until_on=due_on, awaits_answer=True)
    )
