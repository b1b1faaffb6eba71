"""Claims: one worker takes a mail, sends it and settles it; each step one short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import (
    ColumnElement,
    Engine,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from db.base import UtcDateTime
from db.deliveries import Delivery
from db.engine import writing
from db.subscribers import Subscriber
from db.vocabulary import DeliveryState
from notifier.recipients import may_get_mail

# id, recipient, message, attempts, and whether the mail is wanted
Due = Row[int, str, bytes, int, bool]

CLAIM_HOLDS = timedelta(minutes=15)
# A mail that could not go for so long is stale; what stood in it is told anew. Until then it is
# tried again: a mailbox stays full for days, and a server may refuse us as long.
GOOD_FOR = timedelta(days=7)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
DOUBLINGS = 7  # from the first wait to beyond the longest
ANSWER_CHARACTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail:
    """A mail that this worker, and nobody else, may send now."""

    delivery_id: int
    recipient: str
    message: bytes
    attempts: int
    claimed_at: datetime
    claimed_by: str


def claim(engine: Engine, worker: str, now: datetime) -> tuple[ClaimedMail | None, int]:
    """Take the next mail that is due, and return it with the number suppressed on the way.

    Whoever unsubscribed since the mail was planned gets none, and nobody a stale one. Two
    workers never get the same mail: PostgreSQL skips rows that another one holds, SQLite
    lets one write at a time.
    """
    suppressed = 0
    with writing(engine) as session:
        while (row := _next(session, now)) is not None:
            if row.wanted:
                return _take(session, row, worker, now), suppressed
            _write(
                session,
                row.id,
                state=DeliveryState.SUPPRESSED,
                settled_at=now,
                answer="unsubscribed, suppressed or stale",
            )
            suppressed += 1
    return None, suppressed


def settle_sent(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> None:
    """Write down that the mail server took the mail; nothing may undo that."""
    with writing(engine) as session:
        _write(
            session,
            mail.delivery_id,
            state=DeliveryState.SENT,
            settled_at=now,
            answer=answer[:ANSWER_CHARACTERS],
        )


def settle_failed(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> bool:
    """Write down that the mail was refused for good; False if the claim was lost meanwhile."""
    return _settle_mine(engine, mail, answer, state=DeliveryState.FAILED, settled_at=now)


def postpone(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> None:
    """Plan the mail again for later, each time longer."""
    pause = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, DOUBLINGS), LONGEST_WAIT)
    _settle_mine(
        engine,
        mail,
        answer,
        state=DeliveryState.PLANNED,
        next_try_at=now + pause,
        claimed_at=None,
        claimed_by="",
    )


def wait(engine: Engine, now: datetime) -> None:
    """Let every mail wait that is due: a server that refuses us is not to be pestered."""
    with writing(engine) as session:
        session.execute(
            update(_MAILS)
            .where(
                _MAILS.c.state == DeliveryState.PLANNED,
                or_(_MAILS.c.next_try_at.is_(None), _MAILS.c.next_try_at <= now),
            )
            .values(next_try_at=now + FIRST_WAIT)
        )


_NOW = bindparam("now", type_=UtcDateTime())
_LONG_AGO = bindparam("long_ago", type_=UtcDateTime())
_STALE = bindparam("stale", type_=UtcDateTime())


def _due(*conditions: ColumnElement[bool]) -> Select[int, str, bytes, int, bool]:
    """Return the statement for one mail that meets the conditions."""
    return (
        select(
            Delivery.id,
            Delivery.recipient,
            Delivery.message,
            Delivery.attempts,
            and_(may_get_mail(), Delivery.planned_at > _STALE).label("wanted"),
        )
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(*conditions)
        # No order: any due mail will do, and a sort would read all those sent before.
        .limit(1)
        .with_for_update(skip_locked=True, of=Delivery)
    )


# The bare table: these statements move no objects, and the ORM would only cost time.
_MAILS = cast(Table, Delivery.__table__)
# Built once, as building a statement takes longer than running it.
_PLANNED = _due(
    Delivery.state == DeliveryState.PLANNED,
    or_(Delivery.next_try_at.is_(None), Delivery.next_try_at <= _NOW),
)
# A claim this old belongs to a process that died; its mail may have gone out.
_ABANDONED = _due(
    Delivery.state == DeliveryState.CLAIMED,
    Delivery.claimed_at < _LONG_AGO,
)


def _next(session: Session, now: datetime) -> Due | None:
    stale = now - GOOD_FOR
    planned = session.execute(_PLANNED, {"now": now, "stale": stale}).first()
    if planned is not None:
        return planned
    return session.execute(_ABANDONED, {"long_ago": now - CLAIM_HOLDS, "stale": stale}).first()


def _take(session: Session, row: Due, worker: str, now: datetime) -> ClaimedMail:
    attempts = row.attempts + 1
    _write(
        session,
        row.id,
        state=DeliveryState.CLAIMED,
        claimed_at=now,
        claimed_by=worker,
        attempts=attempts,
    )
    return ClaimedMail(
        delivery_id=row.id,
        recipient=row.recipient,
        message=row.message,
        attempts=attempts,
        claimed_at=now,
        claimed_by=worker,
    )


def _write(session: Session, delivery_id: int, **columns: object) -> None:
    session.execute(update(_MAILS).where(_MAILS.c.id == delivery_id).values(**columns))


def _settle_mine(engine: Engine, mail: ClaimedMail, answer: str, **columns: object) -> bool:
    """Change the row only while the claim is still this worker's."""
    with writing(engine) as session:
        changed = session.execute(
            update(_MAILS)
            .where(
                _MAILS.c.id == mail.delivery_id,
                _MAILS.c.state == DeliveryState.CLAIMED,
                _MAILS.c.claimed_by == mail.claimed_by,
                _MAILS.c.claimed_at == mail.claimed_at,
            )
            .values(answer=answer[:ANSWER_CHARACTERS], **columns)
            .returning(_MAILS.c.id)
        )
        return changed.first() is not None
