"""Wissenschaft, Forschung, Kunst und Kultur: the ministry's pages on what it funds."""

from __future__ import annotations

import re

from crawlers.articles import ArticlesSpider
from crawlers.source import Level, Source, Trust


class WissenschaftSpider(ArticlesSpider):
    """Follows "Förderung finden" by its sections; the same page has either letter case."""

    source = Source(
        slug="he_wissenschaft_foerderung",
        title="Förderung für Kultur, Kunst, Forschung und Wissenschaft",
        publisher="Hessisches Ministerium für Wissenschaft und Forschung, Kunst und Kultur",
        homepage="https://wissenschaft.hessen.de/foerderung-finden",
        level=Level.STATE,
        area="06",
        trust=Trust.PRIMARY,
        cron="0 5 * * mon",
        expected=(5, 120),
        licence="© Land Hessen. Es gilt der Text auf wissenschaft.hessen.de.",
    )
    lists = ("https://wissenschaft.hessen.de/foerderung-finden",)
    sublist = re.compile(r"wissenschaft\.hessen\.de/foerderung-finden/[^/]+")
    article = re.compile(r"wissenschaft\.hessen\.de/foerderung-finden/[^/]+/.+")
