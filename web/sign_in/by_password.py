"""By password: address and password on the sign-in page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from db.accounts import plain_address
from db.engine import reading, writing
from web.doors.entering import OnwardSent, let_in
from web.doors.links import account_at
from web.doors.passwords import LONGEST, fits
from web.doors.throttle import PER_ADDRESS, PER_CLIENT, allow, client_of, forget_tries
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite

router = APIRouter()


@router.post("/anmelden/kennwort")
def enter(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    address: Annotated[str, Form(max_length=320)],
    password: Annotated[str, Form(max_length=LONGEST)],
    onward: OnwardSent = "",
) -> Response:
    """Sign in; whoever has no account, or no password, is answered alike and after as long."""
    subject = f"password:{plain_address(address)}"
    tried = ((subject, PER_ADDRESS), (client_of(request), PER_CLIENT))
    allow(site.engine, tried, site.now())
    with reading(site.engine) as session:
        account = account_at(session, address)
        stored = account.password if account else ""
    if not fits(stored, password):
        return _refused(site, pages, onward)
    forget_tries(site.engine, subject)
    with writing(site.engine) as session:
        account = account_at(session, address)
        if account is None or account.password != stored:  # locked or changed a moment ago
            return _refused(site, pages, onward)
        return let_in(session, request, site, account, way="password", onward=onward)


def _refused(site: Site, pages: RequestPages, onward: str) -> HTMLResponse:
    page = pages.render("sign_in/ask.html", onward=onward, oidc=site.oidc, wrong=True)
    return HTMLResponse(page, status_code=403)
