"""Filters: the filters that somebody saved, with what each gives now, and saving one more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.filter_acts import (
    LONGEST_NAME,
    MOST,
    FilterRefusedError,
    change,
    own_filter,
    own_filters,
    plain,
    save,
)
from db.finding.filter import Filter, from_json
from db.queries.outlooks import Outlook, outlooks
from db.saved_filters import SavedFilter
from db.vocabulary import Role
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.filter_words import filter_words, suggested_name
from web.filters import ThisFilter, query_of
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(*Role).here])

LATELY = timedelta(days=7)
ADDING = "/filter/neu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One saved filter as its list shows it; `query` is its address."""

    saved: SavedFilter
    query: str
    words: list[tuple[str, str]]
    outlook: Outlook


@router.get("/filter")
def filters(site: ThisSite, pages: ThesePages, person: ThisPerson, fertig: str = "") -> str:
    """List the own filters."""
    with reading(site.engine) as session:
        return pages.render(
            "regional/filters.html",
            rows=rows(session, site, own_filters(session, person.id)),
            done=DONE.get(fertig, ""),
        )


DONE = {
    "neu": "Der Filter ist gemerkt",
    "geaendert": "Der Filter ist geändert",
    "geloescht": "Der Filter ist gelöscht",
}


def rows(session: Session, site: Site, saved: list[SavedFilter]) -> list[Row]:
    """Return some saved filters with what each gives now."""
    wanted = [from_json(one.wanted) for one in saved]
    since = site.now() - LATELY
    found = outlooks(session, wanted, site.today(), since, site.concerned_by)
    return [
        Row(saved=one, query=query_of(asks), words=filter_words(site, asks), outlook=outlook)
        for one, asks, outlook in zip(saved, wanted, found, strict=True)
    ]


@router.get(ADDING)
def ask_name(site: ThisSite, pages: ThesePages, person: ThisPerson, wanted: ThisFilter) -> str:
    """Ask under which name the filter of a search is to be kept."""
    return _form(site, pages, person, wanted, suggested_name(site, wanted))


@router.post(ADDING)
def add(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    wanted: ThisFilter,
    name: Annotated[str, Form(max_length=500)] = "",
    statt: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Keep it under that name, or in place of one that is there already."""
    _known_area(site, wanted)
    try:
        with writing(site.engine) as session:
            if statt:
                change(session, _replaced(session, person, statt), wanted, site.now())
            else:
                save(session, person.id, name, wanted, site.now())
    except FilterRefusedError as error:
        field = "statt" if statt else "name"
        page = _form(site, pages, person, wanted, name, statt, {field: str(error)})
        return HTMLResponse(page, status_code=422)
    return back_to(f"/filter?fertig={'geaendert' if statt else 'neu'}")


def _replaced(session: Session, person: Person, number: str) -> SavedFilter:
    own = {str(one.id): one for one in own_filters(session, person.id)}
    if number not in own:
        raise FilterRefusedError("Diesen Filter gibt es nicht mehr. Bitte wählen Sie neu.")
    return own[number]


def _known_area(site: Site, wanted: Filter) -> None:
    try:
        site.area_label(wanted.area) if wanted.area else None
    except LookupError:
        raise HTTPException(404, "Dieses Gebiet kennen wir nicht.") from None


def _form(
    site: Site,
    pages: RequestPages,
    person: Person,
    wanted: Filter,
    name: str,
    instead: str = "",
    wrong: dict[str, str] | None = None,
) -> str:
    _known_area(site, wanted)
    with reading(site.engine) as session:
        own = own_filters(session, person.id)
    same = [one for one in own if from_json(one.wanted) == plain(wanted)]
    return pages.render(
        "regional/filter_new.html",
        path=f"{ADDING}?{query_of(wanted)}",
        back=f"/foerderungen?{query_of(wanted)}",
        words=filter_words(site, wanted),
        name=name,
        instead=instead,
        choices=[("", "keinen, als weiteren Filter merken"), *((str(o.id), o.name) for o in own)],
        same=same[0] if same else None,
        full=len(own) >= MOST,
        most=MOST,
        longest_name=LONGEST_NAME,
        wrong=wrong or {},
    )


def mine(session: Session, person: Person, number: int) -> SavedFilter:
    """Return an own filter; another's is as good as none."""
    found = own_filter(session, person.id, number)
    if found is None:
        raise HTTPException(404, "Diesen Filter gibt es nicht.")
    return found
