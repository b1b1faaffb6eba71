"""Main part: where the text of a page of unknown markup stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from crawlers.layout import Layout
from crawlers.page import select
from crawlers.stated import counts

MAIN = ("main", "#main", "[role=main]", "#content", "body")
LEAST_TEXT = 40  # characters, of which a page has more
_BOXES = ("div", "section", "aside", "article")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENOUGH = 0.4  # of the text is in the one article, or in what says it is the article


def article_end(main: HtmlElement, title: HtmlElement | None, layout: Layout) -> HtmlElement | None:
    """Return the element with which the article of a page ends, where its markup says so.

    That is the one that calls itself the article's body, else the one article with most of
    the text.
    """
    most = _ENOUGH * layout.chars(main)
    bodies = [n for n in main.iter() if "articleBody" in (n.get("itemprop") or "").split()]
    articles = [n for n in main.iter("article") if next(n.iterancestors("article"), None) is None]
    for found in (bodies, articles):
        large = [node for node in found if layout.chars(node) >= most]
        # A headline behind it is that of another article.
        if len(large) == 1 and (title is None or _reaches(layout, title, large[0])):
            return large[0]
    return None


def stated_behind(end: HtmlElement, main: HtmlElement) -> list[HtmlElement]:
    """Return what states a deadline, sum or rate behind the end of an article, and is no teaser."""
    if end is main:
        return []
    around = [end, *takewhile(lambda one: one is not main, end.iterancestors())]
    return [one for at in around for one in _stating(at.itersiblings())]


def _stating(siblings: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the elements that state something; below a link, only behind the next heading."""
    leads_on = False
    heading: HtmlElement | None = None
    for one in siblings:
        has_link = next(one.iter("a"), None) is not None
        if has_link and one.tag in _BOXES:
            yield from _stating(one)
            continue
        is_heading = one.tag in _HEADINGS
        leads_on = has_link or (leads_on and not is_heading)
        if is_heading:
            heading = one
        if leads_on or not counts(one):
            continue
        if heading is not None and heading is not one:
            yield heading
        heading = None
        yield one


def main_parts(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the parts that may be the main one, each if it is there once; the body is the last."""
    for selector in MAIN:
        nodes = select(tree, selector)
        if len(nodes) == 1:
            yield nodes[0]


def _reaches(layout: Layout, title: HtmlElement, node: HtmlElement) -> bool:
    return layout.before(title) < layout.before(node) + layout.chars(node)
