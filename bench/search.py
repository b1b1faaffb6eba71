"""Search: how well German is found, by the judged queries, and how quickly among very much.

Recall and precision are told of the sets of queries over the first programmes (`bench.judged`);
none of them is fresh any more, and what strangers find stands in 0020. The time is that of a search
among 20,000 entries, the judged queries one after the other, by what the pages hold in memory and
by what is stored; a naive LIKE for each word, which folds and ranks nothing, is what it is compared
to. On a busy machine the processor's time of our own process says more, which is told beside; what
PostgreSQL's server does comes on top.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from bench.judged import Programme, figures, fill, fresh, judgements, programmes, third
from bench.row import Row
from db.engine import make_engine, reading
from db.facts import Facts
from db.finding.text import holding
from db.finding.word_index import read_words
from db.schema import upgrade
from db.search_texts import SearchText
from db.values import Values
from pipeline.themes import load_topics
from tests.databases import running_postgres
from tests.stating import stated

MANY = 20_000
BAR_MS = 50.0
Find = Callable[[Session, str], object]


def rows() -> Iterator[Row]:
    """Measure how well and how quickly, on SQLite and on PostgreSQL."""
    known = programmes()
    with _databases() as databases:
        for kind, (few, many) in databases.items():
            yield from _how_well(kind, few, known)
            yield from _how_quickly(kind, many, known)


def _how_well(kind: str, engine: Engine, known: Sequence[Programme]) -> Iterator[Row]:
    fill(engine, [one.values for one in known])
    with reading(engine) as session:
        for judged, which in (
            (fresh(), "judged second"),
            (third(), "judged third"),
            (judgements(tuned=False), "of the second half"),
            (judgements(tuned=True), "tuned on"),
        ):
            found = figures(judged, lambda query: holding(session, query).ranks.keys())
            plain = figures(judged, lambda query: _as_typed(known, query))
            for what, value, other in (
                ("recall", found.recall, plain.recall),
                ("precision", found.precision, plain.precision),
            ):
                yield Row(
                    name=f"{kind}: {what}, {found.queries} queries {which}",
                    value=100 * value,
                    unit="%",
                    baseline=f"naive LIKE ({100 * other:.1f} %)",
                    ratio=value / other,
                )


def _how_quickly(kind: str, engine: Engine, known: Sequence[Programme]) -> Iterator[Row]:
    fill(engine, _many(known))
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    with reading(engine) as session:
        plain = _milliseconds(session, _naive)
        stored = _milliseconds(session, holding)
        texts = read_words(session, session.scalars(select(Facts.opportunity_id)))
        held = _milliseconds(session, partial(holding, texts=texts))
    for place, what in enumerate(("p50", "p95")):
        yield Row(name=f"{kind}: naive LIKE, {what}", value=plain[place], unit="ms")
        for where, found in (("as held", held), ("as stored", stored)):
            yield Row(
                name=f"{kind}: search among {MANY:,} {where}, {what}, "
                f"{found[place] / BAR_MS:.2f} of the bar ({found[place + 2]:.0f} ms busy)",
                value=found[place],
                unit="ms",
                baseline="naive LIKE",
                ratio=found[place] / plain[place],
            )


def _milliseconds(session: Session, find: Find) -> tuple[float, float, float, float]:
    """Return median and 95th percentile, by the clock and of the processor."""
    queries = [one.query for tuned in (False, True) for one in judgements(tuned=tuned)]
    taken, busy = [], []
    for place, query in enumerate((queries[0], *queries)):
        began, working = time.perf_counter(), time.process_time()
        find(session, query)
        if place:  # the first opens what others find open
            taken.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - working))
    slow, slow_busy = quantiles(taken, n=20)[-1], quantiles(busy, n=20)[-1]
    return median(taken), slow, median(busy), slow_busy


def _naive(session: Session, words: str) -> list[int]:
    """Look for each word as it was typed, as a search without an index does."""
    query = select(SearchText.opportunity_id)
    for word in words.split():
        query = query.where(
            SearchText.title.icontains(word, autoescape=True)
            | SearchText.body.icontains(word, autoescape=True)
        )
    return list(session.scalars(query))


def _as_typed(known: Sequence[Programme], words: str) -> list[int]:
    """Return what a naive search finds among unfolded texts."""
    typed = words.casefold().split()
    return [
        one.number
        for one in known
        if all(word in f"{one.title} {one.funder} {one.teaser}".casefold() for word in typed)
    ]


def _many(known: Sequence[Programme]) -> Iterator[Values]:
    """Yield entries with names of programmes and sentences of our own, much alike, as real ones."""
    chance = random.Random(1)
    sentences = [
        example
        for topic in load_topics()
        for example in (*topic.examples_match, *topic.examples_not)
    ]
    for number in range(MANY):
        one, other = chance.choice(known), chance.choice(known)
        yield stated(
            title=f"{one.title} {number}",
            url=f"https://example.org/{number}",
            level="state",
            summary=" ".join((*chance.sample(sentences, chance.randint(4, 9)), other.teaser)),
            funders=(one.funder,),
            areas=(one.area,),
        )


@contextmanager
def _databases() -> Iterator[dict[str, tuple[Engine, Engine]]]:
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        address = server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1)
        admin = create_engine(address, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            for name in ("few", "many"):
                connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        made = {
            "SQLite": [f"sqlite:///{Path(folder) / name}.db" for name in ("few", "many")],
            "PostgreSQL": [
                server.get_uri(database=name).replace("postgresql:", "postgresql+psycopg:", 1)
                for name in ("few", "many")
            ],
        }
        engines = {
            kind: (make_engine(few), make_engine(many)) for kind, (few, many) in made.items()
        }
        for few, many in engines.values():
            upgrade(few)
            upgrade(many)
        yield engines
        for few, many in engines.values():
            few.dispose()
            many.dispose()
