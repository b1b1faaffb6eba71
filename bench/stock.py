"""Stock: what an opportunity costs: rows, bytes and processor time; and what a tick costs.

The generated export of the Förderdatenbank on PostgreSQL, as its programmes are stored and read.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from bench.ingest import PAGES, SLUG
from bench.row import Row
from crawlers.registry import sources
from landbote import jobs
from landbote.application import start
from landbote.schedule import LastVisit, due_sources
from landbote.settings import Settings
from tests.databases import running_postgres
from tests.generated_export import write_export

PROGRAMMES = 100
SOURCES = 2_500


def rows() -> Iterator[Row]:
    """Measure what is stored of each programme, and what looking for due sources takes."""
    yield from _tick()
    with tempfile.TemporaryDirectory() as name, running_postgres() as server:
        folder = Path(name)
        write_export(folder / "export.zip", programmes=PROGRAMMES)
        (folder / "pages.toml").write_text(PAGES)
        url = server.get_uri(database="postgres")
        app = start(Settings(data_folder=folder, database_url=url), date(2026, 11, 23))
        empty = _bytes(app.engine)
        list(jobs.crawl_sources(app, [app.sources[SLUG]], replay=folder))
        _ = app.rules  # costs the same however much is read
        begun = time.process_time()
        jobs.process(app)
        spent = time.process_time() - begun
        count = _rows(app.engine).pop("opportunities")
        yield Row(name="reading a programme", value=1000 * spent / count, unit="ms of processor")
        yield Row(
            name="disk of a programme, indexes included",
            value=(_bytes(app.engine) - empty) / 1024 / count,
            unit="KB",
        )
        for table, found in sorted(_rows(app.engine).items()):
            if found >= count / 10:
                yield Row(name=f"rows of {table} for each", value=found / count, unit="")
        app.engine.dispose()


def _tick() -> Iterator[Row]:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    shipped = [source for source in sources().values() if source.visited]
    many = [replace(shipped[n % len(shipped)], slug=f"source{n}") for n in range(SOURCES)]
    visits = {source.slug: LastVisit(started_at=now - timedelta(hours=3)) for source in many}
    begun = time.process_time()
    due_sources(many, visits, now)
    spent = 1000 * (time.process_time() - begun)
    yield Row(name=f"asking which of {SOURCES:,} sources are due", value=spent, unit="ms")


def _rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has; those of areas are the same for every stock."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with engine.connect() as connection:
        names = list(connection.scalars(text(tables)))
        return {
            name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0
            for name in names
            if not name.startswith("area")
        }


def _bytes(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
