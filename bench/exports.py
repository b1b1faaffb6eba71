"""Exports: how many entries a second each format writes, and how much memory that takes.

The stock is that of the desk's pages, on both databases. Memory is what the process grows by at
its peak while the first 2,000 and while all are written, each in a process of its own that has
held nothing large before; where the system does not say that (it is Linux that does), it is left
out. The baseline is what reading and `json.dumps` of the same rows cost, taken just before.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from bench.desk_stock import Stock as Filled
from bench.desk_stock import fill
from bench.row import Row
from crawlers.registry import sources
from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.facts import Facts
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
        for chosen in (PLAIN, *format_names()):
            base, grown = _measured(url, PLAIN, count)
            rate, most = (base, grown) if chosen == PLAIN else _measured(url, chosen, count)
            _rate, few = _measured(url, chosen, FEW)
            yield Row(
                name=f"{kind}: {chosen}",
                value=rate,
                unit="entries/s",
                ratio=rate / base,
                baseline=f"{PLAIN} ({base:,.0f}/s)",
            )
            yield Row(
                name=f"{kind}: {chosen}, growth of memory",
                value=most,
                unit="MB",
                ratio=most / few if few else None,
                baseline=f"{FEW:,} entries ({few:.1f} MB)",
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

    # Asked for plainly: an index would leave room behind in which all that follows fits.
    with reading(engine) as session:
        by_title = select(Facts.opportunity_id).order_by(Facts.sort_title, Facts.opportunity_id)
        ids = tuple(session.scalars(by_title.limit(count)))

    def write(some: tuple[int, ...]) -> int:
        if chosen == PLAIN:
            return sum(len(json.dumps(row)) for row in records(stock(some)))
        return sum(map(len, format_named(chosen).pieces(stock(some))))

    write(ids[:200])  # what is read once for all
    gc.collect()
    _forget_peak()
    before, began = _kilobytes("VmRSS"), time.perf_counter()
    write(ids)
    taken = time.perf_counter() - began
    return len(ids) / taken, (_kilobytes("VmHWM") - before) / 1024


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _kilobytes(name: str) -> int:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    return 0


if __name__ == "__main__":
    print(*_measure(sys.argv[1], sys.argv[2], int(sys.argv[3])))
