"""Data sources: what Landbote reads, how much of it is there, and whether it could be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from crawlers.source import Source
from db.engine import reading
from db.queries.published import counts_by_source
from db.queries.source_confirmed import confirmed_sources
from db.queries.source_states import SourceState, source_states
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import Site, ThisSite
from web.source_groups import by_land
from web.source_words import reading_words

router = APIRouter()

UNFOLDED = 60  # as many sources stand open; where there are more, each Land is folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source: when it was last read as a whole, how that goes, how many entries it leads."""

    source: Source
    read_at: datetime | None
    confirmed: bool  # it was read where it lives
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sources of one Land, of the federation or of the EU."""

    title: str
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many entries all of them lead."""
        return sum(row.count for row in self.rows)

    @property
    def unread(self) -> int:
        """How many of them were never read yet."""
        return sum(not row.confirmed for row in self.rows)


@router.get("/datenquellen", dependencies=[UNLESS_SEEN])
def data_sources(site: ThisSite, pages: ThesePages) -> str:
    """Show every source by who stands behind it; why one cannot be read is for staff."""
    known = site.of_entries
    with reading(site.engine) as session:
        counts = counts_by_source(session)
        states = source_states(session, known)
        confirmed = confirmed_sources(session)
    groups = _groups(site, states, counts, confirmed)
    rows = [row for group in groups for row in group.rows]
    return pages.render(
        "public/data_sources.html",
        groups=groups,
        sources_count=len(rows),
        hint_sources=len(site.visited) - len(rows),
        unread=sum(group.unread for group in groups),
        unfolded=len(rows) <= UNFOLDED,
        total=sum(counts.values()),
        by_hand=sum(count for slug, count in counts.items() if slug not in known),
        troubled=sum(bool(row.words) for row in rows),
        newest=max((row.read_at for row in rows if row.read_at), default=None),
    )


def _groups(
    site: Site,
    states: Mapping[str, SourceState],
    counts: Mapping[str, int],
    confirmed: Collection[str],
) -> list[Group]:
    def row(source: Source) -> Row:
        state = states[source.slug]
        return Row(
            source=source,
            read_at=state.good_at,
            confirmed=source.slug in confirmed,
            words=reading_words(state, site.today()),
            count=counts.get(source.slug, 0),
        )

    return [
        Group(title=group.title, rows=tuple(map(row, group.sources)))
        for group in by_land(site.of_entries.values(), site.areas)
    ]
