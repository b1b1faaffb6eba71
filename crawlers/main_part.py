"""Main part: where the text of a page of unknown markup stands, without what decorates it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawlers.layout import Layout, drop
from crawlers.page import select

MAIN = ("main", "#main", "[role=main]", "#content", "body")
LEAST_TEXT = 40  # characters, of which a page has more
_TAGS = frozenset({"nav", "footer", "aside", "form", "figure"})
# Of classes and ids, whole words: a theme's "share" is no "shareholder".
_WORDS = frozenset(
    {
        *("breadcrumb", "breadcrumbs", "pager", "pagination", "tagcloud"),
        *("social", "socials", "socialmedia", "share", "shares", "sharing", "sharinglinks"),
        *("shariff", "cookie", "cookies", "cookiebanner", "cookieconsent", "consent"),
        *("weather", "wetter", "counter"),
    }
)
# Of ids alone: an article may have a footer of its own, but only a page has one of that name.
_IDS = frozenset({"footer", "sidebar", "navigation", "navi", "menu", "nav"})
_PARTED = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_LONG = 300  # characters outside links, which nobody writes for decoration
_ENOUGH = 0.4  # of the text is in the one article, or in what says it is the article


def undecorated(part: HtmlElement) -> None:
    """Take decoration out of a part of a page, but nothing that holds much of its text."""
    layout = Layout(part)
    half = layout.prose(part) / 2
    gone: set[HtmlElement] = set()
    for node in list(part.iter()):
        if node is part or node in gone or layout.prose(node) > half:
            continue
        if node.tag in _TAGS or (_is_marked(node) and layout.prose(node) <= _LONG):
            gone.update(node.iter())
            drop(node)


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


def _is_marked(node: HtmlElement) -> bool:
    named = (node.get("id") or "").lower()
    words = _PARTED.split(f"{node.get('class') or ''} {node.get('id') or ''}")
    return named in _IDS or not _WORDS.isdisjoint(word.lower() for word in words)
