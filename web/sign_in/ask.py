"""Ask: the page on which a person asks for a sign-in link, or chooses another way."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, Form, Request

from db.accounts import plain_address
from db.engine import writing
from db.secrets import digest_of
from db.vocabulary import LetterKind
from notifier.letters import write_letter
from notifier.mail.message import MessageError
from web.doors.entering import OnwardAsked, OnwardSent
from web.doors.links import LASTS, account_at, new_link
from web.doors.throttle import PER_ADDRESS, PER_CLIENT, allow, client_of
from web.pages import ThesePages
from web.site import Site, ThisSite

router = APIRouter()
LONGEST = 320
TEXT = """Guten Tag{name},

mit diesem Link melden Sie sich an:

{link}

Er gilt fünfzehn Minuten und nur einmal. Haben Sie ihn nicht angefordert, ist nichts zu tun:
Ohne ihn kommt niemand hinein.
"""


@router.get("/anmelden")
def ask(site: ThisSite, pages: ThesePages, onward: OnwardAsked = "") -> str:
    """Show the form."""
    return pages.render("sign_in/ask.html", onward=onward, oidc=site.oidc)


@router.post("/anmelden")
def send(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    later: BackgroundTasks,
    address: Annotated[str, Form(max_length=LONGEST)],
    onward: OnwardSent = "",
) -> str:
    """Send a link to an account's address.

    The answer is given before anybody looks whether there is one, so that it tells nothing.
    """
    tried = ((f"link:{plain_address(address)}", PER_ADDRESS), (client_of(request), PER_CLIENT))
    allow(site.engine, tried, site.now())
    later.add_task(write_link, site, address, onward)
    return pages.render("sign_in/sent.html", address=address)


def write_link(site: Site, address: str, onward: str) -> None:
    """Write the letter with a link, if the address is an account's, and send it."""
    now = site.now()
    if site.sender is None:
        return
    with writing(site.engine) as session:
        account = account_at(session, address)
        if account is None:
            return
        path = new_link(session, account, now)
        link = f"{site.base_url.rstrip('/')}{path}"
        link += f"?weiter={quote(onward, safe='')}" if onward else ""
        try:
            write_letter(
                session,
                kind=LetterKind.SIGN_IN,
                recipient=account.address,
                name=account.name,
                subject="Ihr Link zur Anmeldung beim Landboten",
                text=TEXT.format(name=f", {account.name}" if account.name else "", link=link),
                once=f"sign-in:{digest_of(path)}",
                now=now,
                good_until=now + LASTS,
                sender=site.sender,
            )
        except MessageError:
            return  # an address that takes no mail; `landbote staff link` makes a link without one
    site.send_letters()
