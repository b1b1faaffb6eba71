"""Bare: a Scrapy crawl that fetches pages and reads nothing, printing its processor seconds."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

import crawlers.settings

ADDRESS = "https://example.org/page"
# As long as the pages of the ministries are.
BODY = "<html><body>" + "<p>Ein Absatz, wie er auf einer Seite steht.</p>" * 800 + "</body></html>"


class Bare(scrapy.Spider):
    """Asks for the same page again and again."""

    name = "bare"

    def __init__(self, pages: int) -> None:
        super().__init__()
        self.pages = pages

    async def start(self) -> AsyncIterator[Any]:
        """Ask without looking back."""
        for _page in range(self.pages):
            yield scrapy.Request(ADDRESS, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Read nothing."""


def main(pages: int) -> None:
    """Crawl by replay with the project's own settings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(BODY)
        (folder / "pages.toml").write_text(f'[[page]]\nurl = "{ADDRESS}"\nfile = "page.html"\n')
        settings = Settings()
        settings.setmodule(crawlers.settings, priority="project")
        for key, value in {"REPLAY_DIR": name, "DOWNLOAD_DELAY": 0, "LOG_ENABLED": False}.items():
            settings.set(key, value, "cmdline")
        process = CrawlerProcess(settings)
        process.crawl(Bare, pages=pages)
        process.start()
    print(time.process_time())


if __name__ == "__main__":
    main(int(sys.argv[1]))
