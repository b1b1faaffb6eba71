"""Revisions: how an opportunity stood before, as the one source said it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from db.engine import reading
from db.full_text import closed_sources, outward
from db.opportunities import Opportunity, Revision
from db.stable_ids import stable_id
from db.values import to_json
from db.vocabulary import Visibility
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown, PageNumber, PageSize
from web.interfaces.changes import told
from web.interfaces.shapes import Revisions
from web.site import Number, ThisSite

router = APIRouter()
_OF_A_CHANGE = ("field", "case", "old", "new", "material", "sentence", "lost")


@router.get(
    "/api/v1/foerderungen/{number}/revisionen",
    response_model=Revisions,
    summary="Alle Stände einer Förderung",
    tags=["Förderungen"],
    dependencies=[OnlyKnown],
)
def revisions(
    request: Request,
    site: ThisSite,
    number: Number,
    seite: PageNumber = 1,
    anzahl: PageSize = 20,
) -> Response:
    """Was von wann an galt, der neueste Stand zuerst, je Quelle: ohne das, was andere sagen."""
    since_at = since(request, site)
    with reading(site.engine) as session:
        row = session.get(Opportunity, number)
        if row is None or row.visibility != Visibility.PUBLISHED or row.revision_id is None:
            raise HTTPException(404, "Dieser Eintrag ist nicht veröffentlicht.")
        closed = closed_sources(session)
        own = Revision.opportunity_id == number
        total = session.scalar(select(func.count()).select_from(Revision).where(own)) or 0
        some = (
            select(Revision)
            .where(own)
            .order_by(Revision.number.desc())
            .offset((seite - 1) * anzahl)
            .limit(anzahl)
        )
        said = {
            "number": number,
            "id": str(stable_id(row.source, row.key)),
            "total": total,
            "page": seite,
            "page_size": anzahl,
            "pages": max(1, -(-total // anzahl)),
            "items": [
                {
                    "number": one.number,
                    "made_at": one.made_at.isoformat(),
                    "cause": one.cause,
                    "material": one.material,
                    "changes": [
                        {name: change.get(name, _EMPTY.get(name, "")) for name in _OF_A_CHANGE}
                        for change in one.changes
                    ],
                    "values": to_json(told(outward(one.content, row.source, closed))),
                }
                for one in session.scalars(some)
            ],
        }
        return answer(request, said, since_at)


_EMPTY = {"material": False, "lost": False}
