"""Taking: who works on an entry, so that no two clerks do, and what sleeps until a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, exists, not_, or_, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.decisions import Act, Decision
from db.local_date import local_date
from db.reviews import ReviewItem, TakenEntry, for_engineers
from db.upsert import insert_into
from db.vocabulary import ReviewState
from pipeline.desk.aside import postpone

LASTING = timedelta(minutes=15)
PUTS_OFF = (Act.POSTPONE, Act.ASK_FUNDER)


def take(session: Session, opportunity_id: int, by: str, now: datetime) -> bool:
    """Take an entry for a while, or go on working on it; False while somebody else has it.

    The caller owns the transaction. It is one statement, so that of two who ask at once one
    is told no.
    """
    if not by.strip():
        raise ValueError("eine Aufgabe braucht einen Namen")
    mine = {"taken_by": by, "until_at": now + LASTING}
    taking = (
        insert_into(session.get_bind(), TakenEntry)
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

    What is asked later wakes the entry all the same; what waits for a funder's answer keeps its
    own day. Raises ValueError, in German, for a day that is not to come.
    """
    if until_on <= local_date(now):
        raise ValueError("zurückstellen lässt sich eine Frage nur auf einen späteren Tag")
    waits = and_(ReviewItem.awaits_answer, ReviewItem.asleep_until_on > local_date(now))
    items = select(ReviewItem.id).where(
        ReviewItem.opportunity_id == opportunity_id,
        ReviewItem.state == ReviewState.OPEN,
        not_(for_engineers()),
        not_(waits),
    )
    asleep = [postpone(session, id, until_on, by, now) for id in session.scalars(items).all()]
    release(session, opportunity_id, by)
    return len(asleep)


def wake(session: Session, decision: Decision) -> None:
    """Let a question sleep no more, or as before, where its sleep was taken back.

    Where another word, or a new text, has decided since when it is asked, that stays so.
    """
    if decision.act not in PUTS_OFF or decision.item_id is None:
        return
    item = session.get_one(ReviewItem, decision.item_id)
    if (item.asleep_until_on, item.awaits_answer) != _sleep(decision):
        return
    earlier = session.scalar(
        select(Decision)
        .where(Decision.item_id == item.id, Decision.act.in_(PUTS_OFF))
        .where(Decision.id < decision.id, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    item.asleep_until_on, item.awaits_answer = _sleep(earlier) if earlier else (None, False)


def _sleep(decision: Decision) -> tuple[date, bool]:
    """Return until when a decision lets its question sleep, and whether for an answer."""
    (said,) = decision.value
    awaits = decision.act == Act.ASK_FUNDER
    return date.fromisoformat(said["due_on"] if awaits else said), awaits
