"""How well we read: the figures with their uncertainty, for everybody."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries.reading_quality import quality
from web.forest import bars, scale
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/wie-gut-lesen-wir")
def how_well_we_read(site: ThisSite, pages: ThesePages) -> str:
    """Show how often what we state is right, what we miss, and how soon we tell it."""
    with reading(site.engine) as session:
        found = quality(session, site.now())
    return pages.render("public/reading_quality.html", found=found, bars=bars, scale=scale())
