"""TYPO3 news: lists of the extension tx_news, with microdata of schema.org or plain articles."""

from __future__ import annotations

from crawlers.page import Page
from crawlers.readers import Item, Reader
from crawlers.text import plain_inline

_LIST = ".news-list-view, .news-list-container, .tx-news .news"
_LINK = "a[itemprop=url][href], h2 a[href], h3 a[href], h4 a[href], a[href]"


def recognises(page: Page) -> bool:
    """Whether a page has a list of news by tx_news."""
    return bool(page.all(_LIST))


def items(page: Page) -> list[Item]:
    """Return the news of a list."""
    return [
        item for part in page.each(f":is({_LIST}) :is(.article, article)") if (item := _item(part))
    ]


def _item(part: Page) -> Item | None:
    links = [node for selector in _LINK.split(", ") for node in part.all(selector)]
    url = next((url for node in links if (url := part.link(node))), "")
    titles = [*part.all("[itemprop=headline]"), *part.all("h2, h3, h4"), *links]
    title = next((text for node in titles if (text := plain_inline(node))), "")
    return Item(url=url, title=title) if url else None


READER = Reader(name="typo3_news", label="TYPO3 news", recognises=recognises, items=items)
