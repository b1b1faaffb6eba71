"""Planning: whom news fit, and an issue for ten thousand readers written down."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Engine, func, insert, select

from bench.row import Row
from db.area_tree import AreaTree, load_area_tree
from db.base import table_of
from db.chunks import chunks
from db.deliveries import Delivery
from db.engine import make_engine, reading, writing
from db.schema import upgrade
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence
from landbote.jobs import seldom_collecting
from notifier import outbox
from notifier.news.match import NewsIndex
from notifier.news.select import Wish
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, SOURCES, news, publish, values

READERS = 10_000
OPPORTUNITIES = 1000
ITEMS = 15
DOMAINS = 500
TOPICS = [f"topic{number}" for number in range(OPPORTUNITIES // ITEMS)]
APPLICANTS = ("municipality", "association", "company", "district")


def rows() -> Iterator[Row]:
    """Measure matching ten thousand wishes, then planning their mails."""
    tree = load_area_tree(TODAY)
    yield from _matching(tree)
    yield from _planning(tree)


def wishes(tree: AreaTree) -> list[Wish]:
    """Return one wish for each reader: a municipality, a topic, sometimes more."""
    places = tree.municipalities_of("06")
    return [
        Wish(
            area=places[number % len(places)].key,
            topics=(TOPICS[number % len(TOPICS)],),
            applicants=("municipality",) if number % 3 else (),
            levels=("state", "federal") if number % 5 == 0 else (),
            population=places[number % len(places)].population,
            excluded=(f"Wort{number % 50}",) if number % 7 == 0 else (),
        )
        for number in range(READERS)
    ]


def _matching(tree: AreaTree) -> Iterator[Row]:
    items = [
        news(
            number,
            title=f"Förderung {number} mit Wort{number % 100}",
            topics=(TOPICS[number % len(TOPICS)],),
            areas=(("06", "de", "06535")[number % 3],),
            level=("state", "federal", "region")[number % 3],
        )
        for number in range(OPPORTUNITIES)
    ]
    asked = wishes(tree)
    naive = _processor_seconds(lambda: [_plainly(tree, items, one) for one in asked[:100]]) * 100
    index = NewsIndex(items, tree.covers)
    ours = _processor_seconds(lambda: [index.matching(one) for one in asked])
    what = f"{READERS:,} wishes matched with {OPPORTUNITIES:,} news"
    yield Row(name=f"{what}, one by one", value=naive, unit="s")
    yield Row(name=what, value=ours, unit="s", baseline="one by one", ratio=ours / naive)


def _plainly(tree: AreaTree, items: list, wish: Wish) -> list:  # type: ignore[type-arg]
    return [
        one
        for one in items
        if any(tree.covers(area, wish.area) for area in one.areas)
        and (not wish.topics or set(wish.topics) & set(one.values.topics))
        and (not wish.levels or one.values.level in wish.levels)
        and (not wish.applicants or set(wish.applicants) & set(one.values.applicants))
    ]


def _processor_seconds(work) -> float:  # type: ignore[no-untyped-def]
    began = time.process_time()
    work()
    return time.process_time() - began


def _planning(tree: AreaTree) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        engine = make_engine(f"sqlite:///{name}/landbote.db")
        upgrade(engine)
        fill(engine, tree)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, began_wall = time.process_time(), time.perf_counter()
        counts = plan(engine, tree, TODAY)
        spent, wall = time.process_time() - began, time.perf_counter() - began_wall
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        assert counts.planned == READERS, counts
        with reading(engine) as session:
            items = session.scalar(select(func.avg(Delivery.item_count)))
        again = _processor_seconds(lambda: plan(engine, tree, TODAY + timedelta(days=1)))
        engine.dispose()
    what = f"{READERS:,} digests of {items:.0f} items planned"
    yield Row(name=what, value=spent, unit="s")
    yield Row(name=f"{what}, by the clock", value=wall, unit="s")
    yield Row(name=f"{what}, memory more than before", value=more, unit="MB")
    yield Row(name="the day after, with nothing new", value=again, unit="s")


def fill(engine: Engine, tree: AreaTree) -> None:
    """Publish what there is to tell, and store the readers: each is told of fifteen."""
    for number in range(OPPORTUNITIES):
        stated = values(title=f"Förderung {number}", topics=(TOPICS[number % len(TOPICS)],))
        publish(engine, str(number), stated)
    _subscribe(engine, tree)


def _subscribe(engine: Engine, tree: AreaTree) -> None:
    yesterday = NOW - timedelta(days=1)
    with writing(engine) as session:
        for some in chunks(range(READERS)):
            session.execute(
                insert(table_of(Subscriber)),
                [
                    {
                        "id": number + 1,
                        "email": f"reader{number}@town{number % DOMAINS}.example",
                        "name": f"Gemeinde {number}",
                        "token": f"token-{number}",
                        "created_at": yesterday,
                        "confirmed_at": yesterday,
                    }
                    for number in some
                ],
            )
        places = tree.municipalities_of("06")
        for some in chunks(range(READERS)):
            session.execute(
                insert(table_of(Subscription)),
                [
                    {
                        "subscriber_id": number + 1,
                        "area": places[number % len(places)].key,
                        "topics": [TOPICS[number % len(TOPICS)]],
                        "cadence": Cadence.DAILY,
                        "created_at": yesterday,
                    }
                    for number in some
                ],
            )


def plan(engine: Engine, tree: AreaTree, on: date, worker: str = "") -> outbox.PlanCounts:
    """Plan the issue of a day as the job does it."""
    with seldom_collecting():
        return outbox.plan(
            engine,
            cadence=Cadence.DAILY,
            on=on,
            now=NOW + (on - TODAY),
            sender=SENDER,
            places=tree,
            sources=SOURCES,
            topics={topic: f"Thema {topic}" for topic in TOPICS},
            worker=worker,
        )
