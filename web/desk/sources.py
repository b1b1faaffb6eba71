"""Sources: how the visits go, what is wrong, and how much is asked of each."""

from __future__ import annotations

from fastapi import APIRouter

from db.accounts import Role
from db.engine import reading
from db.findings import MAIL, open_findings
from db.queries.listing import open_questions
from db.queries.source_health import source_health
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/quellen")
def sources(site: ThisSite, pages: ThesePages) -> str:
    """Show the state of every source, findings first."""
    with reading(site.engine) as session:
        return pages.render(
            "desk/sources.html",
            health=source_health(session, list(site.sources)),
            questions=open_questions(session),
            mail=open_findings(session, MAIL),
        )
