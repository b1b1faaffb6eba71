"""Entries: what is published, narrowed as the pages narrow it, a page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from db.engine import reading
from db.finding.filter import Order
from web.filters import ThisFilter
from web.finding import found_now
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown, PageNumber, PageSize
from web.interfaces.entries import entries_of
from web.interfaces.shapes import Entries
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/api/v1/foerderungen",
    response_model=Entries,
    summary="Förderungen suchen und filtern",
    tags=["Förderungen"],
    dependencies=[OnlyKnown],
)
def entries(
    request: Request,
    site: ThisSite,
    wanted: ThisFilter,
    sortierung: Annotated[
        Order, Query(description="best: nach den Suchwörtern, sonst wie nearest")
    ] = Order.BEST,
    seite: PageNumber = 1,
    anzahl: PageSize = 20,
) -> Response:
    """Alles Veröffentlichte, das zum Filter passt; dieselben Namen wie in den Adressen der Seiten.

    Stehen mehrere Quellen für dieselbe Förderung, kommt sie einmal, unter der führenden Quelle.
    """
    since_at = since(request, site)
    with reading(site.engine) as session:
        found = found_now(request, session, wanted, sortierung)
        pages = max(1, -(-len(found.ids) // anzahl))
        said = {
            "total": len(found.ids),
            "page": seite,
            "page_size": anzahl,
            "pages": pages,
            "instead": list(found.instead),
            "items": entries_of(session, site, found.ids[(seite - 1) * anzahl : seite * anzahl]),
        }
        links = {"first": 1, "prev": seite - 1, "next": seite + 1, "last": pages}
        ways = [
            f'<{_here(request, page)}>; rel="{way}"'
            for way, page in links.items()
            if 1 <= page <= pages
        ]
        return answer(request, said, since_at, {"Link": ", ".join(ways)})


def _here(request: Request, page: int) -> str:
    """Return the address of another page of the same list, as seen from here."""
    return f"?{request.url.include_query_params(seite=page).query}"
