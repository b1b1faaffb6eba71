"""Visiting: a source in a folder of pages that changes from day to day, crawled and read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, select

from crawlers.registry import sources
from crawlers.source import Source
from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.findings import open_findings
from db.opportunities import Opportunity, Revision
from db.values import Values, from_json
from landbote.clock import local_date
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CrawlOrder
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, process, read_entry
from pipeline.themes import load_topics
from tests.databases import SqliteTemplate
from tests.forks import forked

DAY = timedelta(days=1)
LEA = "https://www.lea-hessen.de"
LIST = f"{LEA}/kommunen/foerdermittel-finden/"
REGION = "https://www.region-vogelsberg.de"
FEED = f"{REGION}/neues.xml"
BUDGET = f"{REGION}/regionalbudget/"  # watched in addition
TERMS = "Anträge sind bis zum 19. Februar 2027 möglich. Vereine erhalten höchstens 7.500 Euro."


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one address answers."""

    body: str = ""
    status: int = 200
    location: str = ""  # of a redirect


Pages = Mapping[str, Answer]


def article(title: str, text: str = TERMS) -> Answer:
    """A page with a headline and a text of its own."""
    words = f"<p>Für {title} gibt es in Hessens Dörfern Geld.</p><p>{text}</p>"
    return Answer(body=f"<html><body><main><h1>{title}</h1>{words}</main></body></html>")


def lea(**articles: Answer) -> dict[str, Answer]:
    """The site of a list and its articles, by the last part of their addresses."""
    urls = {f"{LEA}/kommunen/energie/{name}": page for name, page in articles.items()}
    links = "".join(f'<a href="{url}">Zum Angebot</a>' for url in urls)
    listed = f"<main><h1>Angebote</h1><p>Hier stehen alle Angebote.</p>{links}</main>"
    return {LIST: Answer(body=f"<html><body>{listed}</body></html>"), **urls}


def region(feed: str | Answer) -> dict[str, Answer]:
    """The site of a region with a feed of these items, or whatever the feed answers."""
    if isinstance(feed, str):
        feed = Answer(body=f'<rss version="2.0"><channel>{feed}</channel></rss>')
    link = '<link rel="alternate" type="application/rss+xml" href="/neues.xml">'
    words = "<main><h1>Region</h1><p>Hier leben und arbeiten Menschen gern.</p></main>"
    home = Answer(body=f"<html><head>{link}</head><body>{words}</body></html>")
    gone = dict.fromkeys((f"{REGION}/sitemap.xml", BUDGET), Answer(status=404))
    return {f"{REGION}/": home, FEED: feed, **gone}


def item(title: str, path: str, text: str = TERMS) -> str:
    """One item of a feed."""
    return (
        f"<item><title>{title}</title><link>{REGION}{path}</link>"
        f"<pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate>"
        f"<description>{text}</description></item>"
    )


@dataclass
class Visits:
    """A source and whoever visits and reads it, day after day."""

    engine: Engine
    source: Source
    folder: Path
    now: datetime
    number: int = 0

    def visit(self, pages: Pages, after: timedelta = DAY, *, accept: bool = False) -> CrawlResult:
        """Let the site answer like this on the next day, crawl it and read."""
        self.number += 1
        self.now += after
        order = CrawlOrder(
            today=local_date(self.now),
            limit=timedelta(minutes=1),
            replay=_write(self.folder / f"pages{self.number}", pages),
            program=forked("crawlers.run"),
            accept=accept,
            reads=lambda entry: read_entry(entry, shipped_rules()).read,
        )
        result = crawl(self.engine, self.source, order, lambda: self.now, "tester")
        assert result is not None
        process(self.engine, shipped_rules(), self.now)
        return result

    def known(self) -> dict[str, tuple[Opportunity, Values]]:
        """What stands, by title."""
        with reading(self.engine) as session:
            rows = session.execute(
                select(Opportunity, Revision.content)
                .join(Revision, Revision.id == Opportunity.revision_id)
                .order_by(Opportunity.id)
            ).all()
        return {one.title: (one, from_json(content)) for one, content in rows}

    def told_at(self) -> dict[str, datetime | None]:
        """When each was last worth telling."""
        return {title: one.news_at for title, (one, _values) in self.known().items()}

    def findings(self) -> list[tuple[str, str]]:
        """What staff are told now: its kind and its words."""
        with reading(self.engine) as session:
            return [(one.kind, one.reason) for one in open_findings(session, self.source.slug)]


@cache
def shipped_rules() -> Rules:
    """The rules as they are shipped."""
    return Rules(
        sources=sources(),
        topics=load_topics(),
        gazetteer=Gazetteer.of(load_area_tree(date(2026, 11, 22))),
        edition="one",
    )


@contextmanager
def visiting(slug: str, template: SqliteTemplate, folder: Path, now: datetime) -> Iterator[Visits]:
    """Yield the visits of a source on a fresh database."""
    with template.database(folder) as url, opened(url) as engine:
        yield Visits(engine, sources()[slug], folder, now)


@contextmanager
def visited(
    slug: str, pages: Pages, template: SqliteTemplate, folder: Path, now: datetime
) -> Iterator[Visits]:
    """Yield the visits of a source that was visited once: by the first who asks, for all."""

    def visit(url: str) -> None:
        with opened(url) as engine:
            assert Visits(engine, sources()[slug], folder, now).visit(pages).good

    mark = hashlib.sha256(repr((slug, pages, now)).encode()).hexdigest()[:16]
    with visiting(slug, template.after(mark, visit), folder, now + DAY) as visits:
        visits.number = 1
        yield visits


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Yield an engine on a database."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


def _write(folder: Path, pages: Pages) -> Path:
    folder.mkdir()
    listed = []
    for number, (url, answer) in enumerate(pages.items()):
        name = f"{number}.{'xml' if url == FEED else 'html'}"
        (folder / name).write_text(answer.body, encoding="utf-8")
        lines = [f'url = "{url}"', f"status = {answer.status}", f'file = "{name}"']
        if answer.location:
            lines.append(f'headers = {{ Location = "{answer.location}" }}')
        listed.append("\n".join(("[[page]]", *lines)))
    (folder / "pages.toml").write_text("\n\n".join(listed), encoding="utf-8")
    return folder
