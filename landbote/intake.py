"""Intake: from a crawl's file into the database, verbatim, and only what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, Select, func, insert, select
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
        for payload, entry in read_entries(source, file):
            key, mark = entry.key, digest(payload)
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
    rows = session.execute(
        select(StoredEntry.key, StoredEntry.digest).where(StoredEntry.id.in_(_newest(source)))
    )
    return {key: mark for key, mark in rows}


def newest_entries(session: Session, source: str, keys: Iterable[str]) -> Iterator[RawEntry]:
    """Yield the stored text of these entries, in no order; an unknown key yields nothing."""
    wanted = list(keys)
    of_source = select(StoredEntry.payload).where(StoredEntry.id.in_(_newest(source)))
    for start in range(0, len(wanted), BATCH):
        some = of_source.where(StoredEntry.key.in_(wanted[start : start + BATCH]))
        yield from map(RawEntry.from_json, session.scalars(some))


def _newest(source: str) -> Select[int]:
    of_source = select(func.max(StoredEntry.id)).where(StoredEntry.source == source)
    return of_source.group_by(StoredEntry.key)


def read_entries(source: str, file: Path) -> Iterator[tuple[str, RawEntry]]:
    """Yield each entry of a crawl's file with its JSON. Raises IntakeError naming the line."""
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
            yield payload, entry
