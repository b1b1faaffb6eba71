"""Deadlines: a calendar of what closes and takes place, of any filter, as a month or a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy.orm import Session

from db.engine import reading
from db.finding.filter import EVERYTHING, Filter
from db.finding.find import find
from db.labels import MONTHS
from db.queries.days import DayRow, days_between
from web.calendar_days import IN_A_CELL, Day, days_of, month_of
from web.conditional import UNLESS_SEEN
from web.filter_words import filter_words
from web.filters import ThisFilter, query_of
from web.pages import ThesePages
from web.site import Site, ThisSite

router = APIRouter()

PATH = "/kalender"
ON_A_PAGE = 50
VIEWS = {"monat": "Monat", "liste": "Liste"}


@router.get(PATH, dependencies=[UNLESS_SEEN])
def deadlines(
    site: ThisSite,
    pages: ThesePages,
    wanted: ThisFilter,
    monat: Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")] = "",
    ansicht: Annotated[str, Query(pattern="^(monat|liste)?$")] = "",
    tag: date | None = None,
    seite: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> str:
    """Show the days of a month on which something closes or is held, or one day alone (`tag`)."""
    month = month_of(tag or _month(monat) or site.today())
    if not 2000 <= month.year <= 2099:
        raise HTTPException(422)
    view = "liste" if tag else ansicht or "monat"
    with reading(site.engine) as session:
        rows = _rows(session, site, wanted, tag or month.first, tag or month.last)
        shown: Sequence[DayRow] = rows
        if view == "liste":
            shown = rows[(seite - 1) * ON_A_PAGE : seite * ON_A_PAGE]
            if seite > 1 and not shown:
                raise HTTPException(404)
        days = days_of(session, shown, IN_A_CELL if view == "monat" else None)
    query = query_of(wanted)
    return pages.render(
        "public/deadlines.html",
        path=PATH,
        view=view,
        views=[(_address(query, monat=month, ansicht=name), VIEWS[name]) for name in VIEWS],
        here_now=_address(query, monat=month, ansicht=view),
        month=month,
        name=f"{MONTHS[month.number - 1]} {month.year}",
        before=month.before and _address(query, monat=month.before, ansicht=view),
        after=month.after and _address(query, monat=month.after, ansicht=view),
        by_day={day.on: day for day in days},
        days=days,
        count=len(rows),
        tag=tag,
        today=site.today(),
        all_of=_all_of(wanted, query, days),
        page=seite,
        number_of_pages=-(-len(rows) // ON_A_PAGE),
        pages_address=_address(query, monat=month, ansicht="liste", tag=tag or "", seite=""),
        wanted=wanted,
        kept=[(name, said) for name, said in parse_qsl(query) if name not in _asked(wanted)],
        filter_words=filter_words(site, wanted),
        change=f"/foerderungen?{query}" if query else "/foerderungen",
        without=_address("", monat=month, ansicht=view),
        calendar=f"{site.base_url}/foerderungen.ics{f'?{query}' if query else ''}",
    )


def _month(said: str) -> date | None:
    return date.fromisoformat(f"{said}-01") if said else None


def _rows(session: Session, site: Site, wanted: Filter, first: date, last: date) -> list[DayRow]:
    """Return what is on the days of a span; a filter's own span narrows it."""
    ids = None
    if wanted != EVERYTHING:
        ids = find(session, wanted, site.today(), site.concerned_by).ids
    first = max(first, wanted.closes_from_on or first)
    last = min(last, wanted.closes_until_on or last)
    return days_between(session, first, last, ids)


def _asked(wanted: Filter) -> frozenset[str]:
    """Return which parts of the filter the page's own form asks for: where one choice says all."""
    return frozenset(
        {"suche"}
        | ({"thema"} if len(wanted.topics) < 2 else set())
        | ({"wer"} if len(wanted.applicants) < 2 else set())
    )


def _all_of(wanted: Filter, query: str, days: Sequence[Day]) -> dict[date, tuple[str, str]]:
    """Return where all deadlines and all events are of the days that have more than is shown."""
    found = {}
    for on in (day.on for day in days if day.more_deadlines or day.more_events):
        of_day = query_of(replace(wanted, closes_from_on=on, closes_until_on=on))
        found[on] = (f"/foerderungen?{of_day}", _address(query, tag=on.isoformat()))
    return found


def _address(query: str, **more: object) -> str:
    """Return an address of the calendar; what is to be completed (`seite`) ends it, empty."""
    said = [(name, str(one)) for name, one in more.items() if str(one) or name == "seite"]
    return f"{PATH}?{'&'.join(filter(None, (query, urlencode(said))))}"
