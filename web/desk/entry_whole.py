"""Entry whole: what holds of an entry as a whole: who sees it, what it is, a remark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db import labels
from db.decisions import Decision
from db.statements import Subject
from db.vocabulary import Role, Visibility
from pipeline.desk.aside import note
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import set_kind
from pipeline.desk.visibility import restore, show_as, withdraw
from web.doors.people import Only
from web.entry.acting import Acting, Text, ThisActing

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.post("/eintraege/{number}/bestaetigen")
def confirmed(acting: ThisActing, feld: Text, fall: Text = "") -> Response:
    """What stands of a subject is right."""
    if feld not in set(Subject):
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        words = {"subject": Subject(feld), "case_key": fall}
        return acting.says(session, confirm, acting.number, **words)

    return acting.done(deed)


@router.post("/eintraege/{number}/art")
def kind_set(acting: ThisActing, art: Text, warum: Text = "") -> Response:
    """It is a call, a prize, an event, an award, or a mere notice."""
    if art not in labels.KINDS:
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        return acting.says(session, set_kind, acting.number, kind=art, why=warum)

    return acting.done(deed, {"warum": warum})


@router.post("/eintraege/{number}/sichtbar")
def visibility_set(acting: ThisActing, wie: Text, warum: Text = "") -> Response:
    """Everybody sees it, only staff see it, nobody does, it is gone, or it is back."""
    if wie not in _SHOWN:
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        return acting.says(session, _SHOWN[wie], acting.number, why=warum)

    return acting.done(deed, {"warum": warum})


@router.post("/eintraege/{number}/notiz")
def noted(acting: ThisActing, notiz: Text = "") -> Response:
    """A remark of the desk, which no reader sees."""

    def deed(session: Session, acting: Acting) -> Decision:
        return note(session, acting.number, notiz, acting.person.by, acting.site.now())

    return acting.done(deed, {"notiz": notiz})


_SHOWN: dict[str, Callable[..., Decision]] = {
    "veroeffentlichen": partial(show_as, visibility=Visibility.PUBLISHED),
    "zurueckhalten": partial(show_as, visibility=Visibility.HELD),
    "nicht-zeigen": partial(show_as, visibility=Visibility.NEVER),
    "zurueckziehen": withdraw,
    "aufnehmen": restore,
}
