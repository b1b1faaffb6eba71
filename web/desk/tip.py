"""Tip: one page that strangers named: what they said, what is known of it, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.queries.tips import next_open, open_tips
from db.tips import Tip
from db.vocabulary import Role, TipEnd
from pipeline.desk.tips import ask_because_of, put_away, take_back
from web.answers import back_to
from web.doors.people import Only, ThisPerson
from web.pages import RequestPages, ThesePages
from web.site import Number, Site, ThisSite
from web.tips import entries_at, headline, sources_at

router = APIRouter(dependencies=[Only(Role.STAFF).here])

Text = Annotated[str, Form(max_length=500)]


@router.get("/hinweise/{number}")
def tip(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show it."""
    return _page(site, pages, number)


@router.post("/hinweise/{number}/frage")
def asks(
    number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson, eintrag: Text = ""
) -> Response:
    """Let it become a question about an entry."""
    typed = eintrag.strip()
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 2**31):
        wrong = {"eintrag": "Bitte geben Sie die Nummer eines Eintrags an."}
        return HTMLResponse(_page(site, pages, number, wrong, eintrag=typed), status_code=422)
    return _done(
        site,
        pages,
        number,
        "eintrag",
        lambda session: ask_because_of(session, number, int(typed), person.by, site.now()),
        eintrag=typed,
    )


@router.post("/hinweise/{number}/erledigt")
def settled(
    number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson, grund: Text = ""
) -> Response:
    """Put it away, with the reason."""
    return _done(
        site,
        pages,
        number,
        "grund",
        lambda session: put_away(session, number, grund, person.by, site.now()),
        grund=grund,
    )


@router.post("/hinweise/{number}/oeffnen")
def opened(number: Number, site: ThisSite, pages: ThesePages, person: ThisPerson) -> Response:
    """Take back what became of it."""
    return _done(
        site,
        pages,
        number,
        "oeffnen",
        lambda session: take_back(session, number, person.by, site.now()),
    )


def _reasons(known: Opportunity | None) -> tuple[str, ...]:
    """Return the reasons for which most tips lead to nothing: a key says each."""
    told = f"Schon bekannt: Eintrag {known.id}" if known else "Schon bekannt"
    return ("Keine Förderung", told, "Nicht für unsere Leser")


def _done(
    site: Site,
    pages: RequestPages,
    number: int,
    field: str,
    act: Callable[[Session], Decision],
    **typed: str,
) -> Response:
    """Do it and show the tip again; refused, the page says why and keeps what was typed."""
    try:
        with writing(site.engine) as session:
            act(session)
    except (LookupError, ValueError) as error:
        text = str(error.args[0])
        wrong = {field: text[:1].upper() + text[1:]}
        return HTMLResponse(_page(site, pages, number, wrong, **typed), status_code=422)
    return back_to(f"/hinweise/{number}")


def _page(
    site: Site,
    pages: RequestPages,
    number: int,
    wrong: dict[str, str] | None = None,
    *,
    eintrag: str = "",
    grund: str = "",
) -> str:
    with reading(site.engine) as session:
        tip = session.get(Tip, number)
        if tip is None:
            raise HTTPException(404, "Einen Hinweis mit dieser Nummer gibt es nicht.")
        entries = entries_at(session, [tip.address])[tip.address]
        ended = session.get(Decision, tip.settled_by_id) if tip.settled_by_id else None
        end = ended.value[0] if ended else {}
        meant = next((one["entry"] for one in reversed(tip.told) if "entry" in one), None)
        meant = meant or (entries[0].id if entries else None)
        known = session.get(Opportunity, meant) if meant else None
        title, _said = headline(tip)
        return pages.render(
            "desk/tips/tip.html",
            tip=tip,
            title=title if tip.found else f"Hinweis {tip.id}",
            known=known,
            reasons=_reasons(known),
            next=next_open(session, number),
            waiting=open_tips(session),
            told=[(one, datetime.fromisoformat(one["at"])) for one in reversed(tip.told)],
            entries=entries,
            sources_there=sources_at(tip.address, site.visited),
            ended=ended,
            end=TipEnd(end["end"]) if end else None,
            entry=end.get("entry"),
            wrong=wrong or {},
            typed_entry=eintrag or (str(meant) if meant else ""),
            typed_reason=grund,
        )
