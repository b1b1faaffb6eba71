"""Regions: all that have a page of their own, by name, with how much is open there."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries.coverage import Wanted, coverage
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.regions import lands
from web.site import ThisSite

router = APIRouter()


@router.get("/regionen", dependencies=[UNLESS_SEEN])
def regions(site: ThisSite, pages: ThesePages) -> str:
    """List the LEADER regions and districts of the Länder that are read."""
    found = list(lands(site))
    keys = [one.key for _land, leader, districts in found for one in (*leader, *districts)]
    with reading(site.engine) as session:
        counted = coverage(session, keys, site.concerned_by, Wanted(), site.today())
    return pages.render("public/regions.html", lands=found, cell=counted.cell)
