"""Opportunity: one published entry with what is stated, the words behind it, and its history."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from db.engine import reading
from db.queries import listing
from db.queries.groups import families
from db.values import from_json
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import Number, ThisSite
from web.wording import with_words

router = APIRouter()


@router.get("/foerderungen/{number}", dependencies=[UNLESS_SEEN])
def opportunity(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show an entry. What was read only with doubt is a question to staff and stays there."""
    with reading(site.engine) as session:
        revisions = listing.revisions_of(session, number)
        if not revisions:
            raise HTTPException(404, "Dieser Eintrag ist nicht veröffentlicht.")
        listed = listing.listed(session, number)
        relatives = sorted(families(session).get(number, frozenset()) - {number})
        values = listed.values if listed else from_json(revisions[0].content)
        return pages.render(
            "public/opportunity.html",
            number=number,
            values=values,
            today=site.today(),
            withdrawn=listing.is_withdrawn(session, number),
            elsewhere=listed.elsewhere if listed else (),
            relatives=[one for id in relatives if (one := listing.listed(session, id))],
            said=with_words(values.statements, doubts=False),
            revisions=revisions,
        )
