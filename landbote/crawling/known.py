"""Known: what is known of a source before it is visited, loaded once for the whole crawl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.local_date import local_date
from db.vocabulary import GOOD_RUNS
from landbote.crawling.pages import hand_on
from landbote.crawling.stored import newest_digests, newest_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the last good visit left for the next."""

    digests: Mapping[str, str]  # of each entry's newest text, by its key
    newest_id: int  # of the rows that they stand in
    pages: Mapping[str, str]  # the digest of each page as it was last read, by its address
    fingerprint: str = ""
    entries: int = 0
    way: str = ""  # by which of several it was read
    read_on: date | None = None  # the local day of that visit; None before the first


def load_known(session: Session, source: str, file: Path) -> Known:
    """Return what is known of a source; its pages are written to a file for the crawl."""
    last_good = (
        select(CrawlRun.fingerprint, CrawlRun.entries, CrawlRun.way, CrawlRun.started_at)
        .where(CrawlRun.source == source, CrawlRun.outcome.in_(GOOD_RUNS))
        .order_by(CrawlRun.id.desc())
        .limit(1)
    )
    row = session.execute(last_good).first()
    fingerprint, entries, way, read_at = row or ("", 0, "", None)
    # Asked first: a row that came in between would be taken for a stranger's, not overlooked.
    newest = newest_id(session, source)
    digests = newest_digests(session, source)
    return Known(
        digests=digests,
        newest_id=newest,
        pages=hand_on(session, source, digests, file),
        fingerprint=fingerprint,
        entries=entries,
        way=way,
        read_on=local_date(read_at) if read_at else None,
    )
