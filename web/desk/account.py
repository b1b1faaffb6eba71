"""Account: "Mein Konto", with the ways to sign in and the browsers in which one is signed in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import select

from db.accounts import BrowserSession, Passkey
from db.engine import reading
from db.vocabulary import Role
from web.doors.own_account import is_fresh, own_account, own_session
from web.doors.passwords import SHORTEST
from web.doors.people import Only
from web.doors.sessions import IDLE, LASTS
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.get("/konto")
def account(request: Request, site: ThisSite, pages: ThesePages, gespeichert: str = "") -> str:
    """Show the own account."""
    now = site.now()
    with reading(site.engine) as session:
        mine = own_account(session, request)
        keys = select(Passkey).where(Passkey.account_id == mine.id).order_by(Passkey.id)
        running = (
            select(BrowserSession)
            .where(
                BrowserSession.account_id == mine.id,
                BrowserSession.ended_at.is_(None),
                BrowserSession.seen_at >= now - IDLE,
                BrowserSession.opened_at >= now - LASTS,
            )
            .order_by(BrowserSession.seen_at.desc())
        )
        return pages.render(
            "desk/account.html",
            account=mine,
            fresh=is_fresh(session, request, site),
            shortest=SHORTEST,
            passkeys=session.scalars(keys).all(),
            sessions=session.scalars(running).all(),
            this=own_session(session, request).id,
            saved=bool(gespeichert),
        )
