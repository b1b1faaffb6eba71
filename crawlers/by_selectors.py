"""By selectors: a reader made of a line's own CSS selectors, for a site of no known system."""

from __future__ import annotations

from crawlers.article import Article, read_article
from crawlers.line import Selectors
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Item, Reader

NAME = "selectors"


def reader_by(select: Selectors) -> Reader:
    """Return the reader that a line's selectors describe."""
    usual = ListParts(part=select.items)
    parts = ListParts(
        part=select.items,
        title=(select.title,) if select.title else usual.title,
        day=(select.day,) if select.day else (),
        of_one_site=True,
    )

    def article(page: Page, item: Item) -> Article:
        return read_article(page, listed_as=item.title, part=select.main, drop=select.drop)

    return Reader(
        name=NAME,
        label="eigene Selektoren",
        recognises=lambda page: bool(select.items and page.all(select.items)),
        items=parts.items,
        following=parts.following,
        article=article,
    )
