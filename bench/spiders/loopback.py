"""A spider for the bench's own server: a list, and an article behind every link."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from crawlers.article import read_article
from crawlers.items import Kind
from crawlers.main_part import MAIN
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider


class LoopbackSpider(SourceSpider):
    """Reads as the small spiders of the funding pages do."""

    source: ClassVar[Source] = Source(
        slug="loopback",
        title="Bench",
        publisher="Bench",
        homepage="https://example.org/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="0 5 * * *",
        expected=(1, 10_000),
        licence="frei",
    )
    page_budget = 10_000

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the list."""
        yield self.get(f"{self.options['site']}/list", self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow every link once."""
        page = self.page(response).main(*MAIN)
        for node in page.all("a[href]", at_least=1):
            url = page.link(node)
            if self.first(url):
                yield self.get(url, self.parse_article)

    def parse_article(self, response: Response) -> Iterator[Any]:
        """Read one article."""
        article = read_article(self.page(response))
        yield self.entry(
            key=response.url,
            url=response.url,
            kind=Kind.PROGRAMME,
            title=article.title,
            body=article.text,
            given=article.given,
        )
