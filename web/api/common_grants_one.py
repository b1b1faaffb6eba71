"""CommonGrants, view: one opportunity by its stable id."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from db.engine import reading
from db.queries.groups import group_of
from web.interfaces.answers import answer, since
from web.interfaces.asked import OnlyKnown
from web.interfaces.common_grants.shapes import One
from web.interfaces.common_grants.stock import KnownIds, said_of
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/common-grants/opportunities/{oppId}",
    response_model=One,
    response_model_exclude_none=True,
    summary="View opportunity details",
    tags=["CommonGrants"],
    dependencies=[OnlyKnown],
)
def view_opportunity(request: Request, site: ThisSite, oppId: UUID) -> Response:
    """One published opportunity.

    The id of an entry that another one leads by now answers with the leading one, whose own id
    stands in the answer and in `Content-Location`; the other ids are its `aliases`.
    """
    known = request.app.state.known_ids
    assert isinstance(known, KnownIds)
    since_at = since(request, site)
    with reading(site.engine) as session:
        number = known.number(session, oppId)
        leading = [group_of(session, number)[0].id] if number is not None else []
        found = said_of(session, site, leading)
    if not found:
        raise HTTPException(404, "Diese Förderung ist nicht (mehr) veröffentlicht.")
    said = {"status": 200, "message": "Success", "data": found[0]}
    where = {"Content-Location": f"/common-grants/opportunities/{found[0]['id']}"}
    return answer(request, said, since_at, where)
