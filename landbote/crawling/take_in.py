"""Take in: from a crawl's file into the database, verbatim, and only what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.base import table_of
from db.crawls import CrawlRun, StoredEntry
from landbote.crawling.brought import Line, payloads
from landbote.crawling.stored import BATCH


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
        same | {"key": line.key, "digest": line.digest, "payload": payload}
        for line, payload in zip(lines, payloads(file, lines), strict=True)
    ]
