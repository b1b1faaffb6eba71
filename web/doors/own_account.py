"""Own account: the account and the session of whoever sends a request."""

from __future__ import annotations

from datetime import timedelta

from fastapi import HTTPException, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.accounts import Account, BrowserSession
from db.secrets import digest_of
from web.doors.people import this_person
from web.doors.session import secret_of
from web.site import Site

# Who signed in so long ago may have left the browser open.
FRESH = timedelta(minutes=15)


def own_account(session: Session, request: Request) -> Account:
    """Return the account of whoever sends a request."""
    return session.get_one(Account, this_person(request).id)


def own_session(session: Session, request: Request) -> BrowserSession:
    """Return the session that a request belongs to."""
    mine = select(BrowserSession).where(BrowserSession.digest == digest_of(secret_of(request)))
    return session.scalars(mine).one()


def is_fresh(session: Session, request: Request, site: Site) -> bool:
    """Whether the person signed in a short while ago."""
    return site.now() - own_session(session, request).opened_at <= FRESH


def only_fresh(session: Session, request: Request, site: Site) -> None:
    """Refuse to change a way in for whoever did not sign in a short while ago."""
    if not is_fresh(session, request, site):
        raise HTTPException(
            403, "Dafür melden Sie sich bitte neu an: Ihre Anmeldung ist älter als 15 Minuten."
        )
