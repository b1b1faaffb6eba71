"""EU Funding & Tenders Portal: open and forthcoming calls of the programmes for us.

The search API answers a query it does not understand with everything it has. So rows are
collected, every one is checked, and entries are yielded only when the last page fits.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from crawlers.observe.outcome import CrawlStopped, Outcome
from crawlers.sedia.call import call
from crawlers.sedia.programmes import concerns_us
from crawlers.sedia.query import body, headers, page_url
from crawlers.sedia.rows import Results, Row
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider


class FundingTendersSpider(SourceSpider):
    """Yields the calls that the programme rules let through, once each."""

    source: ClassVar[Source] = Source(
        slug="eu_funding_tenders",
        title="EU-Förderportal (Funding & Tenders)",
        publisher="Europäische Kommission",
        homepage="https://ec.europa.eu/info/funding-tenders/opportunities/portal/",
        level=Level.EU,
        area="eu",
        trust=Trust.PRIMARY,
        takes_applications=True,
        cron="15 5 * * *",
        expected=(80, 600),
        licence="© Europäische Union, EU Funding & Tenders Portal, CC BY 4.0",
    )
    max_bytes = 60_000_000

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.results = Results()
        self.rows: dict[str, Row] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page."""
        yield self._page(1)

    def parse_page(self, response: Response, number: int) -> Iterator[Any]:
        """Check a page and ask for the next, or yield the calls. Raises CrawlStopped on doubt."""
        for row in self.results.take(number, _json(response)):
            if concerns_us(row.metadata["frameworkProgramme"], row.first("identifier")):
                self.rows[row.reference] = row
        if number < self.results.pages:
            yield self._page(number + 1)
            return
        self.results.check_complete()
        yield from self._calls()

    def _calls(self) -> Iterator[Any]:
        for reference, row in self.rows.items():
            if row.language == "en":
                german = self.rows.get(f"{reference.removesuffix('en')}de")
                yield call(row, german, self.source.slug)

    def _page(self, number: int) -> Any:
        return self.post(page_url(number), body(), headers(), self.parse_page, number=number)


def _json(response: Response) -> Any:
    try:
        return json.loads(response.body)
    except ValueError as error:
        reason = f"Die Quelle antwortet nicht mit JSON: {response.url}"
        raise CrawlStopped(Outcome.BROKEN, reason) from error
