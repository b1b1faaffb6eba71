"""Guidelines: the PDFs that entries link to as their guideline, read into the entry.

What goes wrong with one never breaks the run: the text of the last visit stands, and a
note tells staff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.conditional_visits import ConditionalVisits
from crawlers.items import GUIDELINE, LabelledText, RawEntry
from crawlers.links import identity
from crawlers.observe.trace import answer
from crawlers.pdf import PdfUnreadable, read_pdf
from crawlers.shape import from_rows, to_rows
from crawlers.visited_pages import VisitedPage

PER_ENTRY = 2
PER_RUN = 60
MAX_BYTES = 12_000_000
TIMEOUT = 60
_CUT = "sie ist sehr lang, gelesen wurde nur der Anfang"

Then = Callable[[], Iterator[Any]]
_Waiting = tuple[tuple[str, ...], Then]
Explain = Callable[[Failure], Exception]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """What is known of a PDF now: its text, and what staff are to know of it.

    `same` says that it is as it was at the last visit, `lasting` that the file itself is
    the reason for what is known of it, so that the same file will give the same again.
    """

    text: str = ""
    fault: str = ""
    same: bool = False
    lasting: bool = False


class Guidelines:
    """Asks for PDFs, each once a run, and goes on with what waits for them."""

    def __init__(self, visits: ConditionalVisits, explain: Explain) -> None:
        self._visits = visits
        self._explain = explain
        self._read: dict[str, Guideline] = {}
        self._waiting: dict[str, list[_Waiting]] = {}

    def gather(self, urls: tuple[str, ...], then: Then) -> Iterator[Any]:
        """Yield what `then` yields as soon as all these PDFs were asked for."""
        url = next((url for url in urls if url not in self._read), None)
        if url is None:
            yield from then()
        elif url in self._waiting:
            self._waiting[url].append((urls, then))
        elif len(self._read) >= PER_RUN:
            self._read[url] = self._failed(url, f"mehr als {PER_RUN} Richtlinien in einem Abruf")
            yield from self.gather(urls, then)
        else:
            self._waiting[url] = [(urls, then)]
            yield self._request(url)

    def same(self, urls: tuple[str, ...]) -> bool:
        """Whether none of these PDFs changed since the last visit."""
        return all(self._read[url].same for url in urls)

    def lasting(self, urls: tuple[str, ...]) -> bool:
        """Whether all is known of these PDFs that they will ever say."""
        return all(self._read[url].lasting for url in urls)

    def complete(self, entry: RawEntry) -> RawEntry:
        """Return an entry with the text of its guidelines and a note for each that failed."""
        found = [self._read[url] for url in guidelines(entry)]
        texts = [guideline.text for guideline in found if guideline.text]
        labels = [GUIDELINE, *(f"{GUIDELINE} {number}" for number in range(2, len(texts) + 1))]
        fields = tuple(
            LabelledText(label=label, text=text) for label, text in zip(labels, texts, strict=False)
        )
        notes = tuple(guideline.fault for guideline in found if guideline.fault)
        return replace(
            entry,
            fields=(*entry.fields, *fields),
            prose=(*entry.prose, *(field.label for field in fields)),
            given=replace(entry.given, notes=(*entry.given.notes, *notes)),
        )

    def _request(self, url: str) -> scrapy.Request:
        conditions = self._visits.conditions(self._last(url))
        meta: dict[str, Any] = {"guideline": True, "dont_retry": True}
        meta |= {"download_maxsize": MAX_BYTES, "download_timeout": TIMEOUT}
        if conditions:
            meta["handle_httpstatus_list"] = [304]
        return scrapy.Request(
            url, callback=self._answered, errback=self._refused, headers=conditions, meta=meta,
            cb_kwargs={"url": url}, dont_filter=True,
        )  # fmt: skip

    def _answered(self, response: Response, url: str) -> Iterator[Any]:
        same = self._visits.same(self._last(url), response)
        if same:
            self._visits.keep(same)
            known = Guideline(text=_text(same), fault=same.fault, same=True, lasting=True)
        elif response.status == 304:
            known = self._failed(url, "die Adresse leitet auf eine andere Datei weiter")
        else:
            known = self._taken(url, response)
        return self._go_on(url, known)

    def _refused(self, failure: Failure) -> Iterator[Any]:
        url = failure.request.cb_kwargs["url"]  # type: ignore[attr-defined]
        return self._go_on(url, self._failed(url, str(self._explain(failure))))

    def _go_on(self, url: str, known: Guideline) -> Iterator[Any]:
        self._read[url] = known
        for urls, then in self._waiting.pop(url):
            yield from self.gather(urls, then)

    def _taken(self, url: str, response: Response) -> Guideline:
        try:
            found = read_pdf(response.body)
            text, fault = found.text, "" if found.whole else _note(url, _CUT)
        except PdfUnreadable as error:
            text, fault = "", _note(url, str(error))
        now = answer(response)
        page = VisitedPage(
            url=url, question=self._visits.mark(GUIDELINE), at=now.at, answer=now.digest,
            etag=now.etag, last_modified=now.last_modified, read_on=self._visits.today,
            entries={}, text=text, shape=to_rows(text), fault=fault,
        )  # fmt: skip
        self._visits.add(page)
        return Guideline(text=text, fault=fault, lasting=True)

    def _failed(self, url: str, why: str) -> Guideline:
        last = self._last(url)
        if last is None:
            return Guideline(fault=_note(url, why))
        self._visits.add(last)
        return Guideline(
            text=_text(last), fault=_note(url, f"{why} Angezeigt wird der letzte Stand")
        )

    def _last(self, url: str) -> VisitedPage | None:
        return self._visits.last(url, self._visits.mark(GUIDELINE))


def _text(page: VisitedPage) -> str:
    """Return the text of a PDF as it was read, with its shape."""
    return from_rows(page.text, page.shape)


def guidelines(entry: RawEntry) -> tuple[str, ...]:
    """Return the addresses of the PDFs that an entry names as its guideline."""
    urls = [link.url for link in entry.given.links if link.role == "guideline"]
    once = {identity(url): url for url in reversed(urls) if _is_pdf(url)}
    return tuple(reversed(once.values()))[:PER_ENTRY]


def _is_pdf(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.path.lower().endswith(".pdf")


def _note(url: str, why: str) -> str:
    return f"Die Richtlinie ist nicht ganz lesbar ({url}): {why.rstrip('.')}."
