"""Copies: what a crawl copied of its pages, kept as a good or a bad one by how the visit ended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.observe.copies import INDEX, LARGEST, Copy
from db.crawls import CrawlRun
from db.frozen_pages import FrozenPage
from db.full_text import closed_sources
from db.vocabulary import GOOD_RUNS, SET_ASIDE_RUNS


def keep_copies(session: Session, run: CrawlRun, folder: Path, now: datetime) -> None:
    """Store the newest good and the newest bad copy of each kind of page; the caller commits.

    What was read in a visit that came to no end is neither. What was read in one that nobody
    believed is what staff want to see. A good page that is as it was writes nothing. Of a source
    whose text is not handed on no copy is kept.
    """
    if run.source in closed_sources(session):
        return
    kept = select(FrozenPage).where(FrozenPage.source == run.source)
    rows = {(row.step, row.good): row for row in session.scalars(kept)}
    for copy in _copied(folder):
        good = not copy.reason and run.outcome in GOOD_RUNS
        reason = copy.reason or ("" if good else run.reason)
        if not (good or copy.reason or run.outcome in SET_ASIDE_RUNS):
            continue
        body = (folder / copy.file).read_bytes()
        digest = hashlib.sha256(body).hexdigest()
        row = rows.get((copy.step, good))
        if good and row is not None and (row.digest, row.url) == (digest, copy.url):
            continue
        if row is None:
            row = rows[copy.step, good] = FrozenPage(source=run.source, step=copy.step, good=good)
            session.add(row)
        row.url, row.status, row.content_type = copy.url, copy.status, copy.content_type
        row.size, row.cut, row.digest, row.body = copy.size, copy.size > LARGEST, digest, body
        row.reason, row.run_id, row.taken_at = reason, run.id, now


def _copied(folder: Path) -> Iterator[Copy]:
    """Yield what a crawl copied; nothing after one that was killed.

    What broke comes last: of two bad copies of a kind it is the one that stays.
    """
    index = folder / INDEX
    if index.is_file():
        copies = [Copy(**one) for one in json.loads(index.read_text(encoding="utf-8"))]
        yield from sorted(copies, key=lambda copy: bool(copy.reason))
