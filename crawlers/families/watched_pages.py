"""Watched pages: public timetables and calls without a list, one line a page."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from crawlers.source import Level
from crawlers.watched import WatchedPage, WatchedPageSpider, watched_spider

TABLE = Path(__file__).with_suffix(".toml")


@cache
def members() -> dict[str, type[WatchedPageSpider]]:
    """Return the spider of every watched page by its slug."""
    return {page.slug: watched_spider(page) for page in read_pages(TABLE)}


def read_pages(table: Path) -> list[WatchedPage]:
    """Read a table of pages. Raises ValueError naming file and page of a line that will not do."""
    lines = tomllib.loads(table.read_text(encoding="utf-8"))["pages"]
    return [_page(table, slug, line) for slug, line in lines.items()]


def _page(table: Path, slug: str, line: dict[str, str]) -> WatchedPage:
    try:
        made = WatchedPage.of({"level": Level.EU, **line, "slug": slug})
        made.source()
        return made
    except (TypeError, ValueError) as error:
        raise ValueError(f"{table.name}: {slug}: {error}") from error
