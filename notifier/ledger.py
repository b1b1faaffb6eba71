"""Ledger: the rows of the deliveries, each step one short transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DeliveryItem
from db.engine import writing
from db.subscribers import Subscriber
from db.vocabulary import DeliveryState
from notifier.recipients import may_get_mail
from notifier.selection import Known, Selected

# A mail in one of these states reached nobody: what stood in it is still to be told.
UNTOLD = (DeliveryState.FAILED, DeliveryState.SUPPRESSED)
CLAIM_HOLDS = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
MAX_ATTEMPTS = 12  # about two days


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail:
    """A mail that this worker, and nobody else, may send now."""

    delivery_id: int
    recipient: str
    message: bytes
    attempts: int
    claimed_at: datetime
    claimed_by: str


def known_to(session: Session, subscriber_id: int) -> Known:
    """Return what a subscriber has been told, or will be by a mail on its way."""
    rows = session.execute(
        select(DeliveryItem.opportunity_id, DeliveryItem.revision_id, DeliveryItem.reason)
        .join(Delivery)
        .where(DeliveryItem.subscriber_id == subscriber_id, Delivery.state.not_in(UNTOLD))
    )
    return Known.of(row.tuple() for row in rows)


def write_delivery(session: Session, delivery: Delivery, told: Sequence[Selected]) -> None:
    """Write a planned mail and what stands in it.

    Items of an earlier mail that reached nobody move over to this one.
    """
    undelivered = select(Delivery.id).where(
        Delivery.subscriber_id == delivery.subscriber_id, Delivery.state.in_(UNTOLD)
    )
    session.execute(
        delete(DeliveryItem).where(
            DeliveryItem.subscriber_id == delivery.subscriber_id,
            DeliveryItem.delivery_id.in_(undelivered),
            DeliveryItem.revision_id.in_([one.news.revision_id for one in told]),
        )
    )
    delivery.items = list(_items(delivery.subscriber_id, told))
    session.add(delivery)


def _items(subscriber_id: int, told: Sequence[Selected]) -> Iterable[DeliveryItem]:
    for one in told:
        for reason in one.reasons:
            yield DeliveryItem(
                subscriber_id=subscriber_id,
                opportunity_id=one.news.opportunity_id,
                revision_id=one.news.revision_id,
                reason=reason,
                explanation=one.explanation,
            )


def claim(engine: Engine, worker: str, now: datetime) -> tuple[ClaimedMail | None, int]:
    """Take the next mail that is due, and return it with the number suppressed on the way.

    Whoever unsubscribed since the mail was planned gets none. Two workers never get the
    same mail: PostgreSQL skips rows that another one holds, SQLite lets one write at a time.
    """
    suppressed = 0
    with writing(engine) as session:
        while (delivery := _next(session, now)) is not None:
            if _wanted(session, delivery):
                return _take(delivery, worker, now), suppressed
            _settle(delivery, DeliveryState.SUPPRESSED, "unsubscribed or suppressed", now)
            session.flush()
            suppressed += 1
    return None, suppressed


def settle_sent(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> None:
    """Write down that the mail server took the mail; nothing may undo that."""
    with writing(engine) as session:
        delivery = session.get_one(Delivery, mail.delivery_id)
        _settle(delivery, DeliveryState.SENT, answer, now)


def settle_failed(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> bool:
    """Write down that the mail was refused for good; False if the claim was lost meanwhile."""
    return _settle_mine(
        engine, mail, state=DeliveryState.FAILED, settled_at=now, answer=answer[:1000]
    )


def postpone(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> DeliveryState:
    """Plan the mail again for later, or give it up after many attempts."""
    if mail.attempts >= MAX_ATTEMPTS:
        settle_failed(engine, mail, f"given up after {mail.attempts} attempts: {answer}", now)
        return DeliveryState.FAILED
    wait = min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    _settle_mine(
        engine,
        mail,
        state=DeliveryState.PLANNED,
        next_try_at=now + wait,
        claimed_at=None,
        claimed_by="",
        answer=answer[:1000],
    )
    return DeliveryState.PLANNED


def _next(session: Session, now: datetime) -> Delivery | None:
    due = or_(Delivery.next_try_at.is_(None), Delivery.next_try_at <= now)
    planned = select(Delivery).where(Delivery.state == DeliveryState.PLANNED, due)
    # A claim this old belongs to a process that died; its mail may have gone out.
    abandoned = select(Delivery).where(
        Delivery.state == DeliveryState.CLAIMED, Delivery.claimed_at < now - CLAIM_HOLDS
    )
    return session.scalar(_one_of(planned)) or session.scalar(_one_of(abandoned))


def _one_of(rows: Select[Delivery]) -> Select[Delivery]:
    # No order: any due mail will do, and a sort would read all those sent before.
    return rows.limit(1).with_for_update(skip_locked=True)


def _wanted(session: Session, delivery: Delivery) -> bool:
    wanted = select(Subscriber.id).where(Subscriber.id == delivery.subscriber_id, may_get_mail())
    return session.scalar(wanted) is not None


def _take(delivery: Delivery, worker: str, now: datetime) -> ClaimedMail:
    delivery.state = DeliveryState.CLAIMED
    delivery.claimed_at, delivery.claimed_by = now, worker
    delivery.attempts += 1
    return ClaimedMail(
        delivery_id=delivery.id,
        recipient=delivery.recipient,
        message=delivery.message,
        attempts=delivery.attempts,
        claimed_at=now,
        claimed_by=worker,
    )


def _settle(delivery: Delivery, state: DeliveryState, answer: str, now: datetime) -> None:
    delivery.state, delivery.settled_at, delivery.answer = state, now, answer[:1000]


def _settle_mine(engine: Engine, mail: ClaimedMail, **columns: object) -> bool:
    """Change the row only while the claim is still this worker's."""
    with writing(engine) as session:
        changed = session.execute(
            update(Delivery)
            .where(
                Delivery.id == mail.delivery_id,
                Delivery.state == DeliveryState.CLAIMED,
                Delivery.claimed_by == mail.claimed_by,
                Delivery.claimed_at == mail.claimed_at,
            )
            .values(**columns)
            .returning(Delivery.id)
        )
        return changed.first() is not None
