"""Own: the page that sends a link to the mailbox, and the one that the link opens.

`OwnSubscriber` is for pages that only whoever was there may use, `MaybeOwn` for pages that are
also there without, showing less.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import func, select

from db.engine import reading, writing
from db.subscribers import Subscriber
from notifier.mail.message import spellings
from notifier.subscribing.own_link import PATH, use_own_link, write_own_link
from web.answers import LONGEST, back_to
from web.doors.own_session import (
    MaybeOwn,
    Own,
    OwnSubscriber,
    close_own_session,
    drop_secret,
    keep_secret,
    open_own_session,
    own_secret,
)
from web.doors.session import same_site
from web.doors.signed import masked, onward_path, reader_behind, settings_path
from web.doors.throttle import PER_CLIENT, allow, client_of
from web.pages import ThesePages
from web.site import Site, ThisSite

__all__ = ["MaybeOwn", "Own", "OwnSubscriber", "router"]

router = APIRouter(dependencies=[Depends(same_site)])

LONGEST_ADDRESS = 320
OnwardAsked = Annotated[str, Query(alias="weiter", max_length=LONGEST)]
OnwardSent = Annotated[str, Form(alias="weiter", max_length=LONGEST)]


@router.get(PATH)
def ask(site: ThisSite, pages: ThesePages, onward: OnwardAsked = "") -> str:
    """Say that changing needs the own mailbox, and show the button that sends a link there."""
    with reading(site.engine) as session:
        reader = reader_behind(session, site, onward)
        address = masked(reader.email) if reader else ""
    return pages.render("subscriber/own_link.html", address=address, onward=onward_path(onward))


@router.post(PATH)
def send(
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    later: BackgroundTasks,
    onward: OnwardSent = "",
    address: Annotated[str, Form(alias="adresse", max_length=LONGEST_ADDRESS)] = "",
) -> str:
    """Send a link to the mailbox that a page is of, or that somebody names.

    The answer is given before anybody looks whether there is one, so that it tells nothing.
    """
    allow(site.engine, ((f"own link:{client_of(request)}", PER_CLIENT),), site.now())
    with reading(site.engine) as session:
        reader = reader_behind(session, site, onward)
    later.add_task(_write, site, reader.email if reader else address, onward_path(onward))
    shown = masked(reader.email) if reader else address
    return pages.render("subscriber/own_link_sent.html", address=shown)


@router.get(PATH + "/{secret}")
def offer(secret: str, pages: ThesePages, onward: OnwardAsked = "") -> str:
    """Show a button. Looking uses nothing up: mail programs look at links before people do."""
    return pages.render("subscriber/own_enter.html", onward=onward_path(onward))


@router.post(PATH + "/{secret}")
def enter(
    secret: str, request: Request, site: ThisSite, pages: ThesePages, onward: OnwardSent = ""
) -> Response:
    """Use the link up, let the browser in with a secret of its own, and send it onward."""
    with writing(site.engine) as session:
        subscriber = use_own_link(session, secret, site.now())
        if subscriber is None:
            spent = pages.render("subscriber/own_spent.html", onward=onward_path(onward))
            return HTMLResponse(spent, status_code=410)
        close_own_session(session, own_secret(request, site))
        own = open_own_session(session, subscriber.id, site.now())
        answer = back_to(onward_path(onward) or settings_path(site, subscriber.token))
    keep_secret(answer, site, own)
    return answer


@router.post("/abo/zugang-beenden")
def end(request: Request, site: ThisSite, own: OwnSubscriber) -> Response:
    """Let this browser in no more; the settings stay to be looked at."""
    with writing(site.engine) as session:
        close_own_session(session, own_secret(request, site))
    answer = back_to(settings_path(site, own.token))
    drop_secret(answer, site)
    return answer


def _write(site: Site, address: str, onward: str) -> None:
    """Write the letter with a link, if the address is a subscriber's, and send it."""
    if site.sender is None:
        return
    with writing(site.engine) as session:
        known = select(Subscriber).where(func.lower(Subscriber.email).in_(spellings(address)))
        reader = session.scalar(known.limit(1).with_for_update())
        if reader is None or not write_own_link(
            session, reader, sender=site.sender, now=site.now(), onward=onward
        ):
            return
    site.send_letters()
