"""BULEplus: the federal programme for rural development, its measures and the BLE's news."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import TextResponse

from crawlers.article import Article
from crawlers.articles import ArticlesSpider, key
from crawlers.gsb import page_address
from crawlers.items import Kind
from crawlers.posts import each_once, post_facts, read_feed
from crawlers.press import classify
from crawlers.source import Level, Source, Trust

NEWS = "https://www.ble.de/SiteGlobals/Functions/RSS/DE/Startseite.xml?nn=633724"


class BuleplusSpider(ArticlesSpider):
    """Reads every measure on land-zukunft.de, and the BLE's news; a call among them in full."""

    source = Source(
        slug="bund_ble_buleplus",
        title="BULEplus: Ländliche Entwicklung und Regionale Wertschöpfung",
        publisher="Bundesanstalt für Landwirtschaft und Ernährung (BLE)",
        homepage="https://land-zukunft.de/",
        level=Level.FEDERAL,
        area="de",
        trust=Trust.PRIMARY,
        takes_applications=True,
        cron="10 6 * * *",
        expected=(5, 120),
        licence="© Bundesanstalt für Landwirtschaft und Ernährung. Es gilt der Text der Seite.",
        complete=False,
    )
    lists = ("https://land-zukunft.de/foerdermassnahmen",)
    article = re.compile(r"land-zukunft\.de/foerdermassnahmen/[^/]+")
    labels = ("Laufzeit der Projekte", "Einreichungsfrist", "Bewerbungsfrist", "Förderhöhe")
    unread = ("Laufzeit der Projekte",)

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the measures; the news follow."""
        async for request in super().start():
            yield request
        yield self.get(NEWS, self.parse_news)

    def parse_news(self, response: TextResponse) -> Iterator[Any]:
        """Read every item of the feed; a call is read from its page, which has the dates."""
        posts = read_feed(response.body, response.url, self.leave_out)
        self.tell("Beiträge (feed)", len(posts))
        for post in each_once(posts, response.url):
            url, facts = self.address(post.url), post_facts(post)
            if facts["kind"] in (Kind.CALL, Kind.PRIZE):
                yield self.get(url, self.parse_article, missing_ok=True)
            elif self.first(key(url)):
                yield self.entry(**{**facts, "key": key(url), "url": url})

    def address(self, url: str) -> str:
        """Return the one address of a page."""
        return page_address(url)

    def kind(self, article: Article, url: str) -> Kind:
        """Return CALL where one can apply by a day, else PROGRAMME; news are what they are."""
        kind = classify(article.title, article.text)
        open_to_all = kind in (Kind.CALL, Kind.PRIZE)
        return Kind.PROGRAMME if "/foerdermassnahmen/" in url and not open_to_all else kind
