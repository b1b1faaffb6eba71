"""Decoration: what stands around the text of a page and is none of it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawlers.layout import Layout, drop
from crawlers.stated import counts

_TAGS = frozenset({"nav", "footer"})  # of a page; an article may end with a footer
_SHORT_TAGS = frozenset({"aside", "form", "figure"})  # some hold what counts, or all of a page
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


def undecorated(part: HtmlElement) -> None:
    """Take decoration out of a part of a page, but nothing that holds much of its text."""
    layout = Layout(part)
    half = layout.prose(part) / 2
    gone: set[HtmlElement] = set()
    for node in list(part.iter()):
        if node is part or node in gone or layout.prose(node) > half:
            continue
        ends_article = _ends_article(node)
        marked = ends_article or node.tag in _SHORT_TAGS or _is_marked(node)
        always = node.tag in _TAGS and not ends_article
        if always or (marked and layout.prose(node) <= _LONG and not _tells(node, layout)):
            gone.update(node.iter())
            drop(node)


def _ends_article(node: HtmlElement) -> bool:
    return node.tag == "footer" and next(node.iterancestors("article"), None) is not None


def _tells(node: HtmlElement, layout: Layout) -> bool:
    """Whether a short element holds what counts: a table, or facts that lead nowhere."""
    if node.tag == "figure":
        return next(node.iter("table"), None) is not None
    if layout.prose(node) < layout.chars(node):
        return False
    return node.tag == "aside" or (node.tag == "footer" and counts(node))


def _is_marked(node: HtmlElement) -> bool:
    named = (node.get("id") or "").lower()
    words = _PARTED.split(f"{node.get('class') or ''} {node.get('id') or ''}")
    return named in _IDS or not _WORDS.isdisjoint(word.lower() for word in words)
