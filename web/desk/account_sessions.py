"""Account, sessions: sign out elsewhere, or everywhere."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse

from db.accounts import BrowserSession
from db.engine import writing
from db.vocabulary import Role
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.doors.roster import end_sessions
from web.doors.session import forget
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.post("/konto/sitzungen/{number}/beenden")
def end_one(number: Number, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Sign out one browser of one's own."""
    with writing(site.engine) as session:
        row = session.get(BrowserSession, number)
        if row is None or row.account_id != person.id:
            raise HTTPException(404)
        row.ended_at = row.ended_at or site.now()
    return back_to("/konto")


@router.post("/konto/ueberall-abmelden")
def end_all(request: Request, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Sign out in every browser, this one too."""
    with writing(site.engine) as session:
        end_sessions(session, person.id, site.now())
    answer = back_to("/anmelden")
    forget(answer, site)
    return answer
