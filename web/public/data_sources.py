"""Data sources: what Landbote reads, how much of it is there, and whether it could be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter

from crawlers.source import Source
from db.engine import reading
from db.queries.published import counts_by_source
from db.queries.source_states import SourceState, source_states
from web.conditional import UNLESS_SEEN
from web.pages import ThesePages
from web.site import Site, ThisSite
from web.source_words import LEADER, land_of, reading_words
from web.wording import area_name

router = APIRouter()

FIRST = ("eu", "de")  # before the Länder, which stand in the order of their names


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source: when it was last read as a whole, how that goes, how many entries it leads."""

    source: Source
    read_at: datetime | None
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sources of one Land, or of the LEADER regions."""

    title: str
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many entries all of them lead."""
        return sum(row.count for row in self.rows)


@router.get("/datenquellen", dependencies=[UNLESS_SEEN])
def data_sources(site: ThisSite, pages: ThesePages) -> str:
    """Show every source by who stands behind it; why one cannot be read is for staff."""
    known = {slug: source for slug, source in site.visited.items() if not source.leads}
    with reading(site.engine) as session:
        counts = counts_by_source(session)
        states = source_states(session, known)
    rows = [_row(known[slug], state, counts, site.today()) for slug, state in states.items()]
    groups = list(_groups(rows, site))
    return pages.render(
        "public/data_sources.html",
        groups=groups,
        sources_count=len(rows),
        hint_sources=len(site.visited) - len(rows),
        total=sum(counts.values()),
        by_hand=sum(count for slug, count in counts.items() if slug not in known),
        troubled=sum(bool(row.words) for row in rows),
        newest=max((row.read_at for row in rows if row.read_at), default=None),
    )


def _row(source: Source, state: SourceState, counts: dict[str, int], today: date) -> Row:
    return Row(
        source=source,
        read_at=state.good_at,
        words=reading_words(state, today),
        count=counts.get(source.slug, 0),
    )


def _groups(rows: Iterable[Row], site: Site) -> Iterable[Group]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.source.title.casefold()):
        found[land_of(row.source)].append(row)

    def called(land: str) -> str:
        return "LEADER-Regionen" if land == LEADER else area_name(land, site.area_label)

    def place(land: str) -> tuple[int, str]:
        first = FIRST.index(land) if land in FIRST else len(FIRST) + (land == LEADER)
        return first, called(land).casefold()

    for land in sorted(found, key=place):
        yield Group(title=called(land), rows=tuple(found[land]))
