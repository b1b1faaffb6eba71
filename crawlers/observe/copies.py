"""Copies: of each kind of page the first that was read in a crawl, and the one that broke.

For staff, who are to see what the machine saw.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse

from crawlers.charset import decoded
from crawlers.items import storable
from crawlers.observe.trace import Asked
from crawlers.spider import SourceSpider

LARGEST = 2_000_000  # bytes of a page's text, of which no more is copied
INDEX = "copies.json"
_AS_EVER = (304, 404, 410)  # an answer that is no page, and no fault of one among many


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One page that was copied. `step` is the method that reads its like; `reason` why it broke."""

    step: str
    url: str
    status: int
    content_type: str
    size: int
    file: str
    reason: str = ""


class Copies:
    """Listens to one crawl and remembers two pages of a kind, which are written at its end."""

    def __init__(self) -> None:
        self._crawler: Crawler | None = None
        self._read: dict[str, TextResponse] = {}
        self._broke: dict[str, tuple[TextResponse, str]] = {}

    def listen(self, crawler: Crawler) -> None:
        """Connect to a crawl that has not begun."""
        self._crawler = crawler
        crawler.signals.connect(self._on_page, signals.response_received)
        crawler.signals.connect(self._on_error, signals.spider_error)

    def write(self, folder: Path) -> None:
        """Write each page's text, compressed, and a list of them."""
        folder.mkdir(parents=True, exist_ok=True)
        broke = self._broken()
        pages = [(step, page, reason) for step, (page, reason) in broke.items()]
        pages += [
            (step, page, "")
            for step, page in self._read.items()
            if step not in broke or broke[step][0] is not page
        ]
        copies = [self._copy(folder, n, *one) for n, one in enumerate(pages)]
        text = json.dumps([asdict(copy) for copy in copies], ensure_ascii=False)
        (folder / INDEX).write_text(text, encoding="utf-8")

    def _copy(self, folder: Path, number: int, step: str, page: TextResponse, reason: str) -> Copy:
        name = f"{number}.z"
        body = storable(decoded(page)).encode("utf-8", "replace")[:LARGEST]
        (folder / name).write_bytes(zlib.compress(body, 6))
        kind = (page.headers.get("Content-Type") or b"").decode("latin-1")
        return Copy(
            step=step,
            url=storable(page.url),
            status=page.status,
            content_type=storable(kind)[:200],
            size=len(page.body),
            file=name,
            reason=reason,
        )

    def _broken(self) -> dict[str, tuple[TextResponse, str]]:
        """Return the pages that broke, those the spider went on without included."""
        spider = self._crawler.spider if self._crawler else None
        broken = spider.broken if isinstance(spider, SourceSpider) else {}
        told = {
            step: (page, reason)
            for step, (page, reason) in broken.items()
            if isinstance(page, TextResponse)
        }
        return {**self._broke, **told}

    def _on_page(self, response: Response, request: Request) -> None:
        if not isinstance(response, TextResponse) or _is_no_page(request):
            return
        step = _step(request)
        if response.status in _AS_EVER:
            return
        if response.status >= 400:
            self._broke.setdefault(step, (response, f"HTTP {response.status}"))
            return
        before = self._read.get(step)
        if before is None or before is self._broken().get(step, (None, ""))[0]:
            self._read[step] = response

    def _on_error(self, failure: Any, response: Any) -> None:
        """Remember the page that our own code failed on."""
        request = getattr(response, "request", None)
        if isinstance(response, TextResponse) and request is not None:
            reason = f"{type(failure.value).__name__}: {failure.value}"
            self._broke.setdefault(_step(request), (response, storable(reason)))


def _is_no_page(request: Request) -> bool:
    return bool(request.meta.keys() & {"dont_obey_robotstxt", "guideline"})


def _step(request: Request) -> str:
    page = request.cb_kwargs.get("asked")
    parse = page.parse if isinstance(page, Asked) else request.callback
    return str(getattr(parse, "__name__", "parse"))[:80]
