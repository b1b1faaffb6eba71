"""By link: the page that a one-time link opens, and the button that uses it up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from db.engine import writing
from web.answers import back_to
from web.doors.links import use_link
from web.doors.session import remember
from web.doors.sessions import open_session
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/anmelden/{secret}")
def offer(secret: str, pages: ThesePages, weiter: str = "") -> str:
    """Show a button. Looking uses nothing up: mail programs look at links before people do."""
    return pages.render("sign_in/by_link.html", secret=secret, onward=weiter)


@router.post("/anmelden/{secret}")
def enter(
    secret: str, site: ThisSite, pages: ThesePages, weiter: Annotated[str, Form()] = ""
) -> Response:
    """Use the link up and sign in."""
    with writing(site.engine) as session:
        account = use_link(session, secret, site.now())
        token = open_session(session, account, "link", site.now()) if account else ""
    if not token:
        return HTMLResponse(pages.render("sign_in/spent.html"), status_code=410)
    answer = back_to(weiter or "/arbeitsplatz")
    remember(answer, site, token)
    return answer
