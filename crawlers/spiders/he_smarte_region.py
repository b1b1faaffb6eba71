"""Smarte Region Hessen: support for digital municipalities, with a call every year."""

from __future__ import annotations

import re

from crawlers.article import Article
from crawlers.articles import ArticlesSpider
from crawlers.items import Kind
from crawlers.press import classify
from crawlers.source import Level, Source, Trust


class SmarteRegionSpider(ArticlesSpider):
    """Reads the page on funding and every page below it."""

    source = Source(
        slug="he_smarte_region",
        title="Smarte Region Hessen: Förderung",
        publisher="Hessisches Ministerium für Digitalisierung und Innovation",
        homepage="https://www.smarte-region-hessen.de/",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="35 5 * * *",
        expected=(1, 40),
        licence="© Land Hessen. Es gilt der Text auf smarte-region-hessen.de.",
    )
    lists = ("https://www.smarte-region-hessen.de/foerderung",)
    lists_are_articles = True
    article = re.compile(r"smarte-region-hessen\.de/foerderung/.+")

    def kind(self, article: Article, url: str) -> Kind:
        """Return CALL or AWARD where the headline says so, else PROGRAMME."""
        kind = classify(article.title)
        return Kind.PROGRAMME if kind is Kind.NOTICE else kind
