"""List, leave: ends one membership, and nothing else that somebody gets.

GET changes nothing; the POST needs nothing but its link, since mail programs send it by themselves
(RFC 8058): without a cookie, from anywhere.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from notifier.mail.links import LIST
from notifier.selections.members import come_back_to, lists_of
from notifier.subscribing.leave import Way, leave_list
from notifier.subscribing.settings import running
from web.doors.signed import masked, settings_path, subscriber_called, token_behind
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite

router = APIRouter()

PATH = "/verteiler/abmelden/{signed}"


@router.get(PATH)
def offer(signed: str, site: ThisSite, pages: ThesePages) -> Response:
    """Show what would end."""
    token, _, area = token_behind(site, LIST, signed).partition(" ")
    with reading(site.engine) as session:
        return _page(session, site, pages, token, area)


@router.post(PATH)
def leave(
    signed: str,
    site: ThisSite,
    pages: ThesePages,
    one_click: Annotated[str, Form(alias="List-Unsubscribe", max_length=100)] = "",
    zurueck: Annotated[str, Form(max_length=1)] = "",
) -> Response:
    """End it, or undo that; doing it again changes nothing."""
    token, _, area = token_behind(site, LIST, signed).partition(" ")
    with writing(site.engine) as session:
        subscriber = subscriber_called(session, token)
        if subscriber is not None and zurueck and not one_click:
            come_back_to(session, subscriber, area, site.now())
        elif subscriber is not None:
            way = Way.ONE_CLICK if one_click else Way.PAGE
            leave_list(session, subscriber, area, site.now(), way=way)
        session.flush()
        return _page(session, site, pages, token, area, back=bool(zurueck))


def _page(
    session: Session,
    site: Site,
    pages: RequestPages,
    token: str,
    area: str,
    *,
    back: bool = False,
) -> HTMLResponse:
    subscriber = subscriber_called(session, token)
    lists = lists_of(session, subscriber.id) if subscriber else []
    rest = running(subscriber) if subscriber else []
    page = pages.render(
        "subscriber/list_leave.html",
        address=masked(subscriber.email) if subscriber else "",
        area=area,
        on_it=any(one.area == area for one in lists),
        others=[one.area for one in lists if one.area != area],
        rest=rest,
        settings=settings_path(site, token) if rest else "",
        back=back,
    )
    return HTMLResponse(page)
