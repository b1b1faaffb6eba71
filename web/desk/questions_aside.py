"""Aside: an entry is given back to the others, or sleeps until a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse

from db.engine import writing
from db.vocabulary import Role
from pipeline.desk.taking import release, snooze
from web.answers import back_to
from web.doors.competence import refusal
from web.doors.people import Only, ThisPerson
from web.queue.shown import day_after, queue_link
from web.site import Number, ThisSite

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
    with writing(site.engine) as session:
        try:
            if refused := refusal(session, person, number):
                raise HTTPException(403, refused)
            asleep = snooze(session, number, until_on, person.by, site.now())
        except LookupError as error:
            raise HTTPException(404, str(error)) from None
        except ValueError as error:
            raise HTTPException(422, f"Das geht nicht: {error}.") from error
    if not asleep:
        raise HTTPException(
            404, "Zu diesem Eintrag ist nichts gefragt, was sich zurückstellen ließe."
        )
    return back_to(queue_link(warteschlange))
