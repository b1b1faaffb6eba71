"""SourceSpider: what all spiders share. A page that fails breaks the run, but for one of many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.charset import decoded
from crawlers.conditional_visits import ConditionalVisits
from crawlers.follow import leads_away
from crawlers.guidelines import Guidelines, guidelines
from crawlers.items import Kind, RawEntry
from crawlers.links import canonical
from crawlers.observe.left_out import LeftOut
from crawlers.observe.outcome import CrawlStopped, Outcome, PageChangedError
from crawlers.observe.trace import Asked, Kept, Trace, answer, arguments, asked
from crawlers.page import Page
from crawlers.source import Source
from crawlers.unanswered import REFUSALS, Unread, unanswered
from crawlers.visited_pages import VisitedPage

Parse = Callable[..., Any]

_GONE = (404, 410)
_UNFINISHED = (Outcome.FAILED, Outcome.UNREACHABLE)
_WITHHELD = (401, 403, 451)  # said of a page; all else of who asks, or how often


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
    may_lose_hosts: ClassVar[int] = 0  # how many of its hosts may fail before the source does
    facts: ClassVar[str] = ""  # of a source that is nothing but facts: others may read otherwise
    reads_guidelines: ClassVar[bool] = False  # PDFs that entries link as guideline are read too

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "source" in cls.__dict__:
            cls.name = cls.source.slug

    def __init__(
        self, *, today: date | str, last_visits: Iterable[VisitedPage] = (), **options: str
    ) -> None:
        super().__init__()
        today = today if isinstance(today, date) else date.fromisoformat(today)
        self.options = options
        self.fingerprint = ""
        self.way = ""  # the one of several by which this run reads its source
        self.left_out = LeftOut(may_lose_hosts=self.may_lose_hosts)
        self.sitemaps: dict[str, tuple[str, ...]] = {}  # host → those that its robots.txt names
        self.redirects: dict[str, str] = {}  # the address that answered → the one asked for
        self.broken: dict[str, tuple[Response, str]] = {}  # parse method → page, why it broke
        self.told: dict[str, tuple[int, int]] = {}  # selector or step → times asked, found
        own = {name: value for name, value in options.items() if name != "known"}
        self.visits = ConditionalVisits(today, own, last_visits, self.facts)
        self.guidelines = Guidelines(self.visits, explain)
        self._framework = {*vars(self), "_framework", "crawler", "settings"}

    @property
    def today(self) -> date:
        """The local date of the crawl. A page read with it is read again on another day."""
        self.visits.depends_on_day = True
        return self.visits.today

    def first(self, key: str) -> bool:
        """Whether no page named this key before in this run; the way to tell doubles.

        Keep no other state from page to page: a spider with attributes of its own is not
        remembered, and all its pages are read on every visit.
        """
        return self.visits.first(key)

    def visited(self) -> list[VisitedPage]:
        """Return what the next visit may leave unread; nothing for a spider with own state."""
        return [] if set(vars(self)) - self._framework else self.visits.visited()

    def get(self, url: str, parse: Parse, *, missing_ok: bool = False, **known: Any) -> Any:
        """Return a request; `known` is handed to `parse(response, **known)`.

        The page is asked for conditionally, and read only if it or what is asked of it
        changed. With `missing_ok` the page is one of many: if it is gone (404, 410) it is left
        out, if it fails, is refused or changed it stands as it was last, for a few of them. Else
        it breaks the run.
        """
        return self._request(asked(url, parse, missing_ok, known))

    def leads_away(self, asked: Asked, to: str) -> bool:
        """Whether the address that answered is no longer the page that was asked for.

        Of a page that must be there it is left to its reading: a start page or a feed may move.
        """
        return asked.missing_ok and leads_away(asked.url, to)

    def without(self, page: Asked, stop: CrawlStopped) -> Iterable[Any] | None:
        """Return how the run goes on without a page that must be there; None where it ends."""
        return None

    def post(
        self, url: str, body: bytes, headers: dict[str, str], parse: Parse, **known: Any
    ) -> Any:
        """Return a POST request. It is never taken for one made before, nor remembered."""
        self.visits.nothing_new = False
        return scrapy.Request(
            url, method="POST", body=body, headers=headers, dont_filter=True,
            callback=parse, errback=self.failed, cb_kwargs=known, meta=self._limits(),
        )  # fmt: skip

    def page(self, response: Response) -> Page:
        """Return the response as a page to read. Raises PageChangedError if it is no text."""
        if not isinstance(response, TextResponse):
            kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
            raise PageChangedError(response.url, "HTML-Seite", kind or "Binärdatei", "Text")
        return Page(response.url, decoded(response), tell=self.tell)

    def tell(self, step: str, found: int) -> None:
        """Count what a selector or another step of reading found, for `check-source`."""
        asked, before = self.told.get(step, (0, 0))
        self.told[step] = (asked + 1, before + found)

    def leave_out(self, reason: str) -> None:
        """Go on without a part of a page; staff are told the German reason."""
        self.left_out.records.append(reason)
        self.visits.part_is_missing()

    def entry(self, *, key: str, url: str, kind: Kind, title: str, **more: Any) -> RawEntry:
        """Return an entry of this source. Nothing was published on a day that is to come."""
        published_on = more.get("published_on")
        if published_on and published_on > self.visits.today:
            more["published_on"] = None
        return RawEntry(source=self.source.slug, key=key, url=url, kind=kind, title=title, **more)

    def stop_if_known(self, parts: bytes) -> None:
        """End the crawl if the last good visit saw these parts and read them by this code.

        Raises CrawlStopped(UNCHANGED); the option `known` is the last visit's fingerprint.
        """
        self.fingerprint = hashlib.sha256(parts + self.visits.code).hexdigest()
        if self.fingerprint == self.options.get("known"):
            raise CrawlStopped(Outcome.UNCHANGED, "")

    def failed(self, failure: Failure) -> Iterator[Any]:
        """Hand a failed request on as the reason why the run ends, or go on without it."""
        page = _asked(failure)
        if page and page.missing_ok and _answers(failure, _GONE):
            return iter(())
        stop = explain(failure)
        ours = stop is failure.value and stop.outcome is Outcome.FAILED
        ours = ours and not isinstance(stop, Unread)
        of_page = stop.outcome in _UNFINISHED or _answers(failure, _WITHHELD)
        if page and not ours and (of_page or self.may_lose_hosts):
            instead = (self.as_it_was if page.missing_ok else self.without)(page, stop)
            if instead is not None:
                return iter(instead)
        # A new exception: Scrapy reports none that an errback only passes on.
        raise CrawlStopped(stop.outcome, stop.reason) from failure.value

    def as_it_was(self, asked: Asked, stop: CrawlStopped) -> Iterator[Any]:
        """Let a page that cannot be read stand as the last good visit found it."""
        self.left_out.page(stop, urlsplit(asked.url).netloc if self.may_lose_hosts else "")
        page = self.visits.remembered(asked.url)
        if page is None or not self.visits.fits(page):
            return iter(())
        if page.question == self.visits.question(asked):
            return self._stands(page)
        # Where it led may be another matter for today's code; its entries are the same.
        return iter([Kept(key=key) for key in page.entries])

    def host_as_it_was(self, host: str) -> Iterator[Kept]:
        """Let all stand that the last good visit found on a host, without asking it again."""
        for page in self.visits.of_host(host):
            if self.visits.fits(page):
                self.visits.keep(page)
                yield from (Kept(key=key) for key in page.entries)

    def _request(self, page: Asked) -> scrapy.Request:
        last = None if page.again else self.visits.last(page.url, self.visits.question(page))
        conditions = self.visits.conditions(last)
        meta = self._limits()
        if conditions:
            meta["handle_httpstatus_list"] = [304]
        return scrapy.Request(
            page.url, callback=self._answered, errback=self.failed, cb_kwargs={"asked": page},
            headers=conditions, meta=meta, dont_filter=page.again,
        )  # fmt: skip

    def _limits(self) -> dict[str, Any]:
        return {"download_maxsize": self.max_bytes, "download_timeout": self.timeout}

    def _answered(self, response: Response, asked: Asked) -> Iterator[Any]:
        """Read a page, or let stand what came of it the last time.

        One that leads elsewhere by now is as good as gone.
        """
        self.left_out.refused = False
        if response.url != asked.url:
            if self.leads_away(asked, response.url):
                yield from self._gone(asked, response.url)
                return
            self.redirects[canonical(response.url)] = canonical(asked.url)
        question = self.visits.question(asked)
        last = None if asked.again else self.visits.last(asked.url, question)
        same = self.visits.same(last, response)
        if same and self.visits.fits(same):
            yield from self.guidelines.gather(same.guidelines, partial(self._keep, same, asked))
        elif response.status == 304:
            yield self._request(replace(asked, again=True))
        else:
            yield from self._read(response, asked, question)

    def _gone(self, asked: Asked, to: str) -> Iterator[Any]:
        if asked.missing_ok:
            return
        found = f"eine Weiterleitung nach {to}"
        error = PageChangedError(asked.url, "die Seite", found, "sie selbst")
        error.gone = True
        instead = self.without(asked, error)
        if instead is None:
            raise error
        yield from instead

    def _keep(self, page: VisitedPage, asked: Asked) -> Iterator[Any]:
        """Let an unchanged page stand, unless one of its guidelines changed meanwhile."""
        if not (self.visits.fits(page) and self.guidelines.same(page.guidelines)):
            yield self._request(replace(asked, again=True))
            return
        self._count(asked)
        yield from self._stands(page)

    def _stands(self, page: VisitedPage) -> Iterator[Any]:
        self.visits.keep(page)
        self.fingerprint = page.fingerprint or self.fingerprint
        yield from (Kept(key=key) for key in page.entries)
        for follow in page.follows:
            parse, known = getattr(self, follow.parse), arguments(follow)
            yield self.get(follow.url, parse, missing_ok=follow.missing_ok, **known)

    def _read(self, response: Response, asked: Asked, question: str) -> Iterator[Any]:
        trace = Trace(url=asked.url, question=question, answer=answer(response))
        try:
            yield from self._found(trace, response, asked)
        except PageChangedError as error:
            self.broken.setdefault(asked.parse.__name__, (response, error.reason))
            if trace.gave_something:
                raise
            self.visits.take_back(trace)
            instead = (self.as_it_was if asked.missing_ok else self.without)(asked, error)
            if instead is None:
                raise
            yield from instead
        else:
            self._count(asked)
            trace.fingerprint = self.fingerprint

    def _found(self, trace: Trace, response: Response, asked: Asked) -> Iterator[Any]:
        for found in self.visits.reading(trace, asked.parse(response, **asked.known)):
            urls = guidelines(found) if isinstance(found, RawEntry) else ()
            if urls and self.reads_guidelines:
                trace.guidelines += urls
                yield from self.guidelines.gather(urls, partial(self._completed, found, trace))
            else:
                trace.note(found)
                yield found

    def _count(self, asked: Asked) -> None:
        self.left_out.pages_read += asked.missing_ok

    def _completed(self, entry: RawEntry, trace: Trace) -> Iterator[RawEntry]:
        """Yield an entry with its guidelines; what failed for now is tried again next time."""
        complete = self.guidelines.complete(entry)
        trace.note(complete)
        trace.lost = trace.lost or not self.guidelines.lasting(guidelines(entry))
        yield complete


def explain(failure: Failure) -> CrawlStopped:
    """Return why a request or a parse method failed, with a German sentence for staff."""
    error = failure.value
    if isinstance(error, CrawlStopped):
        return error
    if isinstance(error, HttpError):
        status, url = error.response.status, error.response.url
        outcome = Outcome.BLOCKED if status in REFUSALS else Outcome.FAILED
        reason = f"Die Quelle antwortet mit HTTP {status}: {url}"
        return CrawlStopped(outcome, reason, gone=status in _GONE)
    request = getattr(failure, "request", None)
    return unanswered(error, getattr(request, "url", ""), getattr(request, "meta", {}))


def _asked(failure: Failure) -> Asked | None:
    """Return the page that a failed request was for."""
    known = getattr(getattr(failure, "request", None), "cb_kwargs", {})
    page = known.get("asked")
    return page if isinstance(page, Asked) else None


def _answers(failure: Failure, statuses: Collection[int]) -> bool:
    error = failure.value
    return isinstance(error, HttpError) and error.response.status in statuses
