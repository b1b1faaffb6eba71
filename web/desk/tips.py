"""Tips: what strangers and sources of leads told the service desk, open ones first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from db.engine import reading
from db.queries.tips import open_tips
from db.queries.tips import tips as some_tips
from db.vocabulary import Role
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite
from web.tips import entries_at, headline, sources_at

router = APIRouter(dependencies=[Only(Role.STAFF).here])

ON_A_PAGE = 30


@router.get("/hinweise")
def tips(
    site: ThisSite, pages: ThesePages, seite: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> str:
    """List them, each with what is known of its page."""
    sources = site.visited
    with reading(site.engine) as session:
        shown, count = some_tips(session, ON_A_PAGE, (seite - 1) * ON_A_PAGE)
        entries = entries_at(session, [tip.address for tip in shown])
        return pages.render(
            "desk/tips/list.html",
            tips=[
                (tip, headline(tip), entries[tip.address], sources_at(tip.address, sources))
                for tip in shown
            ],
            count=count,
            waiting=open_tips(session),
            page=seite,
            pages_count=-(-count // ON_A_PAGE),
        )
