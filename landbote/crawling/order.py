"""Order: how a crawl is to be done, and what it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

CRAWL = ("-m", "crawlers.run")  # what Python is to run

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
    browse: Progress = lambda _source, _pages, _entries: None
