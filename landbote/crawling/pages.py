"""Pages: the pages of a source from one crawl to the next, between files and the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from crawlers.items import digest
from crawlers.visited_pages import VisitedPage, read_visited
from db.page_visits import PageVisit
from landbote.crawling.brought import IntakeError
from landbote.crawling.stored import BATCH

_COLUMNS = ("url", "etag", "last_modified", "answer", "read_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanges:
    """What a crawl leaves of its pages: the addresses to forget, those to write down."""

    gone: tuple[str, ...] = ()
    fresh: tuple[VisitedPage, ...] = ()


def hand_on(
    session: Session, source: str, digests: Mapping[str, str], file: Path
) -> dict[str, str]:
    """Write what is remembered of a source's pages to a file; return the digest of each.

    A page is left out of the file, and so read in full, if one of its entries does not stand
    in the database as the page gave it; `digests` says what stands there.
    """
    marks = {}
    with file.open("w", encoding="utf-8") as out:
        for page in _remembered(session, source):
            line = page.to_json()
            marks[page.url] = digest(line)
            if all(digests.get(key) == mark for key, mark in page.entries.items()):
                out.write(line + "\n")
    return marks


def changes(file: Path, known: Mapping[str, str]) -> PageChanges:
    """Compare a good crawl's pages with those before it; one that it did not see is gone.

    Raises IntakeError naming file and line. A crawl that left no file changes nothing.
    """
    if not file.exists():
        return PageChanges()
    same: set[str] = set()
    fresh: dict[str, VisitedPage] = {}
    for page in _left(file):
        if known.get(page.url) == digest(page.to_json()):
            same.add(page.url)
            fresh.pop(page.url, None)
        else:
            same.discard(page.url)
            fresh[page.url] = page
    return PageChanges(gone=tuple(known.keys() - same), fresh=tuple(fresh.values()))


def remember(session: Session, source: str, pages: PageChanges) -> None:
    """Take the changes over. A page that is as it was writes nothing."""
    for start in range(0, len(pages.gone), BATCH):
        some = PageVisit.url.in_(pages.gone[start : start + BATCH])
        session.execute(delete(PageVisit).where(PageVisit.source == source, some))
    if pages.fresh:
        session.execute(insert(PageVisit), [_row(source, page) for page in pages.fresh])


def _left(file: Path) -> Iterator[VisitedPage]:
    try:
        yield from read_visited(file)
    except ValueError as error:
        raise IntakeError(str(error)) from error


def _remembered(session: Session, source: str) -> Iterator[VisitedPage]:
    rows = session.scalars(select(PageVisit).where(PageVisit.source == source))
    for row in rows:
        columns = {name: getattr(row, name) for name in _COLUMNS}
        yield VisitedPage.from_record(columns | row.yielded)


def _row(source: str, page: VisitedPage) -> dict[str, object]:
    record = page.record()
    columns = {name: record.pop(name) for name in _COLUMNS}
    return {"source": source, "yielded": record} | columns
