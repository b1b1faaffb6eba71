"""Recorder: writes what a crawl finds, and remembers the first thing that went wrong."""

from __future__ import annotations

import asyncio
import json
from typing import Any, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawlers.items import RawEntry
from crawlers.observe.left_out import LeftOut
from crawlers.observe.manners import Manners
from crawlers.observe.outcome import CrawlStopped, Outcome, Report
from crawlers.observe.trace import Kept
from crawlers.spider import SourceSpider
from crawlers.visited_pages import VisitedPage


class Recorder:
    """Listens to one crawl. The first error decides the outcome and ends the crawl."""

    def __init__(self, out: TextIO, progress: TextIO | None = None) -> None:
        self._out = out
        self._progress = progress
        self._keys: set[str] = set()
        self._kept: list[str] = []
        self._pages = 0
        self._stop: CrawlStopped | None = None
        self._crawler: Crawler | None = None
        self._closing: asyncio.Future[None] | None = None
        self._manners = Manners()

    def listen(self, crawler: Crawler) -> None:
        """Connect to a crawl that has not begun."""
        self._crawler = crawler
        connect = crawler.signals.connect
        connect(self._on_page, signals.response_received)
        connect(self._on_entry, signals.item_scraped)
        connect(self._on_error, signals.spider_error)
        self._manners.listen(crawler)

    def note(self, stop: CrawlStopped) -> None:
        """Remember why the crawl ends; the first reason stays."""
        self._stop = self._stop or stop

    def report(self, finish_reason: str, errors: int) -> Report:
        """Return how the crawl ended.

        `finish_reason` is Scrapy's own: anything but "finished" is a crawl cut short.
        `errors` is the number of errors logged, for those that no signal tells of.
        """
        stop = self._stop
        if stop is None and finish_reason != "finished":
            stop = CrawlStopped(Outcome.FAILED, f"Abruf vorzeitig beendet ({finish_reason}).")
        if stop is None and errors:
            stop = CrawlStopped(Outcome.FAILED, "Fehler beim Abruf, siehe Protokoll.")
        if stop is None and not self._pages:
            stop = CrawlStopped(Outcome.FAILED, "Es wurde keine Seite abgerufen.")
        left_out = self._spider.left_out if self._spider else LeftOut()
        stop = stop or left_out.too_much(len(self._keys))
        outcome, reason = (stop.outcome, stop.reason) if stop else (self._good(), "")
        return Report(
            outcome=outcome,
            reason=reason,
            pages=self._pages,
            entries=len(self._keys),
            kept=tuple(self._kept),
            fingerprint=self._spider.fingerprint if self._spider else "",
            way=self._spider.way if self._spider else "",
            redirects=self._spider.redirects if self._spider else {},
            left_out=left_out.reasons(),
            manners=self._manners.report(),
        )

    def visited(self) -> list[VisitedPage] | None:
        """Return what the next crawl may leave unread; None after one that was cut short."""
        return self._spider.visited() if self._spider and not self._stop else None

    @property
    def _spider(self) -> SourceSpider | None:
        spider = self._crawler.spider if self._crawler else None
        return spider if isinstance(spider, SourceSpider) else None

    def _good(self) -> Outcome:
        unchanged = self._spider is not None and self._spider.visits.all_kept()
        return Outcome.UNCHANGED if unchanged else Outcome.OK

    def _on_page(self, response: Response, request: Request) -> None:
        if not request.meta.get("dont_obey_robotstxt"):
            self._pages += 1
            self._show_progress()

    def _on_entry(self, item: Any, response: Response) -> None:
        if self._stop:
            return
        fault = self._fault(item)
        if fault:
            self._end(CrawlStopped(Outcome.BROKEN, fault))
            return
        if isinstance(item, RawEntry) and (gap := _gap(item)):
            self._leave_out(item, gap)
            return
        self._keys.add(item.key)
        if isinstance(item, Kept):
            self._kept.append(item.key)
        else:
            self._out.write(item.to_line() + "\n")
        self._show_progress()

    def _fault(self, item: Any) -> str:
        """Return what makes an item unfit to be stored, or ""."""
        if not isinstance(item, RawEntry | Kept):
            return f"Kein Rohfund, sondern {type(item).__name__}."
        if item.key in self._keys:
            return f"Der Schlüssel {item.key} kommt in einem Abruf zweimal vor."
        return ""

    def _leave_out(self, entry: RawEntry, gap: str) -> None:
        """Go on without an entry; if it is known, it stands as it was."""
        if self._spider:
            self._spider.left_out.records.append(gap)
        if entry.key.strip():
            self._kept.append(entry.key)

    def _on_error(self, failure: Failure, response: Response) -> None:
        error = failure.value
        if not isinstance(error, CrawlStopped):
            url = getattr(response, "url", "")
            words = f"{type(error).__name__}: {error}"
            error = CrawlStopped(Outcome.BROKEN, f"Fehler beim Lesen von {url}: {words}")
        self._end(error)

    def _end(self, stop: CrawlStopped) -> None:
        self.note(stop)
        if self._crawler and self._closing is None:
            closing = self._crawler.engine.close_spider_async(reason=stop.outcome.value)
            self._closing = asyncio.ensure_future(closing)

    def _show_progress(self) -> None:
        if self._progress:
            counts = {"pages": self._pages, "entries": len(self._keys)}
            print(json.dumps(counts), file=self._progress, flush=True)


def _gap(entry: RawEntry) -> str:
    """Return what an entry lacks that every entry has, or ""."""
    for name in ("key", "url", "title"):
        if not getattr(entry, name).strip():
            return f"Eintrag ohne {name}: {entry.key or entry.url or entry.title}"
    return ""
