"""Questions: what the texts leave open and a person must decide."""

from __future__ import annotations

from fastapi import APIRouter

from db.accounts import Role
from db.engine import reading
from db.queries import listing
from web.doors.people import Only
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/fragen")
def questions(site: ThisSite, pages: ThesePages) -> str:
    """Show the open questions, the oldest first, each with the entry it is about."""
    with reading(site.engine) as session:
        return pages.render(
            "desk/questions.html",
            asked=listing.questions(session),
            count=sum(listing.open_questions(session).values()),
        )
