"""Sign out: this browser is nobody's again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from db.engine import writing
from db.vocabulary import Role
from web.answers import back_to
from web.doors.people import Only
from web.doors.session import forget, secret_of
from web.doors.sessions import close_session
from web.site import ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.post("/abmelden")
def sign_out(request: Request, site: ThisSite) -> RedirectResponse:
    """End the session in the database and take the cookie away."""
    with writing(site.engine) as session:
        close_session(session, secret_of(request), site.now())
    answer = back_to("/")
    forget(answer, site)
    return answer
