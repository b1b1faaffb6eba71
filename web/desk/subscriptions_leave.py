"""Subscriptions, leave: end what an address gets, whose owner asked by phone or by letter.

The address is typed whole and stands in no address of a page: nothing can be listed here, and no
log knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from db.engine import reading, writing
from db.vocabulary import Role
from notifier.selections.members import lists_of
from notifier.subscribing.leave import Way
from notifier.subscribing.on_behalf import WAYS, erase_for, leave_for, reader_at
from notifier.subscribing.settings import running
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

Address = Annotated[str, Form(alias="adresse", max_length=320)]
AsWay = Annotated[str, Form(alias="weg")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One subscription that ends, in codes that the page puts into words."""

    name: str
    area: str
    topics: tuple[str, ...]
    cadence: str


@router.post("/abonnements/abmelden")
def ask(site: ThisSite, pages: ThesePages, weg: AsWay = "", address: Address = "") -> Response:
    """Name what would end; nothing is changed."""
    way = _way(weg)
    with reading(site.engine) as session:
        reader = reader_at(session, address)
        left_at = reader.unsubscribed_at if reader else None
        ends = [
            Ending(name=one.name, area=one.area, topics=tuple(one.topics), cadence=one.cadence)
            for one in (running(reader) if reader else ())
        ]
        lists = [one.area for one in (lists_of(session, reader.id) if reader else ())]
    page = pages.render(
        "desk/subscriptions_leave.html",
        address=address.strip(),
        way=way,
        way_words=WAYS[way],
        known=reader is not None,
        left_at=left_at,
        ends=ends,
        lists=lists,
    )
    return HTMLResponse(page)


@router.post("/abonnements/abmelden/ja")
def act(
    site: ThisSite,
    person: ThisPerson,
    later: BackgroundTasks,
    weg: AsWay = "",
    address: Address = "",
    erasing: Annotated[bool, Form(alias="loeschen")] = False,
) -> RedirectResponse:
    """End it all, or erase it; doing it again changes nothing and is answered alike."""
    way = _way(weg)
    if site.sender is None:
        raise HTTPException(404)
    with writing(site.engine) as session:
        reader = reader_at(session, address)
        if reader is not None and erasing:
            erase_for(session, reader, site.sender, site.now())
        elif reader is not None:
            leave_for(session, reader, way, person.by, site.sender, site.now())
    later.add_task(site.send_letters)
    return back_to(f"/abonnements?fertig={'geloescht' if erasing else 'abgemeldet'}")


def _way(said: str) -> Way:
    """Return how the order came. What a subscriber's own click would be nobody enters by hand."""
    for way in WAYS:
        if way.value == said:
            return way
    raise HTTPException(
        422,
        "Es fehlt, wie der Auftrag kam: Bitte gehen Sie zurück und wählen Sie „per Telefon“ oder "
        "„per Brief“.",
    )
