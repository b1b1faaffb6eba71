"""Stored: the present text of a source's entries, as the newest row of each has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.crawls import StoredEntry

BATCH = 500  # keys in one question to the database, rows in one insertion


def newest_digests(session: Session, source: str) -> dict[str, str]:
    """Return key → digest of the newest row of every entry of a source."""
    rows = session.execute(
        select(StoredEntry.key, StoredEntry.digest).where(StoredEntry.id.in_(newest(source)))
    )
    return {key: mark for key, mark in rows}


def newest_id(session: Session, source: str) -> int:
    """Return the newest row of a source, 0 where there is none."""
    newest = select(func.max(StoredEntry.id)).where(StoredEntry.source == source)
    return session.scalar(newest) or 0


def newest_entries(session: Session, source: str, keys: Iterable[str]) -> Iterator[RawEntry]:
    """Yield the stored text of these entries, in no order; an unknown key yields nothing."""
    wanted = list(keys)
    of_source = select(StoredEntry.payload, StoredEntry.shape).where(
        StoredEntry.id.in_(newest(source))
    )
    for start in range(0, len(wanted), BATCH):
        some = of_source.where(StoredEntry.key.in_(wanted[start : start + BATCH]))
        for payload, shape in session.execute(some):
            yield RawEntry.from_json(payload, shape)


def newest(source: str) -> Select[int]:
    """Return the question for the ids of the newest row of every entry of a source."""
    of_source = select(func.max(StoredEntry.id)).where(StoredEntry.source == source)
    return of_source.group_by(StoredEntry.key)
