"""Events: what takes place, by month, with its place and until when one may register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from db.engine import reading
from db.labels import MONTHS
from db.queries.events import events_from
from db.queries.listing import Listed, listed_in_order
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import ThisSite

router = APIRouter()

ON_A_PAGE = 50


@router.get("/termine", dependencies=[UNLESS_SEEN])
def events(
    site: ThisSite, pages: ThesePages, seite: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> str:
    """Show what is going on and what is to come; what is over is not shown."""
    today = site.today()
    with reading(site.engine) as session:
        ids = events_from(session, today)
        pages_count = max(-(-len(ids) // ON_A_PAGE), 1)
        if seite > pages_count:
            raise HTTPException(404, "So viele Termine gibt es nicht.")
        shown = list(listed_in_order(session, ids[(seite - 1) * ON_A_PAGE : seite * ON_A_PAGE]))
    return pages.render(
        "public/events.html",
        months=_months(shown, today),
        count=len(ids),
        today=today,
        page=seite,
        pages_count=pages_count,
    )


def _months(shown: Sequence[Listed], today: date) -> list[tuple[str, list[Listed]]]:
    """Return the events by month; what has begun stands in this one."""

    def month(one: Listed) -> tuple[int, int]:
        on = max(one.values.event_starts_on or today, today)
        return on.year, on.month

    return [
        (f"{MONTHS[number - 1]} {year}", list(those))
        for (year, number), those in groupby(shown, key=month)
    ]
