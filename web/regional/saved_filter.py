"""Saved filter: one of them, its addresses, and renaming and deleting it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from db.engine import reading, writing
from db.filter_acts import LONGEST_NAME, FilterRefusedError, drop, rename
from db.vocabulary import Role
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.pages import RequestPages, ThesePages
from web.regional.filters import mine, rows
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(*Role).here])


@router.get("/filter/{number}")
def shown(
    number: Number,
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    fertig: str = "",
) -> str:
    """Show it with all that may be done with it."""
    return _page(request, pages, person, number, done=fertig)


@router.post("/filter/{number}")
def renamed(
    number: Number,
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    name: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Give it another name."""
    try:
        with writing(site.engine) as session:
            rename(session, mine(session, person, number), name, site.now())
    except FilterRefusedError as error:
        page = _page(request, pages, person, number, name=name, wrong={"name": str(error)})
        return HTMLResponse(page, status_code=422)
    return back_to(f"/filter/{number}?fertig=geaendert")


@router.get("/filter/{number}/loeschen")
def ask_deleting(number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson) -> str:
    """Ask whether it is to be deleted."""
    with reading(site.engine) as session:
        saved = mine(session, person, number)
        return pages.render("regional/filter_delete.html", saved=saved)


@router.post("/filter/{number}/loeschen")
def deleted(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Delete it."""
    with writing(site.engine) as session:
        drop(session, mine(session, person, number))
    return back_to("/filter?fertig=geloescht")


def _page(
    request: Request,
    pages: RequestPages,
    person: Person,
    number: int,
    *,
    name: str | None = None,
    wrong: dict[str, str] | None = None,
    done: str = "",
) -> str:
    site: Site = request.app.state.site
    with reading(site.engine) as session:
        (row,) = rows(request, session, [mine(session, person, number)])
        return pages.render(
            "regional/filter.html",
            row=row,
            name=row.saved.name if name is None else name,
            wrong=wrong or {},
            base_url=site.base_url.rstrip("/"),
            longest_name=LONGEST_NAME,
            renamed=done == "geaendert",
        )
