"""Entry: all that is known of one entry, published or not, for whoever has to decide on it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from crawlers.items import RawEntry
from db.accounts import Role
from db.engine import reading
from db.queries.dossier import dossier
from db.values import from_json
from web.doors.people import Only
from web.pages import ThesePages
from web.site import Number, ThisSite
from web.wording import with_words

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@router.get("/eintraege/{number}")
def entry(number: Number, site: ThisSite, pages: ThesePages) -> str:
    """Show an entry's questions, what was read with every doubt, and the publisher's text."""
    with reading(site.engine) as session:
        found = dossier(session, number)
        if found is None:
            raise HTTPException(404, "Einen Eintrag mit dieser Nummer gibt es nicht.")
        newest = found.revisions[0]
        values = from_json(newest.content)
        return pages.render(
            "desk/entry.html",
            opportunity=found.opportunity,
            values=values,
            today=site.today(),
            said=with_words(values.statements, doubts=True),
            revisions=found.revisions,
            questions=found.questions,
            raw=RawEntry.from_json(found.payload),
            taken_at=found.taken_at,
        )
