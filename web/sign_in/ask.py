"""Ask: the page on which a person asks for a sign-in link."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form

from db.engine import writing
from web.doors.links import account_at, new_link
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/anmelden")
def ask(pages: ThesePages, weiter: str = "") -> str:
    """Show the form."""
    return pages.render("sign_in/ask.html", onward=weiter)


@router.post("/anmelden")
def send(site: ThisSite, pages: ThesePages, address: Annotated[str, Form()]) -> str:
    """Send a link to an account's address; the answer is the same for every address."""
    with writing(site.engine) as session:
        account = account_at(session, address)
        if account is not None:
            new_link(session, account, site.now())
    return pages.render("sign_in/sent.html", address=address)
