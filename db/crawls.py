"""Crawl runs and raw entries: what was visited, and what stood there, verbatim."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import RunOutcome


class CrawlRun(Base):
    """One visit to one source.

    `entries` counts all that were listed, those on unchanged pages included; `missing`,
    `returned` and `withdrawn` how many changed their presence by it. `read_with` is the
    edition of the crawlers' code, since another spider may give entries another shape. `way`
    is how a source with several was read; what a `silent` run is the first to bring is
    published without being news. A `replayed` run was made from stored pages, and says nothing
    of the live source.
    """

    __tablename__ = "crawl_runs"
    __table_args__ = (
        Index("ix_crawl_runs_source_started_at", "source", "started_at"),
        Index("ix_crawl_runs_source_outcome", "source", "outcome", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default=RunOutcome.RUNNING)
    reason: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # of all that was fetched
    pages: Mapped[int] = mapped_column(default=0)
    entries: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    read_with: Mapped[str] = mapped_column(String(64), default="")
    way: Mapped[str] = mapped_column(String(20), default="")
    silent: Mapped[bool] = mapped_column(default=False)
    replayed: Mapped[bool] = mapped_column(default=False, server_default="0")


class StoredEntry(Base):
    """One entry as it stood on one visit; a row is added only when the entry changed.

    The newest row of a (source, key) is its present text. Rows are never altered, but for the
    `shape` of the newest: how its texts are built (`RawEntry.shape`) is no content, and follows
    the page. Null: not known.
    """

    __tablename__ = "raw_entries"
    __table_args__ = (Index("ix_raw_entries_newest", "source", "key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    shape: Mapped[dict[str, Any] | None]
    run_id: Mapped[int] = mapped_column(ForeignKey("crawl_runs.id"), index=True)
    taken_at: Mapped[datetime]
