"""Overview: what Landbote reads, and how much of it is there."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries.published import counts_by_source
from db.queries.source_health import source_health
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/", dependencies=[UNLESS_SEEN])
def overview(site: ThisSite, pages: ThesePages) -> str:
    """Show every source with the day it was last read; what is wrong with one is for staff."""
    with reading(site.engine) as session:
        counts = counts_by_source(session)
        health = source_health(session, list(site.visited))
    return pages.render(
        "public/overview.html",
        counts=counts,
        visited=site.visited,
        read_at={slug: one.last_good_at for slug, one in health.items()},
    )
