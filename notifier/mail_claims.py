"""Claims: one worker takes a mail, sends it and settles it; each step one short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, update
from sqlalchemy.orm import Session

from db.engine import writing
from db.vocabulary import DeliveryState
from notifier.mail_ledgers import Due, MailLedger

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
DOUBLINGS = 7  # from the first wait to beyond the longest
ANSWER_CHARACTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail:
    """A mail that this worker, and nobody else, may send now."""

    ledger: MailLedger
    number: int
    recipient: str
    message: bytes
    attempts: int
    claimed_at: datetime
    claimed_by: str


def claim(
    engine: Engine, ledger: MailLedger, worker: str, now: datetime
) -> tuple[ClaimedMail | None, int]:
    """Take the next mail that is due, and return it with the number suppressed on the way.

    Whoever unsubscribed since the mail was planned gets none, and nobody a stale one. Two
    workers never get the same mail: PostgreSQL skips rows that another one holds, SQLite
    lets one write at a time.
    """
    suppressed = 0
    with writing(engine) as session:
        while (row := ledger.next_due(session, now)) is not None:
            if row.wanted:
                return _take(session, ledger, row, worker, now), suppressed
            _write(
                session,
                ledger,
                row.id,
                state=DeliveryState.SUPPRESSED,
                settled_at=now,
                answer="unsubscribed, suppressed or stale",
                **ledger.spent,
            )
            suppressed += 1
    return None, suppressed


def settle_sent(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> None:
    """Write down that the mail server took the mail; nothing may undo that."""
    with writing(engine) as session:
        _write(
            session,
            mail.ledger,
            mail.number,
            state=DeliveryState.SENT,
            settled_at=now,
            answer=answer[:ANSWER_CHARACTERS],
            **mail.ledger.spent,
        )


def settle_failed(engine: Engine, mail: ClaimedMail, answer: str, now: datetime) -> bool:
    """Write down that the mail was refused for good; False if the claim was lost meanwhile."""
    failed = {"state": DeliveryState.FAILED, "settled_at": now, **mail.ledger.spent}
    return _settle_mine(engine, mail, answer, **failed)


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


def wait(engine: Engine, ledger: MailLedger, now: datetime) -> None:
    """Let every mail wait that is due: a server that refuses us is not to be pestered."""
    mails = ledger.mails
    with writing(engine) as session:
        session.execute(
            update(mails)
            .where(
                mails.c.state == DeliveryState.PLANNED,
                or_(mails.c.next_try_at.is_(None), mails.c.next_try_at <= now),
            )
            .values(next_try_at=now + FIRST_WAIT)
        )


def _take(
    session: Session, ledger: MailLedger, row: Due, worker: str, now: datetime
) -> ClaimedMail:
    attempts = row.attempts + 1
    _write(
        session,
        ledger,
        row.id,
        state=DeliveryState.SENDING,
        claimed_at=now,
        claimed_by=worker,
        attempts=attempts,
    )
    return ClaimedMail(
        ledger=ledger,
        number=row.id,
        recipient=row.recipient,
        message=row.message,
        attempts=attempts,
        claimed_at=now,
        claimed_by=worker,
    )


def _write(session: Session, ledger: MailLedger, number: int, **columns: object) -> None:
    session.execute(update(ledger.mails).where(ledger.mails.c.id == number).values(**columns))


def _settle_mine(engine: Engine, mail: ClaimedMail, answer: str, **columns: object) -> bool:
    """Change the row only while the claim is still this worker's."""
    mails = mail.ledger.mails
    with writing(engine) as session:
        changed = session.execute(
            update(mails)
            .where(
                mails.c.id == mail.number,
                mails.c.state == DeliveryState.SENDING,
                mails.c.claimed_by == mail.claimed_by,
                mails.c.claimed_at == mail.claimed_at,
            )
            .values(answer=answer[:ANSWER_CHARACTERS], **columns)
            .returning(mails.c.id)
        )
        return changed.first() is not None
