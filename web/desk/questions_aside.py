"""Aside: an entry is given back to the others, or sleeps until a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from db.accounts import Role
from db.engine import reading, writing
from pipeline.desk.taking import release, snooze
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.queue.shown import cards_of, day_after, queue_link
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.post("/fragen/{number}/freigeben")
def give_back(
    number: Number,
    site: ThisSite,
    person: ThisPerson,
    warteschlange: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Let others have an entry at once."""
    with writing(site.engine) as session:
        release(session, number, person.by)
    return back_to(queue_link(warteschlange))


@router.post("/fragen/{number}/spaeter")
def later(
    number: Number,
    site: ThisSite,
    person: ThisPerson,
    bis: Annotated[str, Form()] = "",
    tag: Annotated[str, Form()] = "",
    warteschlange: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Let an entry's questions sleep until tomorrow, for a week, or until a day (`tag`)."""
    until_on = day_after(tag or bis, site.today())
    if until_on is None:
        raise HTTPException(422, "Bitte nennen Sie einen Tag, bis zu dem die Frage ruhen soll.")
    with reading(site.engine) as session:
        _may(session, site, person, number)
    with writing(site.engine) as session:
        try:
            snooze(session, number, until_on, person.by, site.now())
        except ValueError as error:
            raise HTTPException(422, f"Das geht nicht: {error}.") from error
    return back_to(queue_link(warteschlange))


def _may(session: Session, site: Site, person: Person, number: int) -> None:
    """Refuse an entry that is not among what a person is asked."""
    if number not in {card.id for card in cards_of(session, site, person)}:
        raise HTTPException(404, "Zu diesem Eintrag ist nichts gefragt.")
