"""Links: an address that signs a person in, once and for a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.accounts import Account, SignInLink, plain_address
from db.secrets import digest_of, new_secret

LASTS = timedelta(minutes=15)
PATH = "/anmelden/link"


def new_link(session: Session, account: Account, now: datetime) -> str:
    """Return the path of a new link for an account; the caller owns the transaction.

    Links of anybody that ended are forgotten.
    """
    session.execute(delete(SignInLink).where(SignInLink.ends_at <= now))
    secret = new_secret()
    link = SignInLink(
        account_id=account.id, digest=digest_of(secret), made_at=now, ends_at=now + LASTS
    )
    session.add(link)
    return f"{PATH}/{secret}"


def use_link(session: Session, secret: str, now: datetime) -> Account | None:
    """Use up a link and return whose it is; None if it is used, over, or of nobody active.

    Of two that use it at once one is let in: the row is claimed by the statement itself.
    """
    claimed = session.scalar(
        update(SignInLink)
        .where(
            SignInLink.digest == digest_of(secret),
            SignInLink.used_at.is_(None),
            SignInLink.ends_at > now,
        )
        .values(used_at=now)
        .returning(SignInLink.account_id)
    )
    if claimed is None:
        return None
    account = session.get_one(Account, claimed)
    return account if account.active else None


def account_at(session: Session, address: str) -> Account | None:
    """Return the active account with an address."""
    found = session.scalar(select(Account).where(Account.address == plain_address(address)))
    return found if found and found.active else None
