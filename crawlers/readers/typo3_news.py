"""TYPO3 news: lists of the extension tx_news, of which each site builds its own.

Known from the extension's own templates and from public readers of municipal sites: the view
is named on the list, the day stands in `datetime` alone on some.
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_EMPTY = ".no-news-found"
_LIST = ".news-list-view, .tx-news, .news-latest-container, .tx_news, .news-list-container"
# A list may have any name of its own; what the extension's templates write into a line is left.
_MARKS = "a[itemprop=url] span[itemprop=headline], .article[class*='articletype-']"
_MARKED = ":is(.article, .post-item):has(span[itemprop=headline]), .article[class*='articletype-']"
# Types above two are a site's own, such as events, whose day is not that of publication.
_OF_OTHERS = "[class*='articletype-']:not(.articletype-0, .articletype-1, .articletype-2)"
_BESIDE = "nav *, .pagination *, .f3-widget-paginator *, .news-menu-view *"
_LINES = (
    ".article, article, .post-item, .newsbox, .news-list-item, .news-item, .card, "
    "[class*='articletype-']"
)

PARTS = ListParts(
    part=(
        f":is(:is({_LIST}) :is({_LINES}), {_MARKED})"
        f":not(:is({_LINES}) *, {_OF_OTHERS}, :has({_OF_OTHERS}))"
    ),
    link=("a[itemprop=url]", "a.article-link", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]"),
    own=f":is({_LIST}) :is(li, article):has(a[href]):not({_BESIDE})",
    title=("[itemprop=headline]", "h2, h3, h4, h5", "[class*=title]", "a[href]"),
    day=("time[itemprop=datePublished]", "time", ".news-list-date", ".date", "[class*=date]"),
    teaser=("[itemprop=description]", ".teaser-text", ".bodytext", ".card-text"),
    next="ul.f3-widget-paginator li.next a[href], .pagination li.next a[href]",
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of tx_news; the view of a single piece of news is none."""
    return not page.all(".news-single") and PARTS.is_list(page, f"{_LIST}, {_MARKS}, {_EMPTY}")


READER = Reader(
    name="typo3_news",
    label="TYPO3 news",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
)
