"""By selectors: a reader made of a line's own CSS selectors, for a site of no known system."""

from __future__ import annotations

from crawlers.article import Article, read_article
from crawlers.line import Selectors
from crawlers.page import Page
from crawlers.published import written
from crawlers.readers import Item, Reader
from crawlers.text import plain_inline

NAME = "selectors"


def reader_by(select: Selectors) -> Reader:
    """Return the reader that a line's selectors describe."""

    def items(page: Page) -> list[Item]:
        found = (_item(part, select) for part in page.each(select.items, at_least=1))
        return [item for item in found if item.url]

    def article(page: Page, item: Item) -> Article:
        return read_article(page, item.title, part=select.main, drop=select.drop)

    return Reader(
        name=NAME,
        label="eigene Selektoren",
        recognises=lambda page: bool(select.items and page.all(select.items)),
        items=items,
        article=article,
    )


def _item(part: Page, select: Selectors) -> Item:
    """Return one line of a list; the line itself may be the link."""
    links = [part.link(), *map(part.link, part.all("a[href]"))]
    titles = part.all(select.title or "h2, h3, h4, a[href]") or [part.root]
    days = part.all(select.day) if select.day else []
    return Item(
        url=next(filter(None, links), ""),
        title=next(filter(None, map(plain_inline, titles)), ""),
        published_on=next((day for node in days if (day := written(plain_inline(node)))), None),
    )
