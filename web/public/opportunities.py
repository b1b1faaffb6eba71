"""Opportunities: the list of all that is published."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries.groups import families
from db.queries.published import list_rows
from web.families import rows
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/foerderungen")
def opportunities(site: ThisSite, pages: ThesePages, thema: str = "") -> str:
    """List what is published, all or of one topic; a family stands in one row."""
    with reading(site.engine) as session:
        listed = list_rows(session, site.today(), topic=thema)
        family_of = families(session)
    return pages.render(
        "public/opportunities.html",
        rows=rows(listed, family_of),
        count=len(listed),
        thema=thema,
    )
