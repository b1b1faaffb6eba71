"""Act: what follows from a report. In the caller's transaction, and once for each report."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from db.bounces import Bounce
from db.deliveries import Delivery
from db.letters import Letter
from db.subscribers import Consent, Subscriber
from db.upsert import insert_into
from db.vocabulary import BounceKind, DeliveryState
from notifier.bounces.report import DIGEST, Report
from notifier.mail.message import spellings
from notifier.subscribing.leave import Way, leave, leave_list
from notifier.suppressing import suppress

WITHIN = timedelta(days=60)
IN_A_ROW = 5
# So many mails are looked at: more than anybody gets who has not been reached five times.
_NEWEST = 200
_WRITTEN_DOWN = (BounceKind.HARD, BounceKind.SOFT, BounceKind.UNWANTED, BounceKind.COMPLAINT)
OWNER = "Wer die Adresse hat"
_GONE_OUT = (DeliveryState.SENT, DeliveryState.UNCLEAR)


def act_on(session: Session, report: Report, digest: str, now: datetime) -> bool:
    """Write a report down with what follows from it; return False where it was read before.

    A reader who does not exist gets nothing more, nor one who complains; one who cannot be reached
    only after several issues in a row. A mail that is lost for good counts as told to nobody.
    Who said since that mail arrives again has said more than an old mail that came back.
    """
    if report.kind == BounceKind.UNSUBSCRIBE:
        return _leave_by_token(session, report.token, now)
    if report.kind not in _WRITTEN_DOWN:
        return False
    again = _let_again(session, report)
    if not _written(session, report, digest, now, again):
        return False
    if report.failed:
        _lose(session, report, now)
    if again:
        return True
    match report.kind:
        case BounceKind.HARD:
            reason = f"Die Adresse gibt es nicht (mehr): {report.status or report.said}"
            _suppress(session, report, reason, now)
        case BounceKind.COMPLAINT:
            _suppress(session, report, "Eine Mail wurde als Spam gemeldet.", now)
            for subscriber in _readers(session, report):
                leave(session, subscriber, now, way="complaint")
        case BounceKind.SOFT if missed_in_a_row(session, report, now) >= IN_A_ROW:
            reason = f"{IN_A_ROW} Ausgaben nacheinander waren nicht zustellbar."
            _suppress(session, report, reason, now)
    return True


def missed_in_a_row(session: Session, report: Report, now: datetime) -> int:
    """Return how many digests in a row came back from a reader's address, within sixty days.

    The row is broken by one that arrived between two of them; the newest ones, of which nothing
    was heard yet, neither count nor break it.
    """
    if report.ledger != DIGEST:
        return 0
    soft = exists().where(
        Bounce.delivery_id == Delivery.id,
        Bounce.kind == BounceKind.SOFT,
        Bounce.forgiven_at.is_(None),
    )
    rows = session.execute(
        select(soft, Delivery.state)
        .where(
            Delivery.subscriber_id == session.get_one(Delivery, report.number).subscriber_id,
            Delivery.recipient == report.recipient,
            Delivery.planned_at >= now - WITHIN,
            Delivery.attempts > 0,
        )
        .order_by(Delivery.planned_at.desc(), Delivery.id.desc())
        .limit(_NEWEST)
    )
    count = 0
    for missed, state in rows:
        if missed:
            count += 1
        elif count and state == DeliveryState.SENT:
            break
    return count


def forgive(session: Session, address: str, by: str, now: datetime) -> None:
    """Let bounces of an address count no more, once a person lets it have mail again."""
    written = spellings(address)
    reader = select(Subscriber.id).where(func.lower(Subscriber.email).in_(written))
    mails = select(Delivery.id).where(Delivery.subscriber_id.in_(reader))
    letters = select(Letter.id).where(func.lower(Letter.recipient).in_(written))
    session.execute(
        update(Bounce)
        .where(
            or_(Bounce.delivery_id.in_(mails), Bounce.letter_id.in_(letters)),
            Bounce.forgiven_at.is_(None),
        )
        .values(forgiven_at=now, forgiven_by=by)
    )


def _let_again(session: Session, report: Report) -> tuple[datetime, str] | None:
    """Return when, after a mail that did not arrive, who said that mail arrives again; else None.

    Reports come days later, and are read later still. Who complains does so now, of whatever mail.
    """
    if report.kind not in (BounceKind.HARD, BounceKind.SOFT):
        return None
    mails = Delivery if report.ledger == DIGEST else Letter
    since = session.scalar(select(mails.planned_at).where(mails.id == report.number))
    readers = [one.id for one in _readers(session, report)]
    confirmed_at = session.scalar(
        select(func.max(Consent.given_at)).where(
            Consent.subscriber_id.in_(readers),
            Consent.requested_at.is_not(None),  # by the mailbox itself
            Consent.given_at > since,
        )
    )
    if confirmed_at is not None:
        return confirmed_at, OWNER
    forgiven = session.execute(
        select(Bounce.forgiven_at, Bounce.forgiven_by)
        .join(Delivery, Delivery.id == Bounce.delivery_id)
        .where(Delivery.subscriber_id.in_(readers), Bounce.forgiven_at > since)
        .order_by(Bounce.forgiven_at.desc())
        .limit(1)
    ).first()
    return (forgiven[0], forgiven[1]) if forgiven and forgiven[0] else None


def _written(
    session: Session, report: Report, digest: str, now: datetime, again: tuple[datetime, str] | None
) -> bool:
    forgiven_at, forgiven_by = again or (None, "")
    about: dict[str, Any] = {"delivery_id": None, "letter_id": None}
    about["delivery_id" if report.ledger == DIGEST else "letter_id"] = report.number
    row = insert_into(session.get_bind(), Bounce).values(
        digest=digest,
        kind=report.kind,
        status=report.status,
        said=report.said,
        read_at=now,
        forgiven_at=forgiven_at,
        forgiven_by=forgiven_by,
        **about,
    )
    return session.execute(row.on_conflict_do_nothing().returning(Bounce.id)).first() is not None


def _lose(session: Session, report: Report, now: datetime) -> None:
    mails: type[Delivery] | type[Letter] = Delivery if report.ledger == DIGEST else Letter
    session.execute(
        update(mails)
        .where(mails.id == report.number, mails.state.in_(_GONE_OUT))
        .values(state=DeliveryState.FAILED, settled_at=now, answer=report.said)
    )


def _leave_by_token(session: Session, token: str, now: datetime) -> bool:
    token, _, area = token.partition(" ")
    subscriber = session.scalar(select(Subscriber).where(Subscriber.token == token))
    if subscriber is None:
        return False
    if area:
        return leave_list(session, subscriber, area, now, way=Way.MAIL)
    return leave(session, subscriber, now, way=Way.MAIL)


def _suppress(session: Session, report: Report, reason: str, now: datetime) -> None:
    """Suppress an address as the mail server knows it, and as its subscriber wrote it."""
    written = {subscriber.email.lower() for subscriber in _readers(session, report)}
    for address in sorted({report.recipient.lower(), *written}):
        suppress(session, address, reason, now)


def _readers(session: Session, report: Report) -> list[Subscriber]:
    mine = select(Subscriber).where(func.lower(Subscriber.email).in_(spellings(report.recipient)))
    if report.ledger == DIGEST:
        mail = session.get_one(Delivery, report.number)
        mine = select(Subscriber).where(Subscriber.id == mail.subscriber_id)
    return list(session.scalars(mine))
