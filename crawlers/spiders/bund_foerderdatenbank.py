"""Förderdatenbank of the federal government: its official XML export, in one request.

The HTML site stands behind a bot protection and asks for 30 seconds between pages; it is
not crawled. A client that is turned away gets a page instead of the ZIP: a clear failure.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Response

from crawlers.foerderdatenbank.export import Export
from crawlers.foerderdatenbank.programme import SITE, programme
from crawlers.items import RawEntry
from crawlers.observe.outcome import CrawlStopped, Outcome
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

_EXPORT = f"{SITE}/FDB/WS/export"
_ZIP = b"PK\x03\x04"


class FoerderdatenbankSpider(SourceSpider):
    """Yields every programme of Bund, Ländern and EU that the export holds."""

    source: ClassVar[Source] = Source(
        slug="bund_foerderdatenbank",
        title="Förderdatenbank des Bundes",
        publisher="Bundesministerium für Wirtschaft und Energie",
        homepage=SITE,
        level=Level.FEDERAL,
        area="de",
        trust=Trust.RELAY,  # it hands on what Bund, Länder and EU told it
        funds=False,
        cron="30 4 * * *",
        expected=(2000, 4000),
        licence="Förderdatenbank, Bundesministerium für Wirtschaft und Energie, CC BY-ND 4.0",
    )
    max_bytes = 120_000_000
    timeout = 900

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the export."""
        yield self.get(_EXPORT, self.parse_export)

    def parse_export(self, response: Response) -> Iterator[RawEntry]:
        """Yield the programmes. Raises CrawlStopped for anything but the export."""
        if not response.body.startswith(_ZIP):
            raise CrawlStopped(Outcome.BLOCKED, _no_zip(response))
        export = Export(io.BytesIO(response.body))
        self.stop_if_known(export.parts)
        linked = export.linked()
        for document in export.programmes():
            entry = programme(document, linked, self.source.slug)
            if entry:
                yield entry


def _no_zip(response: Response) -> str:
    kind = (response.headers.get("Content-Type") or b"ohne Typ").decode("latin-1")
    size = len(response.body)
    return f"Statt des Exports (ZIP) kam eine Seite: {response.url} ({kind}, {size} Bytes)."
