"""Run a crawl as `crawlers.run` does, in the simulated web: TABLE.json SLUG …"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import crawlers.registry
import crawlers.settings
from crawlers.line import Line
from crawlers.line_tables import spiders
from crawlers.run import main
from crawlers.spider import SourceSpider

SECONDS, BYTES = 1, 200_000  # of one page; what is slower or larger is a fault


def enter(lines: list[Line]) -> None:
    """Let the lines of the simulated web be all families there are."""
    family = SimpleNamespace(members=lambda: spiders({line.slug: line for line in lines}))
    crawlers.registry.families = lambda: {"simulated": family}  # type: ignore[dict-item]


def run() -> int:
    """Take names and lines from the table, be quick, and crawl."""
    table, *arguments = sys.argv[1:]
    told = json.loads(Path(table).read_text("utf-8"))
    enter([Line.from_json(text) for text in told["lines"]])
    crawlers.settings.NAMES = told["names"]
    crawlers.settings.DOWNLOAD_DELAY = 0
    crawlers.settings.DOWNLOAD_TIMEOUT = SECONDS
    SourceSpider.timeout, SourceSpider.max_bytes = SECONDS, BYTES
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run())
