"""Embedded: a region's open calls as a frame on somebody else's page, and how to put it there.

The frame needs no script and no cookie, and its address alone may stand in frames of others.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request

from db.engine import reading
from pipeline.themes import topic_labels
from web.conditional import UNLESS_SEEN
from web.finding import index_now
from web.pages import ThesePages
from web.public.region import known
from web.regions import first_of
from web.site import ThisSite

router = APIRouter()

PATH = "/regionen/{region}/einbetten"
USUAL, MOST = 8, 30


class Colours(StrEnum):
    """In which colours the frame is shown; without it as the reader's system wants it."""

    LIGHT = "hell"
    DARK = "dunkel"
    SYSTEM = ""


Count = Annotated[int, Query(ge=1, le=MOST)]
Topic = Annotated[str, Query(max_length=80)]


@router.get(PATH, dependencies=[UNLESS_SEEN])
def embedded(
    region: str,
    request: Request,
    site: ThisSite,
    pages: ThesePages,
    anzahl: Count = USUAL,
    thema: Topic = "",
    farbe: Colours = Colours.SYSTEM,
) -> str:
    """Show the frame; `web.headers` says who may put it where."""
    area = known(site, region)
    _known_topic(thema)
    with reading(site.engine) as session:
        rows = first_of(session, site, index_now(request, session), area, thema, anzahl)
    return pages.render(
        "public/region_embedded.html",
        region=area,
        rows=rows,
        topic=topic_labels().get(thema, ""),
        colours=farbe.value,
        today=site.today(),
    )


@router.get(f"{PATH}/anleitung", dependencies=[UNLESS_SEEN])
def instructions(
    region: str,
    site: ThisSite,
    pages: ThesePages,
    anzahl: Count = USUAL,
    thema: Topic = "",
    farbe: Colours = Colours.SYSTEM,
) -> str:
    """Show the lines to copy, and what they show."""
    area = known(site, region)
    _known_topic(thema)
    asked = {"anzahl": str(anzahl), "thema": thema, "farbe": farbe.value}
    query = urlencode({name: said for name, said in asked.items() if said})
    return pages.render(
        "public/region_embedding.html",
        region=area,
        base_url=site.base_url.rstrip("/"),
        path=f"/regionen/{area.key}/einbetten?{query}",
        height=_height(anzahl),
        asked=asked,
        most=MOST,
        usual=USUAL,
    )


def _height(count: int) -> int:
    """Return about how high a frame of so many lines is, in pixels."""
    return 150 + 76 * count


def _known_topic(topic: str) -> None:
    if topic and topic not in topic_labels():
        raise HTTPException(404, "Dieses Thema gibt es nicht.")
