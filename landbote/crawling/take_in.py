"""Take in: from a crawl's file into the database, verbatim, and only what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, defer

from crawlers.items import parted
from db.base import table_of
from db.crawls import CrawlRun, StoredEntry
from landbote.crawling.brought import Line, texts_of
from landbote.crawling.stored import BATCH, newest


def take_in(
    session: Session, run: CrawlRun, file: Path, lines: Sequence[Line], now: datetime
) -> None:
    """Store these lines of a run's file. The caller commits, all or none."""
    for start in range(0, len(lines), BATCH):
        # No name holds on to the rows: two batches of long texts at a time are one too many.
        session.execute(insert(table_of(StoredEntry)), _rows(run, file, lines[start:][:BATCH], now))


def _rows(
    run: CrawlRun, file: Path, lines: Sequence[Line], now: datetime
) -> list[dict[str, object]]:
    same = {"source": run.source, "run_id": run.id, "taken_at": now}
    return [
        same | {"key": line.key, "digest": line.digest, "payload": payload, "shape": shape}
        for line, (payload, shape) in zip(lines, map(parted, texts_of(file, lines)), strict=True)
    ]


def reshape(session: Session, run: CrawlRun, file: Path, lines: Sequence[Line]) -> None:
    """Let the stored shape of entries that are as they were follow their pages.

    It is no content: nothing is read anew for it, and nobody is told.
    """
    for start in range(0, len(lines), BATCH):
        some = lines[start:][:BATCH]
        keys = [line.key for line in some]
        rows = (
            select(StoredEntry)
            .options(defer(StoredEntry.payload))
            .where(StoredEntry.id.in_(newest(run.source)))
        )
        stored = {row.key: row for row in session.scalars(rows.where(StoredEntry.key.in_(keys)))}
        for line, (_, shape) in zip(some, map(parted, texts_of(file, some)), strict=True):
            if stored[line.key].shape != shape:
                stored[line.key].shape = shape
