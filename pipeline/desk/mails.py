"""Mails: what becomes of one of which nobody knows whether it arrived, each act one row of the log.

The caller owns the transaction. Each raises LookupError or ValueError in German. The log names no
reader: it outlives them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.deliveries import Delivery
from db.vocabulary import DeliveryState, MailEnd

LOST = "von der Servicestelle als verloren gewertet"


def settle_mail(
    session: Session, number: int, end: MailEnd, by: str, now: datetime, fresh_since: datetime
) -> Decision:
    """Say what becomes of an unclear mail.

    It goes once more, as the same mail; or it counts as arrived; or as lost, and what stood in it
    comes with the next issue. What was planned before `fresh_since` goes no more.
    """
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    rows = select(Delivery).where(Delivery.id == number).with_for_update()
    mail = session.scalars(rows.execution_options(populate_existing=True)).one_or_none()
    if mail is None:
        raise LookupError(f"Eine Mail mit der Nummer {number} gibt es nicht.")
    if not is_unclear(mail):
        raise ValueError("Diese Mail ist nicht mehr ungeklärt. Gespeichert wurde nichts.")
    match end:
        case MailEnd.AGAIN:
            if not may_go_again(mail, fresh_since):
                raise ValueError("Diese Mail ist zu alt, um noch einmal zu gehen.")
            mail.settled_at, mail.next_try_at = None, None
            mail.claimed_at, mail.claimed_by = None, ""
        case MailEnd.ARRIVED:
            mail.state = DeliveryState.SENT
        case MailEnd.LOST:
            mail.state, mail.answer = DeliveryState.FAILED, LOST
    decision = Decision(
        act=Act.SETTLE_MAIL,
        about=about(number),
        value=[{"mail": number, "end": end.value}],
        decided_by=by,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    return decision


def is_unclear(mail: Delivery) -> bool:
    """Whether a person has to say what becomes of a mail: nothing more comes of itself."""
    return mail.state == DeliveryState.UNCLEAR and mail.settled_at is not None


def may_go_again(mail: Delivery, fresh_since: datetime) -> bool:
    """Whether a mail is there and fresh enough to go once more."""
    return bool(mail.message) and mail.planned_at > fresh_since


def about(number: int) -> str:
    """Return what the log calls a mail."""
    return f"Mail {number}"


def decided(session: Session, number: int) -> list[Decision]:
    """Return what was said of a mail, the oldest first."""
    found = select(Decision).where(
        Decision.opportunity_id.is_(None),
        Decision.act == Act.SETTLE_MAIL,
        Decision.about == about(number),
    )
    return list(session.scalars(found.order_by(Decision.id)))
