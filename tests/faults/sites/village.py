"""A spider for the site that changes under the crawler: a list, and a page behind every link."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from crawlers.items import Given, Kind, Link
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

SOURCE = Source(
    slug="village",
    title="Dorf im Wandel",
    publisher="Dorf im Wandel",
    homepage="https://example.org/",
    level=Level.STATE,
    area="06",
    trust=Trust.PRIMARY,
    cron="0 5 * * *",
    expected=(4, 40),
    licence="frei",
)


class VillageSpider(SourceSpider):
    """Reads as our spiders do: strict on what a page must have, mild on how many there are."""

    source: ClassVar[Source] = SOURCE
    reads_guidelines = True

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the list."""
        yield self.get(f"{self.options['site']}/liste", self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow every call of the list once."""
        page = self.page(response).main("main")
        for node in page.one("ul.aufrufe").select("a.aufruf[href]"):
            url = page.link(node)
            if self.first(url):
                yield self.get(url, self.parse_call, missing_ok=True)

    def parse_call(self, response: Response) -> Iterator[Any]:
        """Read one call."""
        page = self.page(response).main("main")
        nodes = page.all("a.richtlinie[href]")
        links = tuple(Link(url=page.link(node), role="guideline") for node in nodes)
        yield self.entry(
            key=response.url.rsplit("/", 1)[-1],
            url=response.url,
            kind=Kind.CALL,
            title=page.words("h1"),
            body=page.text(page.one("div.text")),
            given=Given(links=links),
        )
