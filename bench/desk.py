"""Desk: how long the pages of the service desk take with very much in stock, on both databases.

Each page is asked for as a browser does, by somebody who is signed in; the figure is the median,
the bar 100 ms. It is compared to the queue of an empty database: what any page costs. On a busy
machine the processor's time says more, which is told beside; it is that of our own process alone.
What is held between requests is measured as held, and once each as it is first read and, of the
issue, as it is after an act of the desk. A subscriber's pages are measured for one whom all of the
stock fits and for one with a topic.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from bench.desk_stock import Stock, entries_asked, fill
from bench.row import Row
from crawlers.registry import sources
from db.actors import load_actors
from db.area_tree import AreaTree, load_area_tree
from db.engine import make_engine
from db.schema import upgrade
from db.vocabulary import Cadence
from notifier.issue import Imprint
from notifier.mail.links import MATCHES, Links
from notifier.mail.sender import Sender
from notifier.weighing import Issue, Scales, weigh
from pipeline.themes import topic_labels
from tests.databases import running_postgres
from tests.web.signing_in import Signed, signed_in
from web.site import Site

BAR_MS = 100.0
ROUNDS = 21
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page by its name; `path` may name an entry, another one each time."""

    name: str
    path: str


SENDER = Sender(
    name="Landbote",
    address="landbote@example.org",
    base_url="https://landbote.example.org",
    secret="known to the bench alone, and good for nothing",
)


def _matches_link(number: int) -> str:
    signed = Links(base_url=SENDER.base_url, secret=SENDER.secret).signed(
        MATCHES, f"token-{number - 1}"
    )
    return f"/abo/treffer/{signed}"


PAGES = (
    _Page(name="queue", path="/fragen"),
    _Page(name="queue, two filters", path="/fragen?angabe=deadline&gebiet=06"),
    _Page(name="workplace", path="/arbeitsplatz"),
    _Page(name="entry", path="/eintraege/{}"),
    _Page(name="sources", path="/quellen"),
    _Page(name="next issue", path="/ausgabe"),
    _Page(name="next issue, a later page", path="/ausgabe?seite=3"),
    *(
        _Page(name=f"{what}, {whose}", path=path.format(number, matches=_matches_link(number)))
        for whose, number in (("all fits", 1), ("one topic", 2))
        for what, path in (
            ("matches", "{matches}"),
            ("matches, a later page", "{matches}?seite=3"),
            ("feed", "/abo/feed/key-{0}/atom.xml"),
            ("calendar", "/abo/feed/key-{0}/kalender.ics"),
        )
    ),
)


def rows() -> Iterator[Row]:
    """Measure each page on SQLite and on PostgreSQL."""
    tree = load_area_tree(TODAY)
    for kind, url in databases():
        engine = make_engine(url)
        upgrade(engine)
        empty, _busy = _milliseconds(signed_in(_site(engine, tree)), "/fragen", [1])
        yield Row(name=f"{kind}: queue of an empty database", value=empty, unit="ms")
        stock = Stock()
        fill(engine, stock, NOW, TODAY)
        began = time.perf_counter()
        weighed = weigh(engine, _scales(tree), TODAY, _tomorrow())
        spent = (time.perf_counter() - began) * 1000 / weighed
        yield Row(name=f"{kind}: one entry weighed", value=spent, unit="ms")
        browser = signed_in(_site(engine, tree))
        numbers = entries_asked(engine)
        for page in PAGES:
            began = time.process_time()
            browser.get(page.path.format(numbers[0]))
            first = (time.process_time() - began) * 1000
            if first > BAR_MS:
                yield Row(name=f"{kind}: {page.name}, first look, busy", value=first, unit="ms")
            value, busy = _milliseconds(browser, page.path, numbers)
            yield Row(
                name=f"{kind}: {page.name}, {value / BAR_MS:.2f} of the bar ({busy:.0f} ms busy)",
                value=value,
                unit="ms",
                baseline="queue of an empty database",
                ratio=value / empty,
            )
        acting, busy = _after_an_act(browser)
        name = f"{kind}: next issue after an act ({busy:.0f} ms busy)"
        yield Row(name=name, value=acting, unit="ms")
        engine.dispose()


def _after_an_act(browser: Signed) -> tuple[float, float]:
    """Return how long the issue takes to be shown that has just been changed."""
    on, taken, busy = (TODAY + timedelta(days=1)).isoformat(), [], []
    for entry in (2, 3, 4):
        done = browser.act("/ausgabe/zurueckhalten", eintrag=str(entry), fuer="daily", tag=on)
        assert done.status_code == 303, done.text
        began, working = time.perf_counter(), time.process_time()
        assert browser.get("/ausgabe").status_code == 200
        taken.append(time.perf_counter() - began)
        busy.append(time.process_time() - working)
    return median(taken) * 1000, median(busy) * 1000


@contextmanager
def _postgres() -> Iterator[str]:
    with running_postgres() as server:
        yield server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1)


def databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'desk.db'}"
    with _postgres() as url:
        yield "PostgreSQL", url


def _milliseconds(browser: Signed, path: str, numbers: list[int]) -> tuple[float, float]:
    """Return the median time of some rounds but the first, and that of the processor."""
    taken, busy = [], []
    for number in range(ROUNDS + 1):
        began, working = time.perf_counter(), time.process_time()
        answer = browser.get(path.format(numbers[number % len(numbers)]))
        if number:
            taken.append(time.perf_counter() - began)
            busy.append(time.process_time() - working)
        assert answer.status_code == 200, path
    return median(taken) * 1000, median(busy) * 1000


def _site(engine: Engine, tree: AreaTree) -> Site:
    return Site(
        engine=engine,
        sources=sources(),
        area_label=tree.label,
        today=lambda: TODAY,
        now=lambda: NOW,
        next_issue=lambda _cadence: NOW + timedelta(days=1),
        sender=SENDER,
        imprint=lambda: Imprint(
            sender=SENDER,
            places=tree,
            sources=sources(),
            topics=topic_labels(),
            actors=load_actors(),
        ),
    )


def _scales(tree: AreaTree) -> Scales:
    return Scales(places=tree, sources=sources(), actors=load_actors())


def _tomorrow() -> Issue:
    return Issue(on=TODAY + timedelta(days=1), cadences=(Cadence.DAILY,))
