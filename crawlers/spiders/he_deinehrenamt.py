"""deinehrenamt.de: the state's programmes for volunteers, one page with a part for each."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import TextResponse

from crawlers.documents import documents
from crawlers.items import Given, Kind, RawEntry
from crawlers.main_part import MAIN
from crawlers.observe.outcome import PageChangedError
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

START = "https://deinehrenamt.de/foerderprogramme"
# Parts of a page that are about the page.
_ASIDE = re.compile(r"Kontakt|Ansprech|Weitere|Newsletter|Downloads?$|Das könnte", re.IGNORECASE)


class DeinEhrenamtSpider(SourceSpider):
    """Reads the page part by part: every second-level headline is a programme."""

    source = Source(
        slug="he_deinehrenamt",
        title="Dein Ehrenamt: Förderprogramme für Engagierte",
        publisher="Land Hessen, Ehrenamtskampagne „Gemeinsam aktiv“",
        homepage="https://deinehrenamt.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="20 5 * * mon",
        expected=(2, 40),
        licence="© Land Hessen. Es gilt der Text auf deinehrenamt.de.",
    )

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield self.get(START, self.parse_page)

    def parse_page(self, response: TextResponse) -> Iterator[RawEntry]:
        """Yield every part with a text. The key is the headline: it is all the page gives."""
        page = self.page(response).main(*MAIN).without("nav", "footer", "form")
        headings = [" ".join(node.get_text().split()) for node in page.all("h2", at_least=1)]
        parts = [part for part in page.sections(("h1", "h2")) if part.label in headings]
        programmes = [part for part in parts if part.text and not _ASIDE.match(part.label)]
        self.tell("Abschnitte unter h2", len(programmes))
        if not programmes:
            raise PageChangedError(response.url, "h2 mit Text", 0, "mindestens 1")
        links = documents(page) if len(programmes) == 1 else ()
        for part in programmes:
            yield self.entry(
                key=slug(part.label),
                url=response.url,
                kind=Kind.PROGRAMME,
                title=part.label,
                body=part.text,
                given=Given(links=links),
            )


def slug(title: str) -> str:
    """Return a headline as a key: its words in small letters."""
    return "-".join(re.findall(r"\w+", title.casefold()))
