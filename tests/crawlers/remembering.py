"""Remembering: a spider with a memory, driven page by page against a site in a dictionary."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from scrapy.http import HtmlResponse, Request, Response

from crawlers.conditional_visits import ConditionalVisits
from crawlers.items import Kind, RawEntry
from crawlers.observe.trace import Kept
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider
from crawlers.visited_pages import VisitedPage

HOME = "https://example.org"
DAY = date(2026, 11, 22)


class ShelfSpider(SourceSpider):
    """Reads chained lists; an entry takes its teaser from the first list that names it."""

    source: ClassVar[Source] = Source(
        slug="shelf", title="Regal", publisher="Regal", homepage=HOME, level=Level.STATE, area="06",
        trust=Trust.PRIMARY, cron="0 5 * * *", expected=(0, 99), licence="frei",
    )  # fmt: skip

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first list."""
        yield self.get(f"{HOME}/list0", self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow what no list before named, then the next list."""
        page = self.page(response)
        for node in page.all("a.book"):
            url = page.link(node)
            if self.first(url):
                yield self.get(url, self.parse_book, missing_ok=True, teaser=page.text(node))
        if following := page.maybe("a.next"):
            yield self.get(page.link(following), self.parse_list)

    def parse_book(self, response: Response, teaser: str) -> Iterator[RawEntry]:
        """Read an entry."""
        page = self.page(response)
        yield self.entry(
            key=response.url, url=response.url, kind=Kind.CALL, title=page.words("h1"),
            summary=teaser,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What one crawl did: entries written, keys kept, pages sent in full, and its visits."""

    entries: dict[str, str] = field(default_factory=dict)  # key → JSON
    kept: list[str] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    visits: list[VisitedPage] = field(default_factory=list)
    conditional: ConditionalVisits

    def truth(self, before: Mapping[str, str]) -> dict[str, str]:
        """Return all that is there, the kept ones as they were."""
        return self.entries | {key: before[key] for key in self.kept}


def crawl(
    pages: Mapping[str, str],
    visits: Sequence[VisitedPage] = (),
    *,
    spider: type[SourceSpider] = ShelfSpider,
    today: date = DAY,
    marked: bool = True,
    **options: str,
) -> Crawled:
    """Drive a spider over pages (path → HTML) as Scrapy would, one request at a time."""
    reader = spider(today=today, last_visits=visits, **options)
    crawled = Crawled(conditional=reader.visits)
    waiting, seen = asyncio.run(_first(reader)), set[str]()
    while waiting:
        request = waiting.pop(0)
        if request.url in seen and not request.dont_filter:
            continue
        seen.add(request.url)
        response = _answer(request, pages, marked)
        crawled.asked.append((request.url.removeprefix(HOME), response.status))
        if response.status == 404:
            continue
        for found in request.callback(response, **request.cb_kwargs):
            if isinstance(found, Request):
                waiting.append(found)
            elif isinstance(found, Kept):
                crawled.kept.append(found.key)
            else:
                assert found.key not in crawled.entries
                crawled.entries[found.key] = found.to_json()
    crawled.visits.extend(reader.visited())
    return crawled


async def _first(spider: SourceSpider) -> list[Any]:
    return [request async for request in spider.start()]


def _answer(request: Request, pages: Mapping[str, str], marked: bool) -> Response:
    html = pages.get(request.url.removeprefix(HOME))
    if html is None:
        return Response(request.url, status=404, request=request)
    mark = f'"{hashlib.sha256(html.encode()).hexdigest()[:12]}"'
    if marked and request.headers.get("If-None-Match") == mark.encode():
        return Response(request.url, status=304, request=request)
    headers = {"Content-Type": "text/html; charset=utf-8"} | ({"ETag": mark} if marked else {})
    return HtmlResponse(request.url, headers=headers, body=html.encode(), request=request)


def shelf(*lists: Sequence[str], **books: str) -> dict[str, str]:
    """Return a site: its lists, each of "name" or "name:teaser", and the title of each book."""
    pages = {f"/{name}": f"<h1>{title}</h1>" for name, title in books.items()}
    for number, names in enumerate(lists):
        links = "".join(
            f'<a class="book" href="/{name}">{teaser or name}</a>'
            for name, _, teaser in (entry.partition(":") for entry in names)
        )
        more = f'<a class="next" href="/list{number + 1}">weiter</a>'
        pages[f"/list{number}"] = f"<div>{links}{more if number + 1 < len(lists) else ''}</div>"
    return pages
