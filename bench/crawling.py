"""Crawling: the crawl processes of the re-crawl bench, bare or ours.

python -m bench.crawling bare SITE PAGES
python -m bench.crawling ours …          as `python -m crawlers.run`, with the bench's spider
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

UNUSED = (
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.remote_control.RemoteControl",
)


class Bare(scrapy.Spider):
    """Asks for every page and reads nothing."""

    name = "bare"

    def __init__(self, site: str, pages: int) -> None:
        super().__init__()
        self.site, self.pages = site, pages

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the list, then for every page."""
        yield scrapy.Request(f"{self.site}/list")
        for number in range(self.pages):
            yield scrapy.Request(f"{self.site}/page/{number}")

    def parse(self, response: Response) -> None:
        """Read nothing."""


def bare(site: str, pages: int) -> None:
    """Crawl with Scrapy's own middlewares, as frugally set as ours."""
    settings: dict[str, Any] = {
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_ITEMS": 1,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "WARNING",
        "EXTENSIONS": dict.fromkeys(UNUSED),
    }
    process = CrawlerProcess(settings)
    process.crawl(Bare, site=site, pages=pages)
    process.start()


def ours(arguments: list[str]) -> int:
    """Crawl as the program does, with the bench's spider among the sources."""
    # Not at the top: the bare crawl must not pay for what ours imports.
    import crawlers.spiders
    from crawlers.run import main

    crawlers.spiders.__path__.append(str(Path(__file__).parent / "spiders"))
    return main(arguments)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(ours(sys.argv[2:]))
