"""Technical: what could not be read, for whoever looks after the readers."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.findings import MAIL, open_findings
from db.queries.queue import technical_count, technical_questions
from db.queries.source_health import source_health
from db.vocabulary import Role
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.ADMIN).here])


@router.get("/fragen/technik")
def technical(site: ThisSite, pages: ThesePages) -> str:
    """Show the findings of all sources, and the questions that no clerk can answer."""
    with reading(site.engine) as session:
        health = source_health(session, list(site.visited)).values()
        return pages.render(
            "desk/queue/technical.html",
            asked=technical_questions(session),
            count=technical_count(session),
            findings=[*open_findings(session, MAIL), *(f for one in health for f in one.findings)],
        )
