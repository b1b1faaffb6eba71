"""Areas: the key of a place whose name somebody knows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from web.interfaces.answers import answer
from web.interfaces.asked import OnlyKnown
from web.interfaces.shapes import PlaceList
from web.site import ThisSite

router = APIRouter()


@router.get(
    "/api/v1/gebiete",
    response_model=PlaceList,
    summary="Gebiete eines Namens",
    tags=["Verzeichnisse"],
    dependencies=[OnlyKnown],
)
def areas(
    request: Request,
    site: ThisSite,
    name: Annotated[
        str,
        Query(min_length=2, max_length=80, description="Name oder Anfang"),
    ],
) -> Response:
    """Bis zu acht Gemeinden, Landkreise, Länder und LEADER-Regionen, auch unter früheren Namen."""
    said = {
        "items": [
            {
                "key": one.key,
                "label": site.area_label(one.key),
                "exact": one.exact,
                "former": one.former,
            }
            for one in site.places_named(name)
        ]
    }
    return answer(request, said)
