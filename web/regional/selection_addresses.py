"""Selection, addresses: the list of a region, on which each mailbox says yes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, BackgroundTasks, File, Form, HTTPException, Query, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from db.engine import reading, writing
from db.vocabulary import Role
from notifier.selections.members import (
    MOST_A_DAY,
    MOST_MEMBERS,
    STATES,
    Asked,
    Asking,
    State,
    ask_all,
    audience,
    on_list,
    remove,
)
from notifier.selections.typed import MOST_LINES, Lines, lines_of, text_of_file
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.imprint import imprint_of
from web.pages import RequestPages, ThesePages
from web.selecting import NO_REGION, area_called, lacks_region, own_area, refuse_others
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])

PATH = "/auswahl/empfaenger"
ON_A_PAGE = 100
LARGEST_FILE = 200_000
Area = Annotated[str, Query(alias="gebiet", max_length=200)]
AreaSent = Annotated[str, Form(alias="gebiet", max_length=200)]


@router.get(PATH)
def addresses(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    gebiet: Area = "",
    suche: Annotated[str, Query(max_length=200)] = "",
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """Show how each address stands, as far as a manager may know."""
    return _page(site, pages, person, gebiet, sought=suche, page=seite)


@router.post(PATH)
def add(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    later: BackgroundTasks,
    gebiet: AreaSent = "",
    adressen: Annotated[str, Form(max_length=60_000)] = "",
    datei: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Ask each address that was typed, pasted or brought in a file; errors are told by line."""
    area = _area(site, person, gebiet)
    if not area or site.sender is None:
        raise HTTPException(422, "Bitte nennen Sie zuerst die Region.")
    content = datei.file.read(LARGEST_FILE + 1) if datei is not None else b""
    if len(content) > LARGEST_FILE:
        raise HTTPException(413, "Diese Datei ist zu groß für eine Liste von Adressen.")
    text = "\n".join(filter(None, (adressen, text_of_file(content))))
    lines = lines_of(text, _place_of(site, area))
    asking = Asking(
        area=area,
        region=site.area_label(area),
        account_id=person.id,
        who=person.name or person.address,
        address=person.address,
    )
    asked = Asked()
    if lines.typed:
        with writing(site.engine) as session:
            asked = ask_all(session, asking, lines.typed, site.sender, site.now())
        later.add_task(site.send_letters)
    # What was wrong stays in the field, to be put right.
    left = "\n".join(dict.fromkeys(one.text for one in lines.wrong))
    page = _page(site, pages, person, area, asked=asked, lines=lines, typed=left)
    nothing = not lines.typed
    return HTMLResponse(page, status_code=422 if nothing else 200)


@router.post(PATH + "/{number}/entfernen")
def take_off(
    site: ThisSite,
    person: ThisPerson,
    number: int,
    gebiet: AreaSent = "",
) -> RedirectResponse:
    """Take an address off the list; doing it again changes nothing."""
    area = _area(site, person, gebiet)
    with writing(site.engine) as session:
        remove(session, area, min(max(number, 0), 2**31 - 1), site.now())
    said = {"gebiet": area} if person.role is not Role.MANAGER else {}
    return back_to(f"{PATH}?{urlencode(said)}#liste")


def _area(site: Site, person: Person, said: str) -> str:
    """Return the region whose list it is: a manager's own, for the desk the one that it names."""
    if person.role is Role.MANAGER:
        return own_area(person)
    area = area_called(site, said)
    if area:
        refuse_others(person, area)
    return area


def _place_of(site: Site, area: str) -> Callable[[str], str | None]:
    """Return what finds a place within a region by its name."""
    covers = imprint_of(site).places.covers

    def found(name: str) -> str | None:
        for one in site.places_named(name):
            if one.exact and (one.key == area or (len(one.key) == 8 and covers(area, one.key))):
                return one.key
        return None

    return found


def _page(
    site: Site,
    pages: RequestPages,
    person: Person,
    said: str,
    *,
    sought: str = "",
    page: int = 1,
    asked: Asked | None = None,
    lines: Lines | None = None,
    typed: str = "",
) -> str:
    lacking = NO_REGION if lacks_region(person) else ""
    area = "" if lacking else _area(site, person, said)
    with reading(site.engine) as session:
        rows, more = on_list(session, area, site.now(), sought, page, ON_A_PAGE)
        covers = imprint_of(site).places.covers
        return pages.render(
            "regional/addresses.html",
            area=area,
            said=said,
            lacking=lacking,
            of_all=person.role is not Role.MANAGER,
            rows=rows,
            more=more,
            page=page,
            sought=sought,
            states=STATES,
            kinds={State.MEMBER: "success", State.ASKED: "info", State.UNANSWERED: "warning"},
            reached=len(audience(session, area, covers, site.today())) if area else 0,
            asked=asked,
            lines=lines,
            typed=typed,
            most_lines=MOST_LINES,
            most_a_day=MOST_A_DAY,
            most_members=MOST_MEMBERS,
        )
