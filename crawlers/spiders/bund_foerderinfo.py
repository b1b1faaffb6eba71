"""Förderberatung des Bundes: the list of federal announcements with their deadlines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from scrapy.http import TextResponse

from crawlers.follow import next_page, numbered_parts
from crawlers.items import Given, GivenDeadline, Kind, RawEntry
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.source import Level, Source, Trust
from crawlers.spider import SourceSpider

START = (
    "https://www.foerderinfo.bund.de/SiteGlobals/Forms/foerderinfo/bekanntmachungen/"
    "Bekanntmachungen_Formular.html"
)


class FoerderinfoSpider(SourceSpider):
    """Reads the list, page after page. Its links leave the host, so a teaser is the entry."""

    source = Source(
        slug="bund_foerderinfo",
        title="Förderberatung des Bundes: Bekanntmachungen",
        publisher="Förderberatung des Bundes zu Forschung und Innovation",
        homepage="https://www.foerderinfo.bund.de/",
        level=Level.FEDERAL,
        area="de",
        trust=Trust.RELAY,
        cron="0 6 * * *",
        expected=(20, 400),
        licence="© Förderberatung des Bundes. Es gilt der Text der verlinkten Bekanntmachung.",
    )

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the first page of the list."""
        yield self.get(START, self.parse_list)

    def parse_list(self, response: TextResponse) -> Iterator[Any]:
        """Yield every announcement of a list page, then follow the next one.

        An announcement that moves to the next page during the visit stands on both.
        """
        page = self.page(response).main("main", "#main", "body")
        for teaser in page.each(".l-teaser-list a.c-teaser--announcement", at_least=1):
            url = teaser.link()
            # Under another title it is another one, and the run ends for its key.
            if self.first(f"{key(url)} {teaser.words('.c-teaser__title')}"):
                yield self.announcement(teaser, url)
        number, others = numbered_parts(page)
        following, most = next_page(page), max(others, default=0)
        if most > number and not (following and self.first(f"list: {following}")):
            # What is not read would be taken for gone.
            raise PageChangedError(response.url, f"Verweis auf Seite {number + 1} von {most}", 0)
        if following:
            yield self.get(following, self.parse_list)

    def announcement(self, teaser: Page, url: str) -> RawEntry:
        """Read one teaser: title, day of publication, deadline and ministry."""
        summary = teaser.maybe(".c-teaser__text")
        published, *_ = teaser.all(".c-topline__item > time[datetime]", at_least=1)
        closing = teaser.maybe(".c-topline__item--stopdate time[datetime]")
        deadlines = [GivenDeadline(on=day(teaser, closing))] if closing else []
        return self.entry(
            key=key(url),
            url=url,
            kind=Kind.CALL,
            title=teaser.words(".c-teaser__title"),
            summary=teaser.text(summary) if summary else "",
            published_on=day(teaser, published),
            given=Given(
                deadlines=tuple(deadlines),
                funders=(teaser.words(".c-topline__category"),),
            ),
        )


def day(page: Page, time: Tag) -> date:
    """Return the day that a time element carries as a value."""
    return page.date(str(time["datetime"]))


def key(url: str) -> str:
    """Return what an announcement is known by: host and path of its page, without a session."""
    parts = urlsplit(url)
    return f"{parts.hostname}{unquote(parts.path)}"
