"""CommonGrants, list: what is published, what changed last first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from db.engine import reading
from db.finding.filter import EVERYTHING
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.common_grants.ask import Question
from web.interfaces.common_grants.shapes import Some, Sorting
from web.interfaces.common_grants.stock import found_ids, said_of
from web.interfaces.entries import LARGEST
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/common-grants/opportunities",
    response_model=Some,
    response_model_exclude_none=True,
    summary="List opportunities",
    tags=["CommonGrants"],
    dependencies=[OnlyKnown],
)
def list_opportunities(
    request: Request,
    site: ThisSite,
    page: Annotated[int, Query(ge=1, le=100_000, description="The page to return")] = 1,
    pageSize: Annotated[int, Query(ge=1, le=LARGEST, description="Items per page")] = LARGEST,
) -> Response:
    """A page of all published opportunities, sorted by `lastModifiedAt`, most recent first."""
    since_at = since(request, site)
    with reading(site.engine) as session:
        ids = found_ids(session, site, Question(wanted=EVERYTHING), Sorting())
        items = said_of(session, site, ids[(page - 1) * pageSize : page * pageSize])
    said = {
        "status": 200,
        "message": "Success",
        "items": items,
        "paginationInfo": {
            "page": page,
            "pageSize": pageSize,
            "totalItems": len(ids),
            "totalPages": -(-len(ids) // pageSize),
        },
    }
    return answer(request, said, since_at)
