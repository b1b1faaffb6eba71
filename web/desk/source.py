"""Source: all that is known of one source: its visits, findings, pages, entries and acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path

from db import leases
from db.engine import reading
from db.frozen_pages import frozen_pages
from db.manners import HostManners, manners_of
from db.queries.full_text_state import full_text_state
from db.queries.source_acts import decided_of_source, orders_of
from db.queries.source_confirmed import confirmed_sources
from db.queries.source_entries import entries_of
from db.queries.source_states import findings_of, runs_of, runs_since, source_states
from db.vocabulary import Role, RunOutcome
from web.doors.people import Only
from web.manner_words import changed_words, manner_words
from web.pages import ThesePages
from web.run_strip import DAYS, strip
from web.site import ThisSite
from web.source_words import STATES, health_words, since_words, state_of, unconfirmed_words

router = APIRouter(dependencies=[Only(Role.STAFF).here])


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What one host says to machines, and what was another before."""

    name: str
    says: tuple[str, ...]
    seen_at: datetime
    since_at: datetime
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


Slug = Annotated[str, Path(max_length=80)]


@router.get("/quellen/{slug}")
def source(slug: Slug, site: ThisSite, pages: ThesePages) -> str:
    """Show one source; of its entries and visits the newest, with how many there are."""
    if slug not in site.visited:
        raise HTTPException(404, "Diese Quelle gibt es nicht.")
    today, since = site.today(), site.now() - timedelta(days=DAYS)
    with reading(site.engine) as session:
        state = source_states(session, [slug])[slug]
        entries, count = entries_of(session, slug)
        runs = runs_of(session, slug, since)
        return pages.render(
            "desk/sources/source.html",
            source=site.sources[slug],
            state=state,
            code=state_of(state),
            states=STATES,
            words=health_words(state, today),
            unconfirmed="" if slug in confirmed_sources(session) else unconfirmed_words(state),
            strip=strip(runs_since(session, [slug], since).get(slug, ()), today),
            runs=runs,
            forbidden=[run for run in runs if run.outcome == RunOutcome.ROBOTS],
            findings=findings_of(session, slug),
            copies=frozen_pages(session, slug),
            hosts=[_host(rows) for rows in manners_of(session, slug).values()],
            text=full_text_state(session).get(slug),
            entries=entries,
            count=count,
            orders=orders_of(session, slug),
            decisions=decided_of_source(session, slug),
            since=lambda at: since_words(at, today),
            at_work=leases.SERVICE in leases.held(session, site.now()),
        )


def _host(rows: list[HostManners]) -> Host:
    """Return what a host says by the newest of its rows, beside the one before."""
    now = rows[0]
    new, gone = changed_words(now.says, rows[1].says) if len(rows) > 1 else ([], [])
    return Host(
        name=now.host,
        says=tuple(manner_words(now.says)),
        seen_at=now.seen_at,
        since_at=now.since_at,
        new=tuple(new),
        gone=tuple(gone),
    )
