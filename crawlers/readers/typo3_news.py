"""TYPO3 news: lists of the extension tx_news, of which each site builds its own.

Known from the extension's own templates and from public readers of municipal sites: the view
is named on the list, the day stands in `datetime` alone on some.
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_LIST = ".news-list-view, .tx-news, .news-latest-container, .tx_news, .news-list-container"
_LINES = ".article, article, .post-item, .newsbox, .news-list-item, .card"

PARTS = ListParts(
    part=f":is({_LIST}) :is({_LINES}):not(:is({_LINES}) *)",
    link=("a[itemprop=url]", "a.article-link", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]"),
    title=("[itemprop=headline]", "h2, h3, h4, h5", "a[href]"),
    day=("time[itemprop=datePublished]", "time", ".news-list-date", ".date"),
    teaser=("[itemprop=description]", ".teaser-text", ".bodytext"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of tx_news; the view of a single piece of news is none."""
    return bool(page.all(_LIST)) and not page.all(".news-single")


READER = Reader(name="typo3_news", label="TYPO3 news", recognises=recognises, items=PARTS.items)
