"""The log of decisions: who decided what, when, on which words, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import StreamingResponse

from db.decisions import Act
from db.engine import reading
from db.labels import statement_shown
from db.queries.decision_log import PAGE, Filters, all_logged, logged, people
from db.statements import Subject
from db.vocabulary import Role
from pipeline.desk.words import Names
from web.doors.people import Only
from web.log import Line, Said, as_csv, as_jsonl, line
from web.pages import ThesePages
from web.site import Site, ThisSite
from web.wording import area_name

router = APIRouter(dependencies=[Only(Role.STAFF).here])

LARGEST = 2**31 - 1


def filters(
    wer: str = "",
    quelle: str = "",
    angabe: str = "",
    was: str = "",
    eintrag: str = "",
    von: str = "",
    bis: str = "",
) -> Filters:
    """Return the filters of a request; a form sends what is left empty as an empty word."""
    if (angabe and angabe not in set(Subject)) or (was and was not in set(Act)):
        raise HTTPException(422)
    return Filters(
        by=wer,
        source=quelle,
        subject=angabe,
        act=was,
        entry=_number(eintrag),
        since=_day(von),
        until=_day(bis),
    )


TheseFilters = Annotated[Filters, Depends(filters)]


@router.get("/protokoll")
def decision_log(
    site: ThisSite,
    pages: ThesePages,
    chosen: TheseFilters,
    vor: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> str:
    """Show a page of the log, newest first."""
    with reading(site.engine) as session:
        found = logged(session, chosen, vor, PAGE + 1)
        names = people(session)
        lines = [(one.decision, line(one, said_at(site), named(site))) for one in found[:PAGE]]
    more = found[PAGE - 1].decision.id if len(found) > PAGE else None
    return pages.render(
        "desk/decision_log.html",
        lines=lines,
        people_named=[(name, name) for name in names],
        source_names=[(slug, source.title) for slug, source in site.sources.items()],
        chosen=chosen,
        older=asked(chosen, vor=more) if more else "",
        asked=asked(chosen),
    )


@router.get("/protokoll.csv")
def decision_log_csv(site: ThisSite, chosen: TheseFilters) -> StreamingResponse:
    """Send the log as a table."""
    return download(as_csv(lines_of(site, chosen)), "text/csv; charset=utf-8", "protokoll.csv")


@router.get("/protokoll.jsonl")
def decision_log_jsonl(site: ThisSite, chosen: TheseFilters) -> StreamingResponse:
    """Send the log as JSON Lines."""
    return download(as_jsonl(lines_of(site, chosen)), "application/jsonl", "protokoll.jsonl")


def lines_of(site: Site, chosen: Filters) -> Iterator[Line]:
    """Yield the lines while they are sent, from a session of their own."""
    with reading(site.engine) as session:
        for one in all_logged(session, chosen):
            yield line(one, said_at(site), named(site))


def download(content: Iterator[bytes], media_type: str, name: str) -> StreamingResponse:
    """Return a file that a browser saves."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(content, media_type=media_type, headers=headers)


def asked(chosen: Filters, **more: object) -> str:
    """Return the query of an address with these filters."""
    named = {
        "wer": chosen.by,
        "quelle": chosen.source,
        "angabe": chosen.subject,
        "was": chosen.act,
        "eintrag": chosen.entry,
        "von": chosen.since,
        "bis": chosen.until,
        **more,
    }
    return urlencode({name: value for name, value in named.items() if value})


def said_at(site: Site) -> Said:
    """Return what says a statement in German, with the names of this site's areas."""
    return partial(statement_shown, area_name=named(site))


def named(site: Site) -> Names:
    """Return what names an area of this site."""
    return partial(area_name, label=site.area_label)


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= LARGEST:
        raise HTTPException(422)
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise HTTPException(422) from None
