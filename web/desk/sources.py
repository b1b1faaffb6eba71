"""Sources: how each one stands, what is wrong first, with its last ninety days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from crawlers.source import Source
from db import leases
from db.accounts import Account
from db.engine import reading
from db.findings import MAIL, Finding
from db.queries.full_text_state import full_text_state
from db.queries.source_confirmed import confirmed_sources
from db.queries.source_states import SourceState, open_by_source, runs_since, source_states
from db.vocabulary import Role
from web.doors.people import Only, ThisPerson
from web.pages import ThesePages
from web.run_strip import DAYS, Strip, strip
from web.site import Site, ThisSite
from web.source_groups import SourceGroup, by_land, land_of
from web.source_words import STATES, health_words, since_words, state_of

router = APIRouter(dependencies=[Only(Role.STAFF).here])

ON_A_PAGE = 50
_ORDER = tuple(STATES)
# Whether a source was ever read where it lives; what leads finds are hints to staff.
CONFIRMED = {"bestaetigt": "bestätigt", "unbestaetigt": "unbestätigt", "hinweise": "nur Hinweise"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source of the list."""

    source: Source
    state: SourceState
    words: str
    code: str
    land: str
    confirmed: bool

    @property
    def stands(self) -> tuple[str, ...]:
        """The codes of CONFIRMED that hold of it."""
        own = "bestaetigt" if self.confirmed else "unbestaetigt"
        return (own, "hinweise") if self.source.leads else (own,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many sources a Land has, and how many of them are confirmed."""

    group: SourceGroup
    confirmed: int


@router.get("/quellen")
def sources(
    site: ThisSite,
    pages: ThesePages,
    person: ThisPerson,
    zustand: str = "",
    suche: str = "",
    land: str = "",
    stand: str = "",
    seite: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> str:
    """Show the state of every source, findings first; the list can be narrowed."""
    today, known = site.today(), dict(site.visited)
    with reading(site.engine) as session:
        states = source_states(session, known)
        confirmed = confirmed_sources(session)
        rows = [_row(known[slug], state, site, confirmed) for slug, state in states.items()]
        found = [row for row in rows if _wanted(row, zustand, suche, land, stand)]
        groups = list(_counts(site, known.values(), confirmed))
        found.sort(key=lambda row: (_ORDER.index(row.code), row.source.title.casefold()))
        shown = found[(seite - 1) * ON_A_PAGE : seite * ON_A_PAGE]
        charts = _charts(session, shown, site)
        open_findings = open_by_source(session)
        account = session.get(Account, person.id)
        return pages.render(
            "desk/sources/list.html",
            rows=[(row, charts[row.source.slug]) for row in shown],
            count=len(found),
            all=len(rows),
            fresh=_told(open_findings, known, noted=False),
            noted=_told(open_findings, known, noted=True),
            undecided=[
                known[slug]
                for slug, text in full_text_state(session).items()
                if slug in known and text.asked
            ],
            since=lambda at: since_words(at, today),
            states=STATES,
            counts={code: sum(row.code == code for row in rows) for code in STATES},
            groups=groups,
            confirmed=CONFIRMED,
            stands=Counter(code for row in rows for code in row.stands),
            chosen={"zustand": zustand, "suche": suche, "land": land, "stand": stand},
            page=seite,
            pages_count=-(-len(found) // ON_A_PAGE),
            at_work=leases.SERVICE in leases.held(session, site.now()),
            by_mail=account is not None and account.findings_by_mail,
        )


def _row(source: Source, state: SourceState, site: Site, confirmed: Collection[str]) -> Row:
    return Row(
        source=source,
        state=state,
        words=health_words(state, site.today()),
        code=state_of(state),
        land=land_of(source, site.areas),
        confirmed=source.slug in confirmed,
    )


def _wanted(row: Row, state: str, text: str, land: str, stand: str) -> bool:
    words = f"{row.source.title} {row.source.publisher} {row.source.slug} {row.source.homepage}"
    return (
        (not state or row.code == state)
        and all(word in words.casefold() for word in text.casefold().split())
        and (not land or row.land == land)
        and (not stand or stand in row.stands)
    )


def _charts(session: Session, rows: Iterable[Row], site: Site) -> dict[str, Strip]:
    slugs = [row.source.slug for row in rows]
    runs = runs_since(session, slugs, site.now() - timedelta(days=DAYS))
    return {slug: strip(runs.get(slug, ()), site.today()) for slug in slugs}


def _told(
    found: dict[str, list[Finding]], known: dict[str, Source], *, noted: bool
) -> list[tuple[str, Finding]]:
    """Return findings with the title of their source, that of the mail first."""
    titles = {MAIL: "Mailversand"} | {slug: source.title for slug, source in known.items()}
    return [
        (titles[slug], finding)
        for slug in sorted(found, key=lambda slug: (slug != MAIL, slug))
        if slug in titles
        for finding in found[slug]
        if finding.acknowledged is noted
    ]


def _counts(site: Site, sources: Iterable[Source], confirmed: Collection[str]) -> Iterable[Count]:
    for group in by_land(sources, site.areas):
        sure = sum(source.slug in confirmed for source in group.sources)
        yield Count(group=group, confirmed=sure)
