"""Sessions: who is signed in in which browser, kept in the database and ended there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from db.accounts import Account, BrowserSession
from db.engine import reading, writing
from db.secrets import digest_of, new_secret
from db.vocabulary import Role
from web.doors.people import Person

IDLE = timedelta(hours=12)
LASTS = timedelta(days=7)
# How exactly it is known when somebody was last there: not every page needs to write.
NOTED_AFTER = timedelta(minutes=5)


def open_session(session: Session, account: Account, way: str, now: datetime) -> str:
    """Sign an account in and return the secret for its browser, new at every sign-in.

    Sessions of anybody that open nothing any more are forgotten: when somebody worked long ago
    is nobody's business.
    """
    session.execute(delete(BrowserSession).where(BrowserSession.opened_at < now - LASTS))
    secret = new_secret()
    row = BrowserSession(
        account_id=account.id, digest=digest_of(secret), way=way, opened_at=now, seen_at=now
    )
    session.add(row)
    return secret


def close_session(session: Session, secret: str, now: datetime) -> None:
    """Sign out one browser."""
    ended = (
        update(BrowserSession)
        .where(BrowserSession.digest == digest_of(secret), BrowserSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    session.execute(ended)


def person_signed_in(engine: Engine, secret: str, now: datetime) -> Person | None:
    """Return who is signed in with a secret at an instant; a locked account is nobody."""
    with reading(engine) as session:
        found = session.execute(
            select(BrowserSession, Account)
            .join(Account, Account.id == BrowserSession.account_id)
            .where(BrowserSession.digest == digest_of(secret), BrowserSession.ended_at.is_(None))
        ).one_or_none()
        if found is None:
            return None
        row, account = found
        if not account.active or now - row.seen_at > IDLE or now - row.opened_at > LASTS:
            return None
        person = Person(
            id=account.id,
            address=account.address,
            name=account.name or account.address,
            role=Role(account.role),
            authority=account.authority,
            area=account.area,
        )
        number, seen_at = row.id, row.seen_at
    if now - seen_at > NOTED_AFTER:
        with writing(engine) as session:
            session.get_one(BrowserSession, number).seen_at = now
    return person
