"""Entry value: a person says what holds of a subject, on words of the text or on his own."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import Response
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.decisions import Decision
from db.engine import reading
from db.queries.dossier import dossier
from db.statements import Subject, statements_from_json
from db.values import from_json
from db.vocabulary import Role
from pipeline.desk.correct import Correction, correct
from web.doors.people import Only
from web.entry.acting import Acting, Text, ThisActing
from web.entry.claims import text_of
from web.entry.page import Typing
from web.entry.values import chosen_place, correction_of, found
from web.typed import NotUnderstoodError

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])
Place = Annotated[int | None, Form(ge=0, le=2**53)]


@router.post("/eintraege/{number}/angabe")
def entry_value(
    acting: ThisActing,
    feld: Text,
    wert: Text = "",
    fall: Text = "",
    wort: Text = "",
    warum: Text = "",
    teil: Place = None,
    von: Place = None,
    bis: Place = None,
    stelle: Place = None,
) -> Response:
    """Take a value as it was typed; what is not understood is said beside it, and stays."""
    if feld not in set(Subject):
        raise HTTPException(422)
    words = Typing(
        subject=Subject(feld),
        case_key=fall,
        value=wert,
        words=wort,
        part=teil,
        start=von,
        end=bis,
        why=warum,
    )
    words = chosen_place(stelle, words) if stelle is not None else words
    with reading(acting.site.engine) as session:
        stored = dossier(session, acting.number)
        if stored is None:
            raise HTTPException(404, "Einen Eintrag mit dieser Nummer gibt es nicht.")
        raw = RawEntry.from_json(stored.stored.payload, stored.stored.shape)
        said = (
            *from_json(stored.present.content).statements,
            *statements_from_json(stored.present.read),
        )
    try:
        correction = correction_of(words, raw, said, acting.site)
    except NotUnderstoodError as error:
        placed = found(words, text_of(raw, ()).parts)
        return acting.page(422, typing=replace(placed, wrong=str(error)))
    return _corrected(acting, words, correction)


def _corrected(acting: Acting, words: Typing, correction: Correction) -> Response:
    def deed(session: Session, _acting: Acting) -> Decision:
        return correct(
            session,
            acting.number,
            correction,
            acting.person.by,
            acting.site.now(),
            acting.site.area_label,
            seen=acting.seen,
        )

    return acting.done(deed, typing=words)
