"""Nachhaltige Stadtentwicklung: news of the urban development programmes, calls among them."""

from __future__ import annotations

import re

from crawlers.article import Article
from crawlers.articles import ArticlesSpider
from crawlers.events import kind_of_news
from crawlers.items import Kind
from crawlers.source import Level, Source, Trust


class StadtentwicklungSpider(ArticlesSpider):
    """Reads the newest news; each is a call, an award, an event or none of these."""

    source = Source(
        slug="he_nachhaltige_stadtentwicklung",
        title="Nachhaltige Stadtentwicklung in Hessen: Aktuelle Meldungen",
        publisher="Hessisches Ministerium für Wirtschaft, Energie, Verkehr, Wohnen und "
        "ländlichen Raum",
        homepage="https://nachhaltige-stadtentwicklung-hessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="40 5 * * *",
        expected=(2, 100),
        licence="© Land Hessen. Es gilt der Text auf nachhaltige-stadtentwicklung-hessen.de.",
        complete=False,
    )
    lists = ("https://nachhaltige-stadtentwicklung-hessen.de/aktuelle-meldungen.html",)
    list_parts = 3
    article = re.compile(r"nachhaltige-stadtentwicklung-hessen\.de/aktuelle-meldungen/[^/]+\.html")

    def kind(self, article: Article, url: str) -> Kind:
        """Return what a piece of news is."""
        return kind_of_news(article.title, article.text)
