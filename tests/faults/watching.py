"""Watching: a crawler that visits the changing site day after day, and what it knows of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, select

from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.findings import Finding
from db.opportunities import Opportunity, Revision
from db.vocabulary import RunOutcome
from landbote.clock import local_date
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CrawlOrder
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, process
from pipeline.themes import load_topics
from tests.databases import SqliteTemplate
from tests.faults.changing import Village, serving_hosts
from tests.faults.sites.village import SOURCE
from tests.forks import forked

DAY = timedelta(days=1)
CALLS = 12
MEMORY = 300 * 1024  # KiB

Truth = Mapping[str, tuple[str, int, str]]  # key → presence, number of revisions, their last


def call(name: str) -> tuple[str, str]:
    """The title and text of a call."""
    words = "Gefördert werden Begegnungsräume in Dörfern. Anträge sind bis zum 31.03.2027 möglich."
    return f"Förderaufruf für den Treffpunkt {name}", f"{words} Größe: Maß {name}."


def village() -> Village:
    """The site as it is at first: a dozen calls."""
    return Village(calls={f"aufruf-{n}": call(f"Nr {n}") for n in range(CALLS)})


@dataclass
class Place:
    """An address at which one site stands after the other."""

    address: str = ""
    village: Village = field(default_factory=village)


@contextmanager
def opened() -> Iterator[Place]:
    """Serve whatever stands at a place."""
    place = Place()
    with serving_hosts(
        lambda _host, path: place.village.answer(path),
        lambda path, status: place.village.asked.append((path, status)),
    ) as place.address:
        yield place


@dataclass
class Watch:
    """The site, and a crawler that visits it day after day."""

    village: Village
    engine: Engine
    rules: Rules
    folder: Path
    address: str
    now: datetime
    day: int = 0

    def visit(self, seconds: int = 60) -> CrawlResult:
        """Crawl and read on the next day, waiting so long for a page."""
        self.day += 1
        at = self.now + self.day * DAY
        memory = self.folder / "memory"
        order = CrawlOrder(
            today=local_date(at),
            limit=timedelta(minutes=2),
            contact="https://example.org/kontakt",
            program=(*forked("tests.faults.sites.run"), self.address, str(memory), str(seconds)),
        )
        result = crawl(self.engine, SOURCE, order, lambda: at, "tester")
        assert result is not None
        assert int(memory.read_text()) < MEMORY
        process(self.engine, self.rules, at)
        return result

    def truth(self) -> Truth:
        """What is known of every opportunity."""
        with reading(self.engine) as session:
            known = {}
            for found in session.scalars(select(Opportunity)):
                of_this = select(Revision).where(Revision.opportunity_id == found.id)
                revisions = list(session.scalars(of_this.order_by(Revision.number)))
                known[found.key] = (found.presence, len(revisions), str(revisions[-1].content))
            return known

    def findings(self) -> list[tuple[str, bool]]:
        """What staff were told: its kind, and whether it still holds."""
        with reading(self.engine) as session:
            found = session.scalars(select(Finding).order_by(Finding.id))
            return [(finding.kind, finding.cleared_at is None) for finding in found]


@cache
def shipped_rules() -> Rules:
    """The rules as they are shipped."""
    gazetteer = Gazetteer.of(load_area_tree(date(2026, 11, 22)))
    return Rules(
        sources={SOURCE.slug: SOURCE}, topics=load_topics(), gazetteer=gazetteer, edition="one"
    )


@contextmanager
def watching(
    place: Place, village: Village, template: SqliteTemplate, folder: Path, now: datetime
) -> Iterator[Watch]:
    """Let a site stand at a place that was crawled once: by the first who asks, for all."""

    @contextmanager
    def watched(url: str, day: int) -> Iterator[Watch]:
        engine = make_engine(url)
        yield Watch(village, engine, shipped_rules(), folder, place.address, now, day)
        engine.dispose()

    def visit(url: str) -> None:
        with watched(url, day=0) as watch:
            first = watch.visit()
            assert (first.outcome, first.new, first.reason) == (RunOutcome.OK, CALLS, "")

    place.village = village
    mark = hashlib.sha256(repr((village, place.address, now)).encode()).hexdigest()[:16]
    with template.after(mark, visit).database(folder) as url, watched(url, day=1) as watch:
        village.statuses()
        yield watch
