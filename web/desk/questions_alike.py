"""Alike: one answer for a question that many entries of a source ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db import labels
from db.engine import reading
from db.queries.queue import still_asked
from db.vocabulary import Role
from pipeline.desk.seen import Seen, seen_of
from web.doors.people import Only, Person, ThisPerson
from web.pages import RequestPages, ThesePages
from web.queue.alike import AT_ONCE, like, several, suggested
from web.queue.answers import WAYS, Answer, Answered, answer_all
from web.queue.shown import cards_of, queue_of
from web.queue.wanted import Wanted
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.get("/fragen/gleiche")
def groups(request: Request, site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Show which questions of a queue are asked of several entries."""
    wanted = Wanted.of(request.query_params)
    with reading(site.engine) as session:
        cards = queue_of(session, site, person, wanted).sifted.cards
        alike = several(session, {card.id for card in cards})
        return pages.render("desk/queue/groups.html", groups=alike, wanted=wanted)


@router.get("/fragen/gleiche/{number}")
def group(number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Show a question with all that are like it, ticked, and the ways to answer them."""
    return _page(site, pages, person, number, None)


@router.post("/fragen/gleiche/{number}")
def answer(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    frage: Annotated[list[str] | None, Form()] = None,
    antwort: Annotated[str, Form()] = "",
    art: Annotated[str, Form()] = "",
    thema: Annotated[list[str] | None, Form()] = None,
    grund: Annotated[str, Form()] = "",
) -> str:
    """Answer the questions that are ticked, each by a decision of its own, and say how it went."""
    said = Answer(
        way=antwort,
        kind=art,
        topics=tuple(thema or ()),
        why=grund.strip(),
        person=person,
        area_name=site.area_label,
    )
    seen = dict(map(_seen, (frage or [])[:AT_ONCE]))
    with reading(site.engine) as session:
        reachable = _reachable(session, site, person)
        asked = still_asked(session, seen)
    open_now = {id for id, entry in asked.items() if entry in reachable}
    # What is asked of this person no more was answered by somebody else, or moot.
    result = answer_all(
        site.engine, {id: one for id, one in seen.items() if id in open_now}, said, site.now()
    )
    gone = len(seen.keys() - open_now)
    return _page(site, pages, person, number, replace(result, moved=result.moved + gone))


def _page(
    site: Site, pages: RequestPages, person: Person, number: int, result: Answered | None
) -> str:
    with reading(site.engine) as session:
        same = like(session, number, _reachable(session, site, person))
        seen = seen_of(session, {entry.id for _one, entry in same})
        return pages.render(
            "desk/queue/alike.html",
            same=[(one, entry, f"{one.id}:{seen[entry.id].token}") for one, entry in same],
            number=number,
            suggested=suggested,
            ways=WAYS,
            kinds={kind: labels.KINDS[kind] for kind in Kind},
            result=result.words if result else "",
        )


def _reachable(session: Session, site: Site, person: Person) -> set[int]:
    return {card.id for card in cards_of(session, site, person)}


def _seen(ticked: str) -> tuple[int, Seen]:
    """Return which question is ticked, and how its entry stood on the page."""
    id, _, token = ticked.partition(":")
    try:
        return int(id), Seen.of(token)
    except ValueError as error:
        raise HTTPException(422, "Die Seite ist unvollständig; bitte laden Sie sie neu.") from error
