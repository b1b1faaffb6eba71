"""Opportunities: the list of all that is published."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, HTTPException

from db.engine import reading
from db.queries.coverage import behind
from db.queries.groups import families
from db.queries.published import EVERYTHING, list_rows
from web.conditional import UNLESS_SEEN
from web.doors.pace import AtPace, Rate
from web.families import rows
from web.pages import ThesePages
from web.site import ThisSite
from web.which import TheseFilters, Which

PACE = Rate(burst=60, every=timedelta(seconds=1))

router = APIRouter()


@router.get("/foerderungen", dependencies=[UNLESS_SEEN, AtPace("foerderungen", PACE).here])
def opportunities(
    site: ThisSite, pages: ThesePages, which: TheseFilters, thema: str = "", gebiet: str = ""
) -> str:
    """List what is published, all or of one topic; a family stands in one row.

    With an area or another filter it lists what stands behind a cell of the coverage.
    """
    narrowed = bool(gebiet) or which != Which()
    try:
        place = site.area_label(gebiet) if gebiet else ""
    except LookupError:
        raise HTTPException(404, "Dieses Gebiet kennen wir nicht.") from None
    with reading(site.engine) as session:
        where = (
            behind(session, gebiet, site.concerned_by, which.wanted, site.today(), own=which.own)
            if narrowed
            else EVERYTHING
        )
        listed = list_rows(session, site.today(), topic=thema, where=where)
        family_of = families(session)
    return pages.render(
        "public/opportunities.html",
        rows=rows(listed, family_of),
        count=len(listed),
        thema=thema,
        place=place,
        which=which if narrowed else None,
    )
