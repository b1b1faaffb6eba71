"""Robots: a robots.txt that cannot be read forbids everything (RFC 9309, 2.3.1.4)."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse

# The statistic that tells a robots.txt we could not read from one that forbids.
UNREADABLE = "landbote/robots_unreadable"

_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class StrictRobots:
    """Turns an unreachable robots.txt into one that forbids.

    Scrapy itself takes a server error for permission. Stands above Scrapy's retries, so
    it sees only what remains after them. 401, 403 and 429 count as a refusal too: the
    RFC would allow the visit, our politeness does not. 404 and the like allow.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keep the crawler, for its statistics."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Replace the answer to a robots.txt request that failed."""
        refused = response.status >= 500 or response.status in (401, 403, 429)
        if _asks_for_robots(request) and refused:
            return self._closed(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Answer a robots.txt request that got no answer."""
        return self._closed(request) if _asks_for_robots(request) else None

    def _closed(self, request: Request) -> Response:
        self._crawler.stats.inc_value(UNREADABLE)
        return TextResponse(request.url, body=_NOTHING_ALLOWED, request=request)


def _asks_for_robots(request: Request) -> bool:
    # Only Scrapy's robots middleware sets this key; no spider of ours does (tested).
    return bool(request.meta.get("dont_obey_robotstxt"))
