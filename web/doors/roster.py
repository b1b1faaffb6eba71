"""Roster: who has an account, in which role; what the command line and the page both do.

Every function acts in the caller's transaction, and raises LookupError or ValueError in German.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.accounts import Account, BrowserSession, Passkey, SignInLink, plain_address
from db.actors import load_actors
from db.filter_acts import drop_all
from db.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who is to have an account; `authority` is an id or a name, `area` the key of an area."""

    address: str
    role: Role
    name: str = ""
    authority: str = ""
    area: str = ""


def checked(entry: Entry, area_label: Callable[[str], str]) -> Entry:
    """Return the entry with an address, an authority and an area that there are."""
    try:
        found = validate_email(
            entry.address.strip(),
            check_deliverability=False,
            test_environment=True,
            allow_smtputf8=False,
        )
    except EmailNotValidError:
        raise ValueError(f"„{entry.address}“ ist keine Mailadresse.") from None
    if (entry.role is Role.REVIEWER) is not bool(entry.authority):
        raise ValueError("Ein Ressort gehört zu dieser Rolle und zu keiner anderen: reviewer.")
    if (entry.role is Role.MANAGER) is not bool(entry.area):
        raise ValueError("Ein Gebiet gehört zu dieser Rolle und zu keiner anderen: manager.")
    if entry.area:
        try:
            area_label(entry.area)
        except LookupError:
            raise ValueError(f"Ein Gebiet „{entry.area}“ ist nicht bekannt.") from None
    return Entry(
        address=found.normalized.lower(),
        role=entry.role,
        name=entry.name.strip(),
        authority=_authority(entry.authority),
        area=entry.area,
    )


def _authority(asked: str) -> str:
    """Return the id of an authority."""
    actors = load_actors()
    if not asked or asked in actors.authorities:
        return asked
    found = actors.authority_of(asked)
    if found is None:
        known = "; ".join(f"{one.id} ({one.name})" for one in actors.authorities.values())
        raise ValueError(f"Ein Ressort „{asked}“ ist nicht bekannt; möglich sind: {known}")
    return found.id


def enter(session: Session, entry: Entry, now: datetime) -> bool:
    """Give somebody an account, or another role; return whether it is a new one.

    Whoever was removed comes back as somebody new, with no way in that was there before.
    """
    account = session.scalar(select(Account).where(Account.address == entry.address))
    new = account is None or account.removed_at is not None
    if account is None:
        account = Account(address=entry.address, role=entry.role, created_at=now)
        session.add(account)
    account.role, account.authority, account.area = entry.role, entry.authority, entry.area
    account.name = entry.name or account.name or ""
    account.removed_at = None
    return new


def listed(session: Session) -> list[Account]:
    """Return every account that is not removed, by address."""
    there = select(Account).where(Account.removed_at.is_(None)).order_by(Account.address)
    return list(session.scalars(there))


def lock(session: Session, address: str, now: datetime) -> Account:
    """Shut somebody out at once, until unlocked."""
    account = _named(session, address)
    account.locked_at = account.locked_at or now
    end_sessions(session, account.id, now)
    return account


def unlock(session: Session, address: str) -> Account:
    """Let somebody sign in again."""
    account = _named(session, address)
    account.locked_at = None
    return account


def remove(session: Session, address: str, now: datetime) -> Account:
    """End an account at once with every way in; its row stays, since decisions name it."""
    account = _named(session, address)
    account.removed_at, account.locked_at, account.password = now, None, ""
    session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    drop_all(session, account.id)
    end_sessions(session, account.id, now)
    return account


def end_sessions(session: Session, account_id: int, now: datetime, but: str = "") -> None:
    """Sign somebody out everywhere but in the session of one digest, and void his links."""
    session.execute(
        update(BrowserSession)
        .where(
            BrowserSession.account_id == account_id,
            BrowserSession.ended_at.is_(None),
            BrowserSession.digest != but,
        )
        .values(ended_at=now)
    )
    session.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account_id, SignInLink.used_at.is_(None))
        .values(used_at=now)
    )


def _named(session: Session, address: str) -> Account:
    found = select(Account).where(
        Account.address == plain_address(address), Account.removed_at.is_(None)
    )
    account = session.scalar(found)
    if account is None:
        raise LookupError(f"Ein Konto „{address}“ gibt es nicht.")
    return account
