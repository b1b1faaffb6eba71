"""Selections: those of a region, the one that is collected into, and a new one."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.accounts import Account
from db.engine import reading, writing
from db.queries.collecting import collecting
from db.selections import Selection
from db.vocabulary import Role
from notifier.selections.collect import LONGEST_TITLE, add, begin, counted
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.imprint import imprint_of
from web.pages import RequestPages, ThesePages
from web.selecting import NO_REGION, area_called, lacks_region, own_area
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])

ON_A_PAGE = 50
EntryAsked = Annotated[int, Query(alias="eintrag", ge=0, le=2**31 - 1)]


@router.get("/auswahl")
def selections(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    eintrag: EntryAsked = 0,
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """List the selections of the own region, for the desk those of all."""
    return _page(site, pages, person, eintrag, seite)


@router.post("/auswahl")
def new(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    titel: Annotated[str, Form(max_length=2000)] = "",
    gebiet: Annotated[str, Form(max_length=200)] = "",
    eintrag: Annotated[int, Form(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    """Begin a selection, with a first entry where one is named."""
    wrong = {}
    title = " ".join(titel.split())
    if not title:
        wrong["titel"] = "Bitte geben Sie der Auswahl einen Titel."
    elif len(title) > LONGEST_TITLE:
        wrong["titel"] = f"Bitte kürzen Sie den Titel auf höchstens {LONGEST_TITLE} Zeichen."
    area = own_area(person) if person.role is Role.MANAGER else area_called(site, gebiet)
    if not area:
        wrong["gebiet"] = (
            "Bitte nennen Sie die Region, für die Sie sammeln, mit ganzem Namen, etwa "
            "„LEADER-Region Vogelsberg“."
        )
    if wrong:
        typed = {"titel": titel, "gebiet": gebiet}
        page = _page(site, pages, person, eintrag, 1, typed=typed, wrong=wrong)
        return HTMLResponse(page, status_code=422)
    with writing(site.engine) as session:
        one = begin(session, person.id, area, site.now(), title)
        if eintrag:
            sources = imprint_of(site).sources
            with suppress(LookupError):  # what was withdrawn meanwhile keeps nobody from beginning
                add(session, one.id, eintrag, sources, site.today(), site.now())
        return back_to(f"/auswahl/{one.id}")


def _page(
    site: Site,
    pages: RequestPages,
    person: Person,
    entry: int,
    page: int,
    *,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
) -> str:
    with reading(site.engine) as session:
        rows, more = _rows(session, person, page)
        return pages.render(
            "regional/selections.html",
            rows=rows,
            counts=counted(session, [one.id for one, _name in rows]),
            current=collecting(session, person.id).number,
            of_all=person.role is not Role.MANAGER,
            lacking=NO_REGION if lacks_region(person) else "",
            entry=entry,
            page=page,
            more=more,
            typed=typed or {"titel": "", "gebiet": ""},
            wrong=wrong or {},
            longest=LONGEST_TITLE,
        )


def _rows(session: Session, person: Person, page: int) -> tuple[list[tuple[Selection, str]], bool]:
    found = (
        select(Selection, Account.name)
        .join(Account, Account.id == Selection.account_id)
        .order_by(Selection.sent_at.is_not(None), Selection.changed_at.desc(), Selection.id.desc())
        .limit(ON_A_PAGE + 1)
        .offset((page - 1) * ON_A_PAGE)
    )
    if person.role is Role.MANAGER:
        found = found.where(Selection.area == person.area, Selection.area != "")
    rows = [(one, name) for one, name in session.execute(found)]
    return rows[:ON_A_PAGE], len(rows) > ON_A_PAGE
