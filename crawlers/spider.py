"""SourceSpider: what all spiders share. One page that fails breaks the whole run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.items import Kind, RawEntry
from crawlers.middlewares.robots import UNREADABLE
from crawlers.outcome import CrawlStopped, Outcome, PageChangedError
from crawlers.page import Page
from crawlers.source import Source

Parse = Callable[..., Any]

_REFUSALS = frozenset({401, 403, 407, 429, 451})
_GONE = (404, 410)


class SourceSpider(scrapy.Spider):
    """Reads one source. A subclass declares `source`, `start` and its parse methods.

    `start` is an async generator of requests; parse methods yield `RawEntry` and further
    requests, all made by `get` and `post`. `today` is the local date of the crawl and
    passed in; `options` are the spider's own, from `crawlers.run --option name=value`.
    The slug is the spider's name and its file name.
    """

    source: ClassVar[Source]
    page_budget: ClassVar[int] = 300  # pages of one run, beyond which it is stopped
    max_bytes: ClassVar[int] = 8_000_000  # of one page
    timeout: ClassVar[int] = 60  # seconds for one page

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "source" in cls.__dict__:
            cls.name = cls.source.slug

    def __init__(self, *, today: date | str, **options: str) -> None:
        super().__init__()
        self.today = today if isinstance(today, date) else date.fromisoformat(today)
        self.options = options
        self.fingerprint = ""
        self.told: dict[str, tuple[int, int]] = {}  # selector or step → times asked, found

    def get(self, url: str, parse: Parse, *, missing_ok: bool = False, **known: Any) -> Any:
        """Return a request; `known` is handed to `parse(response, **known)`.

        With `missing_ok` a page that is gone (404, 410) is left out; else it breaks the run.
        """
        return self._request(url, parse, missing_ok=missing_ok, known=known)

    def post(
        self, url: str, body: bytes, headers: dict[str, str], parse: Parse, **known: Any
    ) -> Any:
        """Return a POST request. It is never taken for one made before."""
        more = {"method": "POST", "body": body, "headers": headers, "dont_filter": True}
        return self._request(url, parse, missing_ok=False, known=known, **more)

    def page(self, response: Response) -> Page:
        """Return the response as a page to read. Raises PageChangedError if it is no text."""
        if not isinstance(response, TextResponse):
            kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
            raise PageChangedError(response.url, "HTML-Seite", kind or "Binärdatei", "Text")
        return Page(response.url, response.text, tell=self.tell)

    def tell(self, step: str, found: int) -> None:
        """Count what a selector or another step of reading found, for `check-source`."""
        asked, before = self.told.get(step, (0, 0))
        self.told[step] = (asked + 1, before + found)

    def entry(self, *, key: str, url: str, kind: Kind, title: str, **more: Any) -> RawEntry:
        """Return an entry of this source."""
        return RawEntry(source=self.source.slug, key=key, url=url, kind=kind, title=title, **more)

    def stop_if_known(self, parts: bytes) -> None:
        """End the crawl if the last good visit saw these parts and read them by this code.

        Raises CrawlStopped(UNCHANGED); the option `known` is the last visit's fingerprint.
        """
        self.fingerprint = hashlib.sha256(parts + _code()).hexdigest()
        if self.fingerprint == self.options.get("known"):
            raise CrawlStopped(Outcome.UNCHANGED, "")

    def failed(self, failure: Failure) -> None:
        """Hand a failed request on as the reason why the run ends."""
        if _left_out(failure):
            return
        stop = explain(failure)
        if stop.outcome is Outcome.ROBOTS and self.crawler.stats.get_value(UNREADABLE):
            url = failure.request.url  # type: ignore[attr-defined]
            reason = f"robots.txt ist nicht lesbar, daher kein Abruf (RFC 9309): {url}"
            stop = CrawlStopped(Outcome.FAILED, reason)
        # A new exception: Scrapy reports none that an errback only passes on.
        raise CrawlStopped(stop.outcome, stop.reason) from failure.value

    def _request(
        self, url: str, parse: Parse, *, missing_ok: bool, known: dict[str, Any], **more: Any
    ) -> scrapy.Request:
        meta = {
            "download_maxsize": self.max_bytes,
            "download_timeout": self.timeout,
            "missing_ok": missing_ok,
        }
        return scrapy.Request(
            url, callback=parse, errback=self.failed, cb_kwargs=known, meta=meta, **more
        )


def _code() -> bytes:
    """Return a digest of the crawlers' own code: a mended spider must read again."""
    mark = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        mark.update(file.read_bytes())
    return mark.digest()


def explain(failure: Failure) -> CrawlStopped:
    """Return why a request or a parse method failed, with a German sentence for staff."""
    error = failure.value
    if isinstance(error, CrawlStopped):
        return error
    if isinstance(error, HttpError):
        status, url = error.response.status, error.response.url
        outcome = Outcome.BLOCKED if status in _REFUSALS else Outcome.FAILED
        return CrawlStopped(outcome, f"Die Quelle antwortet mit HTTP {status}: {url}")
    url = getattr(getattr(failure, "request", None), "url", "")
    name = type(error).__name__
    if "robots.txt" in str(error):
        reason = f"robots.txt erlaubt den Abruf nicht: {url}"
        return CrawlStopped(Outcome.ROBOTS, reason)
    return CrawlStopped(Outcome.FAILED, f"Abruf nicht möglich: {url}: {name}: {error}")


def _left_out(failure: Failure) -> bool:
    error = failure.value
    return (
        isinstance(error, HttpError)
        and error.response.status in _GONE
        and bool(error.response.meta.get("missing_ok"))
    )
