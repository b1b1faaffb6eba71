"""Intake: from a crawl's file into the database, verbatim, and only what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry, digest
from db.crawls import StoredEntry
from db.engine import writing

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How many entries of a run were not there before, or read differently before."""

    new: int
    changed: int


class IntakeError(ValueError):
    """A line of a crawl's file is not an entry of its source."""


def take_in(engine: Engine, source: str, file: Path, run_id: int, now: datetime) -> Intake:
    """Store the entries of a finished run, all or none.

    `file` holds one RawEntry JSON a line. Raises IntakeError naming the line; then
    nothing is stored.
    """
    new = changed = 0
    with writing(engine) as session:
        known = newest_digests(session, source)
        batch: list[dict[str, object]] = []
        for payload, key in _entries(source, file):
            mark = digest(payload)
            if known.get(key) == mark:
                continue
            changed, new = (changed + 1, new) if key in known else (changed, new + 1)
            batch.append(
                {"source": source, "key": key, "digest": mark, "payload": payload}
                | {"run_id": run_id, "taken_at": now}
            )
            if len(batch) == BATCH:
                session.execute(insert(StoredEntry), batch)
                batch.clear()
        if batch:
            session.execute(insert(StoredEntry), batch)
    return Intake(new=new, changed=changed)


def newest_digests(session: Session, source: str) -> dict[str, str]:
    """Return key → digest of the newest row of every entry of a source."""
    newest = (
        select(func.max(StoredEntry.id))
        .where(StoredEntry.source == source)
        .group_by(StoredEntry.key)
    )
    rows = session.execute(
        select(StoredEntry.key, StoredEntry.digest).where(StoredEntry.id.in_(newest))
    )
    return {key: mark for key, mark in rows}


def _entries(source: str, file: Path) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            payload = line.rstrip("\n")
            try:
                entry = RawEntry.from_json(payload)
            except ValueError as error:
                raise IntakeError(f"{file.name}, line {number}: {error}") from error
            if entry.source != source:
                raise IntakeError(f"{file.name}, line {number}: an entry of {entry.source}")
            if entry.key in seen:
                raise IntakeError(f"{file.name}, line {number}: the key {entry.key} stands twice")
            seen.add(entry.key)
            yield payload, entry.key
