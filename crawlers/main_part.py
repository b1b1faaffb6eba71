"""Main part: where the text of a page of unknown markup stands."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.layout import Layout
from crawlers.page import select

MAIN = ("main", "#main", "[role=main]", "#content", "body")
LEAST_TEXT = 40  # characters, of which a page has more
_ENOUGH = 0.4  # of the text is in the one article, or in what says it is the article


def article_end(main: HtmlElement, title: HtmlElement | None) -> HtmlElement | None:
    """Return the element with which the article of a page ends, where its markup says so.

    That is the one that calls itself the article's body, else the one article with most of
    the text.
    """
    layout = Layout(main)
    most = _ENOUGH * layout.chars(main)
    bodies = [n for n in main.iter() if "articleBody" in (n.get("itemprop") or "").split()]
    articles = [n for n in main.iter("article") if next(n.iterancestors("article"), None) is None]
    for found in (bodies, articles):
        large = [node for node in found if layout.chars(node) >= most]
        # A headline behind it is that of another article.
        if len(large) == 1 and (title is None or _reaches(layout, title, large[0])):
            return large[0]
    return None


def main_parts(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the parts that may be the main one, each if it is there once; the body is the last."""
    for selector in MAIN:
        nodes = select(tree, selector)
        if len(nodes) == 1:
            yield nodes[0]


def _reaches(layout: Layout, title: HtmlElement, node: HtmlElement) -> bool:
    return layout.before(title) < layout.before(node) + layout.chars(node)
