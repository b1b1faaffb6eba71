"""Municipalities: sites whose news tell of funding, as leads for staff; one line a site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crawlers.line import Line
from crawlers.line_tables import Facts, read_lines, spiders
from crawlers.source import Level
from crawlers.spider import SourceSpider

TABLE = Path(__file__).with_suffix(".toml")


@cache
def members() -> dict[str, type[SourceSpider]]:
    """Return the spider of every site by its slug."""
    return {**spiders(lines())}


def lines(table: Path = TABLE) -> dict[str, Line]:
    """Return the line of every site by its slug. Raises ValueError for one that will not do."""
    return read_lines(table, "municipalities", _line)


def _line(name: str, facts: Facts) -> Line:
    """Return a site's line: what it tells of others' funding is a lead, and seldom urgent."""
    return Line.of(
        {
            "level": Level.REGION,
            "cadence": "weekly",
            **facts,
            "slug": f"mun_{name}",
            "title": f"{facts['title']}: Meldungen",
            "leads": True,
            "funds": False,
        }
    )
