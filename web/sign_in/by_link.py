"""By link: the page that a one-time link opens, and the button that uses it up."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db.engine import writing
from web.doors.entering import OnwardAsked, OnwardSent, let_in
from web.doors.links import PATH, use_link
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get(PATH + "/{secret}")
def offer(secret: str, pages: ThesePages, onward: OnwardAsked = "") -> str:
    """Show a button. Looking uses nothing up: mail programs look at links before people do."""
    return pages.render("sign_in/by_link.html", onward=onward)


@router.post(PATH + "/{secret}")
def enter(
    secret: str,
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    onward: OnwardSent = "",
) -> Response:
    """Use the link up and sign in."""
    with writing(site.engine) as session:
        account = use_link(session, secret, site.now())
        if account is not None:
            return let_in(session, request, site, account, way="link", onward=onward)
    return HTMLResponse(pages.render("sign_in/spent.html"), status_code=410)
