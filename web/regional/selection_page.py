"""Selection: one of them with its items, their order, and a line to each.

All of it is one form: whatever button is pressed, what was typed is kept. Who presses a button on
a page that is older than the selection is shown what was typed, and what stands there now.
"""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from db.deliveries import DigestIssue
from db.engine import reading, writing
from db.selections import Selection
from db.vocabulary import Role
from notifier.selections import collect
from notifier.selections.collect import ChangedElsewhereError, SentError, Words
from notifier.selections.look import look, mark_looked
from notifier.selections.send import counts_of, refused
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.imprint import imprint_of
from web.pages import RequestPages, ThesePages
from web.selecting import entries_called, selection_for
from web.site import Number, Site, ThisSite

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])

_PRESSED = re.compile(r"(hoch|runter|raus|gesehen)-([1-9]\d{0,8})")


@router.get("/auswahl/{number}")
def selection(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    suche: Annotated[str, Query(max_length=2000)] = "",
    fertig: Annotated[str, Query(max_length=20)] = "",
) -> str:
    """Show it, with what became of each item since somebody looked at it here."""
    with reading(site.engine) as session:
        one = selection_for(session, person, number)
        return _page(session, site, pages, one, sought=suche, done=fertig)


async def _typed(request: Request) -> dict[str, str]:
    """Return what the form holds: its lines have names of their own for each item."""
    return {name: text for name, text in (await request.form()).items() if isinstance(text, str)}


@router.post("/auswahl/{number}")
def act(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    form: Annotated[dict[str, str], Depends(_typed)],
) -> Response:
    """Keep what was typed and do what the pressed button says."""
    imprint, now = imprint_of(site), site.now()
    words = Words(
        title=form.get("titel", ""),
        intro=form.get("einleitung", ""),
        notes={
            int(name.removeprefix("hinweis-")): text
            for name, text in form.items()
            if re.fullmatch(r"hinweis-[1-9]\d{0,8}", name)
        },
    )
    pressed = _PRESSED.fullmatch(form.get("tun", ""))
    deed, item_id = (pressed[1], int(pressed[2])) if pressed else ("", 0)
    with reading(site.engine) as session:
        one = selection_for(session, person, number)
        if wrong := collect.wrong(words):
            page = _page(session, site, pages, one, typed=words, wrong=wrong)
            return HTMLResponse(page, status_code=422)
    try:
        with writing(site.engine) as session:
            one = collect.write(session, number, _version(form), words, now)
            if deed == "hoch":
                collect.move(session, one, item_id, -1, now)
            elif deed == "runter":
                collect.move(session, one, item_id, 1, now)
            elif deed == "raus":
                collect.take_out(session, one, item_id, now)
            elif deed == "gesehen":
                mark_looked(session, imprint, one, item_id, site.today(), now)
    except (ChangedElsewhereError, SentError) as error:
        with reading(site.engine) as session:
            one = selection_for(session, person, number)
            page = _page(session, site, pages, one, typed=words, conflict=str(error))
            return HTMLResponse(page, status_code=409)
    if deed in ("hoch", "runter", "gesehen"):
        return back_to(f"/auswahl/{number}#e{item_id}")
    if form.get("tun") == "ansehen":
        return back_to(f"/auswahl/{number}/senden")
    if deed == "raus":
        return back_to(f"/auswahl/{number}#eintraege")
    return back_to(f"/auswahl/{number}?fertig=gespeichert")


@router.post("/auswahl/{number}/aktuell")
def collect_here(site: ThisSite, person: ThisPerson, number: Number) -> RedirectResponse:
    """Collect into this selection from now on."""
    with writing(site.engine) as session:
        one = selection_for(session, person, number)
        if one.sent_at is None:
            collect.make_current(session, person.id, one.id)
    return back_to(f"/auswahl/{number}")


@router.post("/auswahl/{number}/kopieren")
def copy(site: ThisSite, person: ThisPerson, number: Number) -> RedirectResponse:
    """Begin a new selection with the items of this one."""
    with writing(site.engine) as session:
        one = selection_for(session, person, number)
        new = collect.copy(session, one, person.id, site.now())
        return back_to(f"/auswahl/{new.id}")


@router.post("/auswahl/{number}/loeschen")
def drop(site: ThisSite, person: ThisPerson, number: Number) -> RedirectResponse:
    """Drop a selection that never went out."""
    try:
        with writing(site.engine) as session:
            selection_for(session, person, number)
            collect.drop(session, collect.locked(session, number))
    except SentError as error:
        raise HTTPException(409, str(error)) from None
    return back_to("/auswahl")


def _version(form: dict[str, str]) -> int:
    said = form.get("fassung", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _page(
    session: Session,
    site: Site,
    pages: RequestPages,
    one: Selection,
    *,
    sought: str = "",
    done: str = "",
    typed: Words | None = None,
    wrong: dict[str, str] | None = None,
    conflict: str = "",
) -> str:
    looked = look(session, imprint_of(site), one.id, site.today())
    if one.issue_id is not None:
        issue = session.get_one(DigestIssue, one.issue_id)
        return pages.render(
            "regional/selection_sent.html",
            one=one,
            looked=looked,
            counts=counts_of(session, issue.id),
            refused=refused(session, issue.id),
            planned=issue.planned_at is not None,
            conflict=conflict,
        )
    return pages.render(
        "regional/selection.html",
        one=one,
        looked=looked,
        hindered=sum(item.hinders for item in looked),
        sought=sought,
        found=entries_called(session, site, sought) if sought and not one.sent_at else [],
        there={item.item.opportunity_id for item in looked},
        done=done,
        typed=typed,
        wrong=wrong or {},
        conflict=conflict,
        longest_note=collect.LONGEST_NOTE,
        longest_title=collect.LONGEST_TITLE,
        longest_intro=collect.LONGEST_INTRO,
        most=collect.MOST_ITEMS,
    )
