"""Selection, send: the mail as it would arrive, to how many, a trial to oneself, and the button."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, HTTPException, Query
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.selections import Selection
from db.vocabulary import Role
from notifier.mail.message import MessageError, message_bytes
from notifier.selections.collect import ChangedElsewhereError
from notifier.selections.edition import Edition, Signed, region_name
from notifier.selections.send import (
    MOST_TRIALS,
    NotReadyError,
    edition_of_draft,
    edition_of_sent,
    ready,
    release,
    stand_in,
    write_trial,
)
from web.answers import back_to
from web.doors.people import Only, Person, ThisPerson
from web.headers import foreign
from web.imprint import imprint_of
from web.mail import ReadMail, read_mail
from web.pages import RequestPages, ThesePages
from web.selecting import selection_for
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])


@router.get("/auswahl/{number}/senden")
def look(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    fertig: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the mail, and exactly how many would get it."""
    with reading(site.engine) as session:
        one = selection_for(session, person, number)
        if one.sent_at is not None:
            return back_to(f"/auswahl/{number}")
        return HTMLResponse(_page(session, site, pages, person, one, done=fertig))


@router.post("/auswahl/{number}/senden")
def send(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    later: BackgroundTasks,
    stand: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Let it go out as it was looked at; pressing again sends nothing more."""
    imprint = imprint_of(site)
    try:
        with writing(site.engine) as session:
            one = selection_for(session, person, number)
            signed = _signed(site, person, one.area)
            release(session, imprint, number, stand, signed, site.now())
    except (NotReadyError, ChangedElsewhereError) as error:
        with reading(site.engine) as session:
            one = selection_for(session, person, number)
            page = _page(session, site, pages, person, one, why_not=str(error))
            return HTMLResponse(page, status_code=409)
    later.add_task(site.plan_selections)
    return back_to(f"/auswahl/{number}")


@router.post("/auswahl/{number}/probe")
def try_out(number: Number, site: ThisSite, person: ThisPerson, later: BackgroundTasks) -> Response:
    """Send the mail to oneself alone."""
    with writing(site.engine) as session:
        one = selection_for(session, person, number)
        edition = _edition(session, site, person, one)
        if edition is None:
            raise HTTPException(409, "In dieser Auswahl steht noch nichts.")
        if not write_trial(session, edition, person.id, person.address, site.now()):
            raise HTTPException(
                429, f"Mehr als {MOST_TRIALS} Probemails am Tag sind nicht vorgesehen."
            )
    later.add_task(site.send_letters)
    return back_to(f"/auswahl/{number}/senden?fertig=probe")


@router.get("/auswahl/{number}/mail")
def mail(number: Number, site: ThisSite, person: ThisPerson) -> Response:
    """Show the mail alone, as it would arrive or went out; its links open nothing."""
    with reading(site.engine) as session:
        one = selection_for(session, person, number)
        edition = _edition(session, site, person, one)
        read = _read(edition, person)
    if read is None:
        return foreign("<!doctype html><title>Keine Mail</title><p>Hier steht keine Mail.</p>")
    return foreign(read.html)


def _signed(site: Site, person: Person, area: str) -> Signed:
    region = region_name(imprint_of(site), area)
    return Signed(name=person.name or person.address, address=person.address, region=region)


def _edition(session: Session, site: Site, person: Person, one: Selection) -> Edition | None:
    imprint = imprint_of(site)
    if one.sent_at is not None:
        return edition_of_sent(session, imprint, one)
    signed = _signed(site, person, one.area)
    return edition_of_draft(session, imprint, one, signed, site.today(), site.now())


def _read(edition: Edition | None, person: Person) -> ReadMail | None:
    if edition is None:
        return None
    try:
        _digest, letter = edition.mail(stand_in(person.address, person.name))
        return read_mail(message_bytes(letter))
    except MessageError as error:
        raise HTTPException(409, f"Diese Mail lässt sich nicht schreiben: {error}") from None


def _page(
    session: Session,
    site: Site,
    pages: RequestPages,
    person: Person,
    one: Selection,
    *,
    done: str = "",
    why_not: str = "",
) -> str:
    imprint = imprint_of(site)
    checked = ready(session, imprint, one, site.today(), site.now())
    edition = _edition(session, site, person, one)
    return pages.render(
        "regional/selection_send.html",
        one=one,
        count=len(checked.readers),
        stamp=checked.stamp,
        why_not=checked.why_not,
        conflict=why_not,
        edition=edition,
        read=_read(edition, person),
        person_address=person.address,
        briefs=len(edition.items) - len(edition.share.cards) if edition else 0,
        done=done,
    )
