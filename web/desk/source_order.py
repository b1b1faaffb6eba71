"""Source order: what somebody asked of the service, whether it is done, and what came of it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse

from db import leases
from db.engine import reading, writing
from db.source_orders import SourceOrder
from db.vocabulary import GOOD_RUNS, OrderAct, OrderState, Role
from pipeline.desk.watch import note_watched
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/auftraege/{number}")
def order(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show an order and its result."""
    with reading(site.engine) as session:
        found = session.get(SourceOrder, number)
        if found is None:
            raise HTTPException(404, "Diesen Auftrag gibt es nicht.")
        return pages.render(
            "desk/sources/order.html",
            order=found,
            addable=_addable(found),
            at_work=leases.SERVICE in leases.held(session, site.now()),
        )


@router.post("/auftraege/{number}/beobachten")
def watch(number: Number, site: ThisSite, person: ThisPerson) -> RedirectResponse:
    """Make a page that was looked at a source of its own."""
    if site.watching is None:
        raise HTTPException(409, "Hier lassen sich keine Seiten hinzufügen.")
    try:
        with writing(site.engine) as session:
            found = session.get(SourceOrder, number)
            if found is None or not _addable(found):
                raise HTTPException(409, "Diese Seite wurde noch nicht mit Erfolg angesehen.")
            slug = site.watching.add(session, found.facts, site.now())
            note_watched(session, slug, person.by, site.now())
    except (ValueError, LookupError) as error:
        raise HTTPException(409, str(error)) from error
    return back_to(f"/quellen/{slug}")


def _addable(found: SourceOrder) -> bool:
    """Whether the page of an order was fetched and can be read."""
    done = found.act == OrderAct.LOOK and found.state == OrderState.DONE
    return done and found.outcome in GOOD_RUNS
