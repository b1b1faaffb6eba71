"""Line tables: sources that are lines of a TOML file, with what the lines of a file share."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from crawlers.chain import WAYS as CHAIN
from crawlers.chain import ChainSpider, chain_spider
from crawlers.line import PAGES, Line
from crawlers.listed import ListSpider, list_spider

WAYS = (*CHAIN, "pattern")  # in which a line may be read
Facts = dict[str, Any]


def read_lines(table: Path, name: str, line: Callable[[str, Facts], Line]) -> dict[str, Line]:
    """Return the lines of the table `name` of a file by their slugs.

    `line` makes one of slug and facts. Raises ValueError naming file and line of one that will
    not do.
    """
    found: dict[str, Line] = {}
    for slug, facts in tomllib.loads(table.read_text(encoding="utf-8"))[name].items():
        try:
            made = line(slug, facts)
            line_spider(made)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{table.name}: {slug}: {error}") from error
        found[made.slug] = made
    return found


def line_spider(line: Line) -> type[ListSpider | ChainSpider]:
    """Return the spider of a line: of its lists, of its pages alone, or of the whole site."""
    return list_spider(line) if line.lists or line.way == PAGES else chain_spider(line)


def spiders(lines: Mapping[str, Line]) -> dict[str, type[ListSpider | ChainSpider]]:
    """Return the spider of every line by its slug."""
    return {slug: line_spider(line) for slug, line in lines.items()}
