"""Visits: the pages of a source from one crawl to the next, between files and the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from crawlers.visits import Visit, read_visits, write_visits
from db.engine import reading, writing
from db.page_visits import PageVisit
from landbote.intake import BATCH, newest_digests

_COLUMNS = ("url", "etag", "last_modified", "answer", "read_on")


def write_known(engine: Engine, source: str, file: Path) -> None:
    """Write what is remembered of a source's pages to a file, for its next crawl.

    A page is left out, and so read in full, if one of its entries does not stand in the
    database as the page gave it.
    """
    with reading(engine) as session:
        stored = newest_digests(session, source)
        visits = (
            visit
            for visit in _visits(session, source)
            if all(stored.get(key) == mark for key, mark in visit.entries.items())
        )
        write_visits(file, visits)


def remember(engine: Engine, source: str, file: Path) -> None:
    """Take a good crawl's visits over; pages that it did not see are forgotten.

    Raises ValueError naming file and line. A page that is as it was writes nothing.
    """
    if not file.exists():
        return
    new = {visit.url: visit for visit in read_visits(file)}
    with writing(engine) as session:
        old = {visit.url: visit for visit in _visits(session, source)}
        gone = [url for url in old if new.get(url) != old[url]]
        fresh = [_row(source, visit) for url, visit in new.items() if old.get(url) != visit]
        for start in range(0, len(gone), BATCH):
            some = PageVisit.url.in_(gone[start : start + BATCH])
            session.execute(delete(PageVisit).where(PageVisit.source == source, some))
        if fresh:
            session.execute(insert(PageVisit), fresh)


def _visits(session: Session, source: str) -> Iterator[Visit]:
    rows = session.scalars(select(PageVisit).where(PageVisit.source == source))
    for row in rows:
        columns = {name: getattr(row, name) for name in _COLUMNS}
        yield Visit.from_record(columns | row.yielded)


def _row(source: str, visit: Visit) -> dict[str, object]:
    record = visit.record()
    columns = {name: record.pop(name) for name in _COLUMNS}
    return {"source": source, "yielded": record} | columns
