"""A spider for tests of the framework: a list, and an entry behind every link."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from crawlers.items import Kind
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider


class ProbeSpider(SourceSpider):
    """Follows every link of a list; `--option` bends it to what a test wants to see."""

    source: ClassVar[Source] = Source(
        slug="probe",
        title="Probe",
        publisher="Probe",
        homepage="https://example.org/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="0 5 * * *",
        expected=(1, 3),
        licence="frei",
    )
    page_budget = 4

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the list."""
        yield self.get(self.options.get("list", "https://example.org/list"), self.parse_list)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow every link of the main part."""
        page = self.page(response).main("main")
        missing_ok = self.options.get("missing") == "ok"
        for position, node in enumerate(page.all("a", at_least=1)):
            url = page.link(node)
            yield self.get(url, self.parse_entry, missing_ok=missing_ok, position=position)

    def parse_entry(self, response: Response, position: int) -> Iterator[Any]:
        """Yield one entry, or what the option asks for."""
        page = self.page(response).main("main")
        if "yield" in self.options:
            yield self.options["yield"]
        if "divide" in self.options:
            yield 1 // position
        key = self.options.get("key", page.url)
        title = "" if "untitled" in self.options else f"{position} {page.words('h1')}"
        yield self.entry(key=key, url=page.url, kind=Kind.NOTICE, title=title, body=page.text())
