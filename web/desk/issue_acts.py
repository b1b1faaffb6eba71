"""Issue acts: hold an item back, put it first, say something on top, and take it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from db.engine import writing
from db.vocabulary import Cadence, Role
from pipeline.desk import issue as desk
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.site import Site, ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])

Entry = Annotated[int, Form(ge=1, le=2**31 - 1)]
ForCadence = Annotated[Cadence, Form()]
Day = Annotated[date, Form()]
Words = Annotated[str, Form(max_length=2000)]
PageOf = Annotated[int, Form(ge=1, le=10_000)]
Area = Annotated[str, Form(max_length=80)]


@router.post("/ausgabe/zurueckhalten")
def hold_back(
    site: ThisSite,
    person: ThisPerson,
    eintrag: Entry,
    fuer: ForCadence,
    tag: Day,
    alle: Annotated[bool, Form()] = False,
    warum: Words = "",
    seite: PageOf = 1,
) -> RedirectResponse:
    """Hold an entry back from one issue, or from all until it is released."""
    with _acting(site) as session:
        desk.hold_back(
            session,
            eintrag,
            cadence=None if alle else fuer,
            on=tag,
            why=warum,
            by=person.by,
            now=site.now(),
        )
    return _back(fuer, seite)


@router.post("/ausgabe/vorziehen")
def lift(
    site: ThisSite,
    person: ThisPerson,
    eintrag: Entry,
    fuer: ForCadence,
    tag: Day,
    warum: Words = "",
    seite: PageOf = 1,
) -> RedirectResponse:
    """Put an entry first in its topic in one issue."""
    with _acting(site) as session:
        desk.lift(session, eintrag, cadence=fuer, on=tag, why=warum, by=person.by, now=site.now())
    return _back(fuer, seite)


@router.post("/ausgabe/hinweis")
def put_on_top(
    site: ThisSite,
    person: ThisPerson,
    fuer: ForCadence,
    tag: Day,
    text: Words,
    gebiet: Area = "",
) -> RedirectResponse:
    """Put a note on top of one issue."""
    with _acting(site) as session:
        _known_area(site, gebiet)
        desk.put_on_top(
            session, text, cadence=fuer, on=tag, area=gebiet, by=person.by, now=site.now()
        )
    return _back(fuer)


@router.post("/ausgabe/zuruecknehmen")
def take_back(
    site: ThisSite,
    person: ThisPerson,
    entscheidung: Entry,
    fuer: ForCadence,
    seite: PageOf = 1,
) -> RedirectResponse:
    """Take one of these decisions back."""
    with _acting(site) as session:
        desk.take_back(session, entscheidung, person.by, site.now())
    return _back(fuer, seite)


def _known_area(site: Site, area: str) -> None:
    if area and site.imprint is not None:
        try:
            site.imprint().places.of(area)
        except LookupError:
            raise ValueError(f"das Gebiet „{area}“ ist unbekannt") from None


@contextmanager
def _acting(site: Site) -> Iterator[Session]:
    """Do something in one transaction, and say in German why it cannot be done."""
    try:
        with writing(site.engine) as session:
            yield session
    except LookupError as error:
        raise HTTPException(404, _sentence(error)) from None
    except ValueError as error:
        raise HTTPException(409, _sentence(error)) from None


def _sentence(error: Exception) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."


def _back(cadence: Cadence, page: int = 1) -> RedirectResponse:
    return back_to(f"/ausgabe?fuer={cadence}" + (f"&seite={page}" if page > 1 else ""))
