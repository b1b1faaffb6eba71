"""LEADER regions: the sites of local action groups, read by one chain, one line a region."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crawlers.line import Line
from crawlers.line_tables import Facts, read_lines, spiders
from crawlers.source import Level, Trust
from crawlers.spider import SourceSpider

TABLE = Path(__file__).with_suffix(".toml")


@cache
def members() -> dict[str, type[SourceSpider]]:
    """Return the spider of every region by its slug."""
    return {**spiders(lines())}


def lines(table: Path = TABLE) -> dict[str, Line]:
    """Return the line of every region by its slug. Raises ValueError for one that will not do."""
    return read_lines(table, "regions", _line)


def _line(region: str, facts: Facts) -> Line:
    """Return a region's line: who decides on its projects is the group itself."""
    title = facts["title"]
    return Line.of(
        {
            **facts,
            "slug": f"leader_{region.replace('-', '_')}",
            "title": f"LEADER-Region {title}",
            "publisher": f"Regionalmanagement der LEADER-Region {title}",
            "level": Level.REGION,
            "area": f"leader:{region}",
            "trust": Trust.PRIMARY,
            "takes_applications": True,
        }
    )
