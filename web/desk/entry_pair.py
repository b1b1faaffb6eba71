"""Entry pair: two entries are the same programme, or different ones."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response
from sqlalchemy.orm import Session

from db.vocabulary import Role
from pipeline.desk.identities import merge, separate
from web.doors.people import Only
from web.entry.acting import Acting, Text, ThisActing

router = APIRouter(dependencies=[Only(Role.STAFF).here])
Other = Annotated[int, Form(ge=1, le=2**31 - 1)]


@router.post("/eintraege/{number}/zusammenlegen")
def merged(acting: ThisActing, anderer: Other, warum: Text = "") -> Response:
    """They are one programme, shown once."""
    return _said(acting, anderer, warum, same=True)


@router.post("/eintraege/{number}/trennen")
def separated(acting: ThisActing, anderer: Other, warum: Text = "") -> Response:
    """They are two."""
    return _said(acting, anderer, warum, same=False)


def _said(acting: Acting, other: int, why: str, *, same: bool) -> Response:
    def deed(session: Session, acting: Acting) -> None:
        say = merge if same else separate
        say(
            session,
            acting.number,
            other,
            grounds=acting.grounds,
            by=acting.person.by,
            now=acting.site.now(),
            why=why,
            seen=acting.seen,
        )

    return acting.done(deed)
