"""Entry: one published opportunity with all that is told of it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from db.engine import reading
from db.full_text import closed_sources, outward
from db.opportunities import Opportunity
from db.queries import listing
from db.queries.listing import Listed
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.entries import rows_of
from web.interfaces.shapes import Entry
from web.site import Number, ThisSite

router = APIRouter()


@router.get(
    "/api/v1/foerderungen/{number}",
    response_model=Entry,
    summary="Eine Förderung mit allen Angaben und Belegen",
    tags=["Förderungen"],
    dependencies=[OnlyKnown],
)
def entry(request: Request, site: ThisSite, number: Number) -> Response:
    """Jede Angabe mit Förderfall, Einheit, Beleg und Stand; auch wenn sie zurückgezogen ist.

    Was nur mit Zweifel gelesen wurde, ist eine Frage an die Servicestelle und steht hier nicht.
    """
    since_at = since(request, site)
    with reading(site.engine) as session:
        revisions = listing.revisions_of(session, number)
        if not revisions:
            raise HTTPException(404, "Dieser Eintrag ist nicht veröffentlicht.")
        one = listing.listed(session, number)
        withdrawn = one is None
        if one is None:
            row = session.get_one(Opportunity, number)
            one = Listed(
                id=number,
                source=row.source,
                key=row.key,
                values=outward(revisions[0].content, row.source, closed_sources(session)),
                revisions=revisions[0].number,
            )
        (said,) = rows_of(session, site, [one], withdrawn=withdrawn)
        return answer(request, said, since_at)
