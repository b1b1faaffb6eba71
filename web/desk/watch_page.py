"""Watch a page: name an address; the service looks at it once before anybody adds it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from crawlers.items import Kind
from db.engine import writing
from db.labels import KINDS
from db.vocabulary import Role
from pipeline.desk.sources import look_at
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.pages import RequestPages, ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

CHOICES = {kind.value: KINDS[kind] for kind in Kind if kind is not Kind.AWARD}
Line = Annotated[str, Form(max_length=500)]


@router.get("/seiten/beobachten")
def form(pages: ThesePages, adresse: Annotated[str, Query(max_length=2000)] = "") -> str:
    """Show the form, with an address where a link brings one."""
    said = {"url": adresse.strip(), "area": "Hessen", "kind": Kind.NOTICE.value}
    return _form(pages, said, "")


@router.post("/seiten/beobachten")
def look(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    url: Annotated[str, Form(max_length=2000)] = "",
    title: Line = "",
    area: Line = "Hessen",
    publisher: Line = "",
    kind: Line = Kind.NOTICE.value,
) -> Response:
    """Ask the service to look at the page, or say what will not do."""
    said = {"url": url.strip(), "title": title.strip(), "area": area.strip()}
    said |= {"publisher": publisher.strip(), "kind": kind}
    wrong = "" if said["title"] else "Bitte geben Sie der Seite einen Namen."
    if site.watching is None:
        wrong = "Hier lassen sich keine Seiten hinzufügen."
    if wrong or site.watching is None:
        return _refused(pages, said, wrong)
    try:
        facts = site.watching.checked(said)
    except (ValueError, LookupError) as error:
        return _refused(pages, said, str(error))
    with writing(site.engine) as session:
        order = look_at(session, facts["url"], dict(facts), person.by, site.now())
        number = order.id
    return _sent(number)


def _sent(number: int) -> RedirectResponse:
    return back_to(f"/auftraege/{number}")


def _refused(pages: RequestPages, said: dict[str, str], wrong: str) -> HTMLResponse:
    return HTMLResponse(_form(pages, said, wrong), status_code=422)


def _form(pages: RequestPages, said: dict[str, str], wrong: str) -> str:
    template = "desk/sources/watch.html"
    return pages.render(template, said=said, wrong=wrong, kinds=CHOICES)
