"""Entry whole: what holds of an entry as a whole: who sees it, what it is, a remark."""

from __future__ import annotations

from collections.abc import Callable

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
from pipeline.desk.visibility import hold_back, publish, restore, show_as, withdraw
from web.doors.people import Only
from web.entry.acting import Acting, Text, ThisActing

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])
Act = Callable[[Session, Acting, str], Decision]


@router.post("/eintraege/{number}/bestaetigen")
def confirmed(acting: ThisActing, feld: Text, fall: Text = "") -> Response:
    """What stands of a subject is right."""
    if feld not in set(Subject):
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        by, now = acting.person.by, acting.site.now()
        return confirm(
            session, acting.number, Subject(feld), by, now, case_key=fall, seen=acting.seen
        )

    return acting.done(deed)


@router.post("/eintraege/{number}/art")
def kind_set(acting: ThisActing, art: Text, warum: Text = "") -> Response:
    """It is a call, a prize, an event, an award, or a mere notice."""
    if art not in labels.KINDS:
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        by, now = acting.person.by, acting.site.now()
        return set_kind(session, acting.number, art, by, now, why=warum, seen=acting.seen)

    return acting.done(deed, {"warum": warum})


@router.post("/eintraege/{number}/sichtbar")
def visibility_set(acting: ThisActing, wie: Text, warum: Text = "") -> Response:
    """Everybody sees it, only staff see it, nobody does, it is gone, or it is back."""
    if wie not in _SHOWN:
        raise HTTPException(422)

    def deed(session: Session, acting: Acting) -> Decision:
        return _SHOWN[wie](session, acting, warum)

    return acting.done(deed, {"warum": warum})


@router.post("/eintraege/{number}/notiz")
def noted(acting: ThisActing, notiz: Text = "") -> Response:
    """A remark of the desk, which no reader sees."""

    def deed(session: Session, acting: Acting) -> Decision:
        return note(session, acting.number, notiz, acting.person.by, acting.site.now())

    return acting.done(deed, {"notiz": notiz})


def _by(act: Callable[..., Decision]) -> Act:
    def done(session: Session, acting: Acting, why: str) -> Decision:
        by, now = acting.person.by, acting.site.now()
        return act(session, acting.number, by=by, now=now, why=why, seen=acting.seen)

    return done


def _never(session: Session, acting: Acting, why: str) -> Decision:
    by, now = acting.person.by, acting.site.now()
    never = Visibility.NEVER
    return show_as(session, acting.number, never, by, now, why=why, seen=acting.seen)


_SHOWN: dict[str, Act] = {
    "veroeffentlichen": _by(publish),
    "zurueckhalten": _by(hold_back),
    "nicht-zeigen": _never,
    "zurueckziehen": _by(withdraw),
    "aufnehmen": _by(restore),
}
