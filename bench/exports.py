"""Exports: how many entries a second each format writes, and how much memory that takes.

The stock is that of the desk's pages, on both databases. Memory is what the process grows by at
its peak while the first 2,000 and while all are written, each in a process of its own. The
baseline is what reading and `json.dumps` of the same rows cost, and nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench.desk_stock import Stock as Filled
from bench.desk_stock import fill
from bench.row import Row
from crawlers.registry import sources
from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.finding.filter import EVERYTHING, Order
from db.finding.find import find
from db.schema import upgrade
from tests.databases import running_postgres
from web.exports import format_named, format_names
from web.records import records
from web.stock import Stock, listed_by_turns

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
FEW = 2_000
PLAIN = "json.dumps"


def rows(count: int = 20_000) -> Iterator[Row]:
    """Yield the rates and the memory of each format on both databases."""
    for kind, url in _databases():
        engine = make_engine(url)
        upgrade(engine)
        fill(engine, Filled(opportunities=count, questions=count // 4), NOW, TODAY)
        engine.dispose()
        base, _most = _measured(url, PLAIN, count)
        yield Row(name=f"{kind}: {PLAIN}", value=base, unit="entries/s")
        for chosen in format_names():
            rate, most = _measured(url, chosen, count)
            _rate, few = _measured(url, chosen, FEW)
            yield Row(
                name=f"{kind}: {chosen}",
                value=rate,
                unit="entries/s",
                ratio=rate / base,
                baseline=PLAIN,
            )
            yield Row(
                name=f"{kind}: {chosen}, growth of memory",
                value=most,
                unit="MB",
                ratio=most / few if few else None,
                baseline=f"{FEW:,} entries",
            )


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'exports.db'}"
    with running_postgres() as server:
        yield "PostgreSQL", server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1)


def _measured(address: str, chosen: str, count: int) -> tuple[float, float]:
    """Return the entries a second and the megabytes at the peak, of a process of its own."""
    order = [sys.executable, "-m", "bench.exports", address, chosen, str(count)]
    said = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    rate, most = said.split()
    return float(rate), float(most)


def _measure(address: str, chosen: str, count: int) -> tuple[float, float]:
    engine, areas = make_engine(address), load_area_tree(TODAY)

    def stock(ids: tuple[int, ...]) -> Stock:
        return Stock(
            listed=listed_by_turns(engine, ids),
            today=TODAY,
            made_at=NOW,
            area_name=areas.label,
            sources=sources(),
            base_url="https://landbote.example.org",
        )

    with reading(engine) as session:
        ids = find(session, EVERYTHING, TODAY, areas.concerned_by, Order.TITLE).ids[:count]

    def write(some: tuple[int, ...]) -> int:
        if chosen == PLAIN:
            return sum(len(json.dumps(row)) for row in records(stock(some)))
        return sum(map(len, format_named(chosen).pieces(stock(some))))

    write(ids[:200])  # what is read once for all
    before, began = _peak(), time.perf_counter()
    write(ids)
    return len(ids) / (time.perf_counter() - began), (_peak() - before) / 1024


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(*_measure(sys.argv[1], sys.argv[2], int(sys.argv[3])))
