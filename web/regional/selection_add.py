"""Selection, add: put an entry into the selection that somebody collects into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from db.engine import writing
from db.labels import short_day
from db.vocabulary import Role
from notifier.selections.collect import FullError, SentError, add, begin, current_of
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.imprint import imprint_of
from web.selecting import acts_for, came_from, own_area, selection_for
from web.site import Number, ThisSite

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])

Entry = Annotated[int, Form(alias="eintrag", ge=1, le=2**31 - 1)]


def _add(adding: Callable[[], object]) -> None:
    try:
        adding()
    except LookupError as error:
        raise HTTPException(404, str(error)) from None
    except (FullError, SentError) as error:
        raise HTTPException(409, str(error)) from None


@router.post("/auswahl/aufnehmen")
def into_current(
    request: Request, site: ThisSite, person: ThisPerson, entry: Entry
) -> RedirectResponse:
    """Add an entry to the current selection; where there is none, a new one begins with it."""
    imprint, now = imprint_of(site), site.now()
    with writing(site.engine) as session:
        one = current_of(session, person.id)
        if one is None or not acts_for(person, one.area):
            area = own_area(person)
            if not area:
                # The desk has no region of its own: it says first for which one it collects.
                return back_to(f"/auswahl?eintrag={entry}")
            title = f"Auswahl vom {short_day(site.today())}"
            one = begin(session, person.id, area, now, title)
        number = one.id
        _add(lambda: add(session, number, entry, imprint.sources, site.today(), now))
    return back_to(came_from(request) or f"/auswahl/{number}")


@router.post("/auswahl/{number}/aufnehmen")
def into_one(site: ThisSite, person: ThisPerson, number: Number, entry: Entry) -> RedirectResponse:
    """Add an entry to this selection."""
    with writing(site.engine) as session:
        one = selection_for(session, person, number)
        sources = imprint_of(site).sources
        _add(lambda: add(session, one.id, entry, sources, site.today(), site.now()))
    return back_to(f"/auswahl/{number}#aufnehmen")
