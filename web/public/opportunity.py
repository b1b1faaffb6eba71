"""Opportunity: one published entry with what is stated, the words behind it, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, Response

from db.engine import reading
from db.full_text import closed_sources, outward
from db.opportunities import Revision
from db.queries import listing
from db.queries.entry_source import entry_source
from db.queries.groups import family_of
from db.statements import Standing
from db.values import Values
from notifier.feeds import calendar
from web.by_case import by_case, dissents
from web.conditional import UNLESS_SEEN
from web.contacts import LONGEST, contacts_at
from web.pages import ThesePages
from web.site import Number, Site, ThisSite
from web.stock import checked_days
from web.structured import record, written
from web.wording import area_name, with_words

router = APIRouter()

NOT_SHOWN = "Dieser Eintrag ist nicht veröffentlicht, oder es gibt ihn nicht."


@router.get("/foerderungen/{number}", dependencies=[UNLESS_SEEN])
def opportunity(
    number: Number,
    site: ThisSite,
    pages: ThesePages,
    ort: Annotated[str, Query(max_length=LONGEST)] = "",
    gebiet: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Show an entry. What was read only with doubt is a question to staff and stays there.

    One that its source took away is still shown, as gone: whoever has the address must learn that.
    """
    today = site.today()
    with reading(site.engine) as session:
        revisions = listing.revisions_of(session, number)
        if not revisions:
            raise HTTPException(404, NOT_SHOWN)
        listed = listing.listed(session, number)
        stands = entry_source(session, number)
        relatives = list(listing.listed_in_order(session, sorted(family_of(session, number))))
        values = (
            listed.values
            if listed
            else outward(revisions[0].content, stands.source, closed_sources(session))
        )
        withdrawn = listed is None
        page = pages.render(
            "public/opportunity.html",
            number=number,
            values=values,
            today=today,
            withdrawn=withdrawn,
            status=values.status_on(today),
            coming=values.next_deadline(today),
            stands=stands,
            elsewhere=listed.elsewhere if listed else (),
            relatives=relatives,
            cases=by_case(with_words(values.statements, doubts=False)),
            dissents=dissents(values.statements, stands.source),
            checked_on=min(checked_days(values).values(), default=None),
            contested=any(one.standing is Standing.CONTESTED for one in values.statements),
            history=list(_history(revisions)),
            first=next((one for one in revisions[::-1] if one.cause != "aside"), revisions[-1]),
            in_calendar=not withdrawn and calendar.has_days(values),
            asked=contacts_at(site, ort, gebiet, values.areas),
            asks_place=site.imprint is not None,
            longest=LONGEST,
            structured=_structured(site, values, number) if not withdrawn else "",
        )
    return HTMLResponse(page, status_code=410 if withdrawn else 200)


def _structured(site: Site, values: Values, number: int) -> str:
    base = site.base_url.rstrip("/")
    address = f"{base}/foerderungen/{number}" if base else ""
    return written(record(values, address, partial(area_name, label=site.area_label)))


def _history(
    revisions: Sequence[Revision],
) -> list[tuple[Revision, list[Mapping[str, str]]]]:
    """Return the revisions that changed something to act on, the newest first, with what."""
    found = [
        (revision, [change for change in revision.changes if change.get("sentence")])
        for revision in revisions
    ]
    return [(revision, changes) for revision, changes in found if changes]
