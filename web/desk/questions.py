"""Questions: what the texts leave open and a person must decide."""

from __future__ import annotations

from fastapi import APIRouter

from db.engine import reading
from db.queries import listing
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()


@router.get("/fragen")
def questions(site: ThisSite, pages: ThesePages) -> str:
    """Show the open questions, the oldest first, each with the entry it is about."""
    with reading(site.engine) as session:
        return pages.render(
            "desk/questions.html",
            asked=listing.questions(session),
            count=sum(listing.open_questions(session).values()),
        )
