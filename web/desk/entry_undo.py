"""Entry undo: a decision on an entry is taken back, which is a decision too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.vocabulary import Role
from pipeline.desk.competence import may_take_back
from pipeline.desk.undo import undo
from web.doors.people import Only
from web.entry.acting import Acting, ThisActing

router = APIRouter(dependencies=[Only(Role.STAFF, Role.REVIEWER, Role.MANAGER).here])


@router.post("/eintraege/{number}/rueckgaengig")
def undone(
    acting: ThisActing,
    entscheidung: Annotated[int, Form(ge=1, le=2**31 - 1)],
) -> Response:
    """Take a decision back; what it had ended stands again."""

    def deed(session: Session, acting: Acting) -> Decision:
        found = session.get(Decision, entscheidung)
        if found is None or acting.number not in (found.opportunity_id, found.other_id):
            raise LookupError("Diese Entscheidung gibt es zu diesem Eintrag nicht.")
        if not may_take_back(acting.person.role, found.act):
            raise HTTPException(403, "Das nimmt nur die Servicestelle zurück.")
        by, now = acting.person.by, acting.site.now()
        area_name = acting.site.area_label
        return undo(session, entscheidung, by, now, grounds=acting.grounds, area_name=area_name)

    return acting.done(deed)
