"""Conditional visits: which pages a crawl need not read again, and what it leaves for the next.

A parse method may depend on the page, on what it was called with, on the options, on the
day and on which keys were named before (`SourceSpider.first`). All of it is written down.
A page is left unread only when all of it is as it was; then what came of it the last
time comes of it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response

from crawlers.observe.trace import Asked, Trace, answer
from crawlers.visited_pages import VisitedPage

# Some servers keep an ETag while the page changes. After a week we look for ourselves.
BELIEVED = timedelta(days=7)


class ConditionalVisits:
    """The pages of the last good run, and those of the present one."""

    def __init__(
        self,
        today: date,
        options: Mapping[str, str],
        known: Iterable[VisitedPage] = (),
        facts: str = "",
    ) -> None:
        self.today = today
        self.depends_on_day = False
        self.nothing_new = True
        self._facts = facts
        self._options = json.dumps(sorted(options.items())).encode()
        self._known = {page.url: page for page in known}
        self._kept: dict[str, VisitedPage] = {}
        self._traces: list[Trace] = []
        self._claimed: set[str] = set()
        self._current: Trace | None = None

    @cached_property
    def code(self) -> bytes:
        """The digest of the crawlers' code and the source's line: a mended one must read again."""
        mark = hashlib.sha256(self._facts.encode())
        for file in sorted(Path(__file__).parent.rglob("*.py")):
            mark.update(file.read_bytes())
        return mark.digest()

    def question(self, asked: Asked) -> str:
        """Return the digest of what is to be read from a page; empty if it cannot be kept."""
        return self.mark(asked.follow.parse, asked.follow.known) if asked.follow else ""

    def mark(self, *parts: Any) -> str:
        """Return a digest of the parts of a question, of the options and of our code."""
        words = json.dumps(parts, sort_keys=True)
        return hashlib.sha256(self._options + self.code + words.encode()).hexdigest()

    def first(self, key: str) -> bool:
        """Whether nobody named this key before in this run; from now on somebody has."""
        granted = key not in self._claimed
        self._claimed.add(key)
        if self._current:
            self._current.claims.append((key, granted))
        return granted

    def last(self, url: str, question: str) -> VisitedPage | None:
        """Return a page as it was last, if the same was to be read from it."""
        page = self._known.get(url)
        if page is None or not question or page.question != question:
            return None
        return page if page.day in ("", self.today.isoformat()) else None

    def remembered(self, url: str) -> VisitedPage | None:
        """Return a page as it was last, whatever was to be read from it."""
        return self._known.get(url)

    def of_host(self, host: str) -> list[VisitedPage]:
        """Return the pages of a host as they were last, but for those of this run."""
        known = (page for page in self._known.values() if page.url not in self._kept)
        return [page for page in known if urlsplit(page.url).netloc == host]

    def conditions(self, page: VisitedPage | None) -> dict[str, str]:
        """Return the headers that ask for a page only if it changed."""
        if page is None or self.today - page.read_on >= BELIEVED:
            return {}
        marks = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return {name: value for name, value in marks.items() if value}

    def same(self, page: VisitedPage | None, response: Response) -> VisitedPage | None:
        """Return a page brought up to date if the answer is that of then, else None."""
        if page is None:
            return None
        if response.status == 304:
            return page if response.url == page.at else None
        now = answer(response)
        if now.digest != page.answer:
            return None
        return replace(page, read_on=self.today, etag=now.etag, last_modified=now.last_modified)

    def fits(self, page: VisitedPage) -> bool:
        """Whether the keys that a page names would be first, or not first, as they were."""
        claimed: set[str] = set()
        for key, granted in page.claims:
            if granted is (key in self._claimed or key in claimed):
                return False
            claimed.add(key)
        return True

    def keep(self, page: VisitedPage) -> None:
        """Take a page over into this run."""
        self._claimed.update(key for key, _ in page.claims)
        self._kept[page.url] = page

    def add(self, page: VisitedPage) -> None:
        """Remember a page that no parse method read."""
        self.nothing_new = False
        self._kept[page.url] = page

    def reading(self, trace: Trace, found: Iterable[Any] | None) -> Iterator[Any]:
        """Yield what a parse method yields, noting the keys that it names meanwhile."""
        self.nothing_new = False
        self._traces.append(trace)
        steps = iter(found or ())
        while True:
            self._current = trace
            try:
                step = next(steps)
            except StopIteration:
                break
            finally:
                self._current = None
            yield step
        trace.ended = True

    def part_is_missing(self) -> None:
        """Let the page that is being read be read again next time: something of it was left out."""
        if self._current:
            self._current.lost = True

    def take_back(self, trace: Trace) -> None:
        """Forget that a page, which came to nothing, was the first to name its keys."""
        self._claimed.difference_update(key for key, granted in trace.claims if granted)

    def visited(self) -> list[VisitedPage]:
        """Return what the next run needs to know of this one."""
        day = self.today.isoformat() if self.depends_on_day else ""
        whole = [t for t in self._traces if t.question and t.ended and not t.lost]
        return [*self._kept.values(), *(trace.visited(self.today, day) for trace in whole)]

    def all_kept(self) -> bool:
        """Whether this run saw every page of the last good one, unchanged, and no other."""
        return self.nothing_new and bool(self._kept) and self._kept.keys() == self._known.keys()
