"""Next question: the most urgent entry that nobody works on, taken for whoever asks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from db.engine import reading, writing
from db.vocabulary import Role
from pipeline.desk.taking import take_next
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.queue.shown import entry_link, queue_link, queue_of
from web.queue.wanted import Wanted
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.post("/fragen/naechste")
def next_question(
    site: ThisSite,
    person: ThisPerson,
    warteschlange: Annotated[str, Form()] = "",
    ausser: Annotated[int, Form()] = 0,
) -> RedirectResponse:
    """Take the first free entry of a queue, but for one (`ausser`), and go to its page.

    Who was a moment quicker has it: then it is the one behind it.
    """
    wanted = Wanted.of_query(warteschlange)
    with reading(site.engine) as session:
        cards = queue_of(session, site, person, wanted).sifted.cards
    for card in cards:
        if card.id == ausser or card.taken_by not in ("", person.by):
            continue
        with writing(site.engine) as session:
            if take_next(session, card.id, person.by, site.now()):
                return back_to(entry_link(card.id, wanted))
    return back_to(queue_link(warteschlange))
