"""Lists: sources that are a list, a feed or a whole site, and nothing but facts; one line each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crawlers.line import Line
from crawlers.line_tables import Facts, read_lines, spiders
from crawlers.spider import SourceSpider

TABLE = Path(__file__).with_suffix(".toml")


@cache
def members() -> dict[str, type[SourceSpider]]:
    """Return the spider of every line by its slug."""
    return {**spiders(lines())}


def lines(table: Path = TABLE) -> dict[str, Line]:
    """Return every line by its slug. Raises ValueError for one that will not do."""
    return read_lines(table, "lists", _line)


def _line(slug: str, facts: Facts) -> Line:
    return Line.of({**facts, "slug": slug})
