"""Unsubscribe: a page whose GET changes nothing, and a POST that needs nothing but its link.

Mail programs send that POST by themselves (RFC 8058): without a cookie, from anywhere.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from notifier.mail.links import UNSUBSCRIBE
from notifier.subscribing.leave import Way, leave, leave_one
from notifier.subscribing.settings import running
from web.doors.signed import masked, settings_path, subscriber_called, token_behind
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/abo/abbestellen/{signed}")
def offer(signed: str, site: ThisSite, pages: ThesePages) -> Response:
    """Show what there is to unsubscribe from."""
    token = token_behind(site, UNSUBSCRIBE, signed)
    with reading(site.engine) as session:
        subscriber = subscriber_called(session, token)
        if subscriber is None or subscriber.unsubscribed_at is not None:
            return HTMLResponse(pages.render("subscriber/left.html", one=False, settings=""))
        return HTMLResponse(
            pages.render(
                "subscriber/unsubscribe.html",
                address=masked(subscriber.email),
                subscriptions=running(subscriber),
                settings=settings_path(site, token),
            )
        )


@router.post("/abo/abbestellen/{signed}")
def unsubscribe(
    signed: str,
    site: ThisSite,
    pages: ThesePages,
    one_click: Annotated[str, Form(alias="List-Unsubscribe", max_length=100)] = "",
    abonnement: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    """End all subscriptions, or the one that was chosen; doing it again changes nothing."""
    token = token_behind(site, UNSUBSCRIBE, signed)
    settings = ""
    with writing(site.engine) as session:
        subscriber = subscriber_called(session, token)
        if subscriber is not None:
            if abonnement and not one_click:
                # What names none of them ends none, and never all.
                one = int(abonnement) if abonnement.isdecimal() else 0
                leave_one(session, subscriber, one, site.now(), way=Way.PAGE)
            else:
                way = Way.ONE_CLICK if one_click else Way.PAGE
                leave(session, subscriber, site.now(), way=way)
            if subscriber.unsubscribed_at is None:
                settings = settings_path(site, token)
    return HTMLResponse(pages.render("subscriber/left.html", one=bool(settings), settings=settings))
