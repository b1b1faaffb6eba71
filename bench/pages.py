"""Pages: what reading a source's pages costs, as a multiple of a crawl that reads nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy.http import Request

from bench.recrawl import bare_page
from bench.row import Row
from crawlers.middlewares.replay import Replay
from crawlers.registry import slugs, spider_class
from crawlers.spider import SourceSpider

SAMPLES = Path(__file__).resolve().parent.parent / "crawlers" / "samples"
ROUNDS = 8
DAY = "2026-11-22"


def rows() -> Iterator[Row]:
    """Measure a bare crawl per page, then each source's callbacks on its sample pages."""
    bare = bare_page()
    yield Row(name="bare Scrapy crawl, one page", value=bare * 1000, unit="ms")
    for slug in slugs():
        if not (SAMPLES / slug / "pages.toml").exists():
            continue
        visited, spent = _read(slug)
        page = bare + spent / visited
        yield Row(
            name=f"{slug}, one page crawled and read",
            value=page * 1000,
            unit="ms",
            baseline="bare Scrapy crawl",
            ratio=page / bare,
        )


def _read(slug: str) -> tuple[int, float]:
    """Return how many pages were read in all rounds, and the processor seconds that took."""
    replay = Replay(SAMPLES / slug)
    visited, spent = 0, 0.0
    for number in range(ROUNDS + 1):
        spider = spider_class(slug)(today=DAY)
        waiting = asyncio.run(_first(spider))
        while waiting:
            request = waiting.pop(0)
            response = replay.process_request(request)
            if response.status != 200:
                continue
            began = time.process_time()
            found = list(request.callback(response, **request.cb_kwargs))
            if number:  # the first round makes tables that last for the whole visit
                spent += time.process_time() - began
                visited += 1
            waiting += [one for one in found if isinstance(one, Request)]
    return visited, spent


async def _first(spider: SourceSpider) -> list[Any]:
    return [request async for request in spider.start()]
