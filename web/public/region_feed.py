"""Region's feed: what is open or announced there, the newest first, for feed readers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from db.engine import reading
from notifier.feeds.atom import MEDIA_TYPE
from notifier.feeds.region import feed_of_region
from web.conditional import UNLESS_SEEN
from web.finding import index_now
from web.public.region import known
from web.site import ThisSite

router = APIRouter()


@router.get("/regionen/{region}/atom", dependencies=[UNLESS_SEEN])
def feed(
    region: str, request: Request, site: ThisSite, nur_eigene: Annotated[bool, Query()] = False
) -> Response:
    """Answer with the feed; `nur_eigene` leaves out what is for more than the region."""
    area = known(site, region)
    if site.imprint is None:
        raise HTTPException(503)
    with reading(site.engine) as session:
        body = feed_of_region(
            session,
            site.imprint(),
            area,
            site.today(),
            site.concerned_by,
            index_now(request, session),
            own=nur_eigene,
        )
    return Response(body, media_type=MEDIA_TYPE)
