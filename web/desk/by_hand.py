"""By hand: a clerk writes down an entry that no source brings, and sees what is read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from crawlers.source import Level
from db.engine import reading, writing
from db.labels import KINDS as KIND_WORDS
from db.labels import LEVELS
from db.statements import Subject
from db.tips import Tip
from db.vocabulary import Role
from pipeline.decided import Step
from pipeline.desk.by_hand import write_entry
from pipeline.desk.tips import became
from web.answers import back_to
from web.by_hand import (
    KINDS,
    SELDOM,
    USUAL,
    Typed,
    Value,
    offered,
    read_in,
    written,
    wrong_in,
)
from web.doors.people import Only, ThisPerson
from web.pages import RequestPages, ThesePages
from web.site import Site, ThisSite
from web.tips import address_of, entries_at
from web.typed import EXAMPLES

router = APIRouter(dependencies=[Only(Role.STAFF).here])


async def sent(request: Request) -> Mapping[str, str]:
    """Return the fields of a form that has one for every subject."""
    return {name: text for name, text in (await request.form()).items() if isinstance(text, str)}


@router.get("/eintraege/neu")
def form(
    site: ThisSite,
    pages: ThesePages,
    hinweis: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> str:
    """Show the form, with the address of a tip where it comes from one."""
    tip = _tip(site, hinweis)
    typed = Typed(tip=tip.id, address=tip.address) if tip else Typed()
    return _page(site, pages, typed)


@router.post("/eintraege/neu")
def write(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    fields: Annotated[Mapping[str, str], Depends(sent)],
) -> Response:
    """Show what is read in the text, or store the entry with what the clerk says of it."""
    if site.rules is None:
        raise HTTPException(409, "Hier lassen sich keine Einträge erfassen.")
    typed, rules = Typed.of(fields), site.rules()
    if wrong := wrong_in(typed):
        return HTMLResponse(_page(site, pages, typed, wrong), status_code=422)
    try:
        step = read_in(typed, site, rules)
    except ValueError as error:
        return HTMLResponse(_page(site, pages, typed, {"text": str(error)}), status_code=422)
    read = offered(step, site)
    if fields.get("schritt") != "speichern":
        values = {one: typed.said(one) for one in (*USUAL, *SELDOM)}
        fresh = {one: read.get(one, said) for one, said in values.items() if said == Value()}
        typed = replace(typed, values=values | fresh)
        return HTMLResponse(_page(site, pages, typed, step=step, read=read))
    entry, wrong = written(typed, step, read, site)
    if not wrong:
        try:
            with writing(site.engine) as session:
                number = write_entry(session, entry, rules, person.by, site.now())
                if typed.tip is not None:
                    became(session, typed.tip, number, person.by, site.now())
        except (LookupError, ValueError) as error:
            wrong = {"adresse": str(error.args[0])}
        else:
            return back_to(f"/eintraege/{number}")
    return HTMLResponse(_page(site, pages, typed, wrong, step, read), status_code=422)


def _tip(site: Site, number: int | None) -> Tip | None:
    with reading(site.engine) as session:
        tip = session.get(Tip, number) if number and number < 2**31 else None
        if tip is not None:
            session.expunge(tip)
        return tip


def _page(
    site: Site,
    pages: RequestPages,
    typed: Typed,
    wrong: Mapping[str, str] | None = None,
    step: Step | None = None,
    read: Mapping[Subject, Value] | None = None,
) -> str:
    address = address_of(typed.address)
    with reading(site.engine) as session:
        there = entries_at(session, [address])[address] if address else []
    return pages.render(
        "desk/by_hand.html",
        typed=typed,
        wrong=wrong or {},
        tip=_tip(site, typed.tip),
        there=there,
        step=step,
        read=read or {},
        usual=USUAL,
        seldom=SELDOM,
        examples=EXAMPLES,
        kinds=[(kind.value, KIND_WORDS[kind]) for kind in KINDS],
        levels=[(level.value, LEVELS[level]) for level in Level],
    )
