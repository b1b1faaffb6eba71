"""Confirm: the page that the mail of a subscription leads to, and the button that says yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.rhythm import Rhythm
from db.subscribers import SubscriptionRequest
from db.vocabulary import Cadence
from db.working_days import land_of
from notifier.subscribing.confirm import confirm, request_of
from notifier.subscribing.orders import Order
from notifier.subscribing.request import PATH, orders_of
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite
from web.subscribing import described, details

router = APIRouter()

WORDING = (
    "Ja, ich möchte diese Hinweise an meine Adresse bekommen. Das kann ich jederzeit beenden, mit "
    "einem Klick in jeder Mail."
)


@router.get(PATH + "/{secret}")
def show(secret: str, site: ThisSite, pages: ThesePages) -> Response:
    """Show what waits. Looking confirms nothing: mail programs look at links before people do."""
    with reading(site.engine) as session:
        return _answer(site, pages, request_of(session, secret, site.now()))


@router.post(PATH + "/{secret}")
def act(
    secret: str,
    site: ThisSite,
    pages: ThesePages,
    nummer: Annotated[list[int] | None, Form(max_length=100)] = None,
) -> Response:
    """Enter what is ticked. Doing it again shows the same and changes nothing."""
    with writing(site.engine) as session:
        request = request_of(session, secret, site.now())
        if request is None or request.confirmed_at is not None:
            return _answer(site, pages, request)
        if not any(number in range(len(request.orders)) for number in nummer or ()):
            return _answer(site, pages, request, nothing_ticked=True)
        key = site.sender.secret if site.sender else ""
        confirm(session, request, nummer or (), WORDING, site.now(), key)
        return _answer(site, pages, request)


def _answer(
    site: Site,
    pages: RequestPages,
    request: SubscriptionRequest | None,
    *,
    nothing_ticked: bool = False,
) -> HTMLResponse:
    if request is None:
        return HTMLResponse(pages.render("public/subscribe_over.html"), status_code=410)
    orders = orders_of(request)
    shown = [(described(site, one), details(site, one)) for one in orders]
    if request.confirmed_at is not None:
        page = pages.render(
            "public/subscribe_confirmed.html",
            address=request.address,
            orders=shown,
            first_at=_first_issue(site, orders),
            now=site.now(),
        )
        return HTMLResponse(page)
    page = pages.render(
        "public/subscribe_confirm.html",
        address=request.address,
        orders=shown,
        requested_at=request.requested_at,
        wording=WORDING,
        nothing_ticked=nothing_ticked,
    )
    return HTMLResponse(page, status_code=422 if nothing_ticked else 200)


def _first_issue(site: Site, orders: Sequence[Order]) -> datetime | None:
    """Return when the first mail comes; None where nobody plans any."""
    if site.first_issue is None:
        return None
    rhythms = (
        Rhythm(cadence=Cadence(one.cadence), weekday=one.weekday, land=land_of(one.area))
        for one in orders
    )
    return min(map(site.first_issue, rhythms))
