"""BBSR: calls for projects, which are extended on the page where they began."""

from __future__ import annotations

import re

from crawlers.article import Article
from crawlers.articles import ArticlesSpider
from crawlers.gsb import page_address
from crawlers.items import Kind
from crawlers.press import classify
from crawlers.source import Level, Source, Trust


class BbsrSpider(ArticlesSpider):
    """Reads the list of calls and the page of each; an extension keeps the key."""

    source = Source(
        slug="bund_bbsr_aufrufe",
        title="BBSR: Projektaufrufe",
        publisher="Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)",
        homepage="https://www.bbsr.bund.de/",
        level=Level.FEDERAL,
        area="de",
        trust=Trust.PRIMARY,
        takes_applications=True,
        cron="15 6 * * *",
        expected=(1, 120),
        licence="© Bundesinstitut für Bau-, Stadt- und Raumforschung. Es gilt der Text der Seite.",
    )
    lists = ("https://www.bbsr.bund.de/BBSR/DE/forschung/aufrufe/_node.html",)
    # Pages of the navigation end in "_node.html" and are lists themselves.
    article = re.compile(
        r"bbsr\.bund\.de/bbsr/de/(?:forschung|aktuell)/aufrufe/.*(?<!_node)\.html", re.IGNORECASE
    )
    sublist = re.compile(r"bbsr\.bund\.de/bbsr/de/(?:forschung|aktuell)/aufrufe/.+_node\.html")

    def address(self, url: str) -> str:
        """Return the one address of a page."""
        return page_address(url)

    def kind(self, article: Article, url: str) -> Kind:
        """Return AWARD for the news of a selection; all else in this list is a call."""
        kind = classify(article.title, article.text)
        return kind if kind is Kind.AWARD else Kind.CALL
