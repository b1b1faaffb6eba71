"""Order: how a crawl is to be done, and what it may take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from crawlers.items import RawEntry
from db.statements import Statement

CRAWL = ("-m", "crawlers.run")  # what Python is to run

Reads = Callable[[RawEntry], Iterable[Statement]]
Progress = Callable[[str, int, int], None]  # source, pages, entries so far


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """How a crawl is to be done: where its pages come from, and what it may take."""

    today: date
    limit: timedelta
    replay: Path | None = None
    contact: str = ""
    page: str = ""  # the facts of a page that staff have watched, as JSON
    accept: bool = False  # a person looked at the source: do not judge by its history
    program: tuple[str, ...] = CRAWL
    reads: Reads = lambda _entry: ()  # what is read from an entry, to judge changes by
    browse: Progress = lambda _source, _pages, _entries: None
