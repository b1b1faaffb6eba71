"""Reservation: text and data mining that a rights holder reserves (§ 44b UrhG) is not done.

The three places of the TDM Reservation Protocol (W3C community group, TDMRep 2024): the
file /.well-known/tdmrep.json, the header `tdm-reservation`, and a meta element of that name.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawlers.middlewares.guard import Refused
from crawlers.middlewares.robots import POLICY
from crawlers.observe.outcome import Outcome

_META = re.compile(rb"<meta\b[^>]*\bname\s*=\s*[\"']?tdm-reservation\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*[\"']?\s*1\b", re.IGNORECASE)
_HEAD_BYTES = 100_000

RESERVED = object()  # the signal that a page is reserved, and where that is said

Rules = list[tuple[str, bool]]  # location, whether it is reserved


class Reservations:
    """Refuses pages of which the owner reserves text and data mining, and says where."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keep the crawler, to ask for the file with."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse a page that the site's tdmrep.json reserves."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlsplit(request.url)
        where = f"{parts.scheme}://{parts.netloc}/.well-known/tdmrep.json"
        if where not in self._rules:
            self._rules[where] = asyncio.ensure_future(self._ask(where))
        if reserved(await self._rules[where], f"{parts.path or '/'}?{parts.query}".rstrip("?")):
            raise self._refused(request.url, "tdmrep.json")

    def process_response(self, request: Request, response: Response) -> Response:
        """Refuse a page that says so itself."""
        if request.meta.get("dont_obey_robotstxt"):
            return response
        if (response.headers.get("tdm-reservation") or b"").strip() == b"1":
            raise self._refused(response.url, "Kopfzeile tdm-reservation")
        head = response.body[:_HEAD_BYTES]
        if b"tdm-reservation" in head and any(map(_CONTENT.search, _META.findall(head))):
            raise self._refused(response.url, "meta tdm-reservation")
        return response

    def _refused(self, url: str, where: str) -> Refused:
        self._crawler.signals.send_catch_log(RESERVED, url=url, where=where)
        reason = f"Die Quelle behält sich Text und Data Mining vor (§ 44b UrhG, {where}): {url}"
        return Refused(Outcome.ROBOTS, reason)

    async def _ask(self, where: str) -> Rules:
        """Return the rules of a site; where the file is missing or no JSON there are none."""
        meta = {"dont_obey_robotstxt": True, POLICY: True, "dont_retry": True}
        limits = {"download_maxsize": 1_000_000, "download_timeout": 20}
        request = Request(where, meta=meta | limits, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception:
            return []
        return read_rules(response.body) if response.status == 200 else []


def read_rules(body: bytes) -> Rules:
    """Return the rules of a tdmrep.json in their order; nothing for what is none."""
    try:
        listed = json.loads(body)
        return [_rule(entry) for entry in listed]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def reserved(rules: Rules, path: str) -> bool:
    """Whether the first rule that fits a path reserves it."""
    return next((is_reserved for where, is_reserved in rules if fits(where, path)), False)


def fits(location: str, path: str) -> bool:
    """Whether a path begins as a location says: * is any text, a last $ the end of the path."""
    first, *others = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not location.endswith("$"):
        return True
    last = others[-1] if others else first
    return at == len(path) or (bool(others) and path.endswith(last))


def _rule(entry: dict[str, Any]) -> tuple[str, bool]:
    return str(entry["location"]), entry["tdm-reservation"] == 1
