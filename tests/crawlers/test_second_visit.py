"""A second visit to an unchanged site, for every source: all that was there is still there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.middlewares.replay import Replay
from crawlers.observe.trace import Kept
from crawlers.registry import slugs, spider_class
from crawlers.spider import SourceSpider
from crawlers.visited_pages import VisitedPage
from tests.crawlers.sampled import SAMPLES
from tests.doses import dose

SAMPLED = [slug for slug in slugs() if (SAMPLES / slug / "pages.toml").is_file()]


class Visited:
    """One visit, driven page by page: what it wrote, what it kept, what it leaves."""

    def __init__(self, slug: str, visits: Sequence[VisitedPage] = ()) -> None:
        self.spider = spider_class(slug)(today="2026-11-22", last_visits=visits)
        self.replay = Replay(SAMPLES / slug)
        self.entries: dict[str, str] = {}
        self.kept: list[str] = []
        self.read: set[str] = set()
        seen = set[str]()
        waiting: list[Any] = asyncio.run(_first(self.spider))
        while waiting:
            request = waiting.pop(0)
            if request.method == "GET" and request.url in seen and not request.dont_filter:
                continue
            seen.add(request.url)
            for found in self._come_of(request):
                if isinstance(found, Request):
                    waiting.append(found)
                elif isinstance(found, Kept):
                    self.kept.append(found.key)
                else:
                    self.entries[found.key] = found.to_json()

    def _come_of(self, request: Request) -> list[Any]:
        try:
            response = self.replay.process_request(request)
            if response.status != 200:
                raise HttpError(response)
        except (IgnoreRequest, HttpError) as error:
            return self._refused(request, error)
        assert request.callback is not None
        return list(request.callback(response, **request.cb_kwargs))

    def _refused(self, request: Request, error: Exception) -> list[Any]:
        if isinstance(error, HttpError):
            error.response.request = request
        failure = Failure(error)  # type: ignore[no-untyped-call]
        failure.request = request  # type: ignore[attr-defined]
        assert request.errback is not None
        return list(request.errback(failure) or ())


async def _first(spider: SourceSpider) -> list[Any]:
    return [request async for request in spider.start()]


@pytest.mark.parametrize("slug", SAMPLED)
def test_a_second_visit_keeps_or_reads_every_entry(slug: str) -> None:
    """And a third one after it: what is kept and what is read make the same whole."""
    first = Visited(slug)
    assert first.entries and not first.kept
    second = Visited(slug, first.spider.visited())
    third = Visited(slug, second.spider.visited())
    for again in (second, third):
        assert sorted([*again.entries, *again.kept]) == sorted(first.entries)
        assert again.entries.items() <= first.entries.items()


def test_most_sources_are_left_unread() -> None:
    """Only what is asked for by POST, or leaves a way down open, is read on every visit."""
    some = SAMPLED[:: dose(3, 1)]
    unread = [slug for slug in some if Visited(slug, Visited(slug).spider.visited()).kept]
    assert len(unread) * 10 >= len(some) * 8, sorted({*some} - {*unread})
