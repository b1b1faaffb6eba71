"""Decoration: what stands around the text of a page and is none of it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawlers.layout import Layout, drop
from crawlers.stated import counts, states

_TAGS = frozenset({"nav", "footer"})  # of a page; an article may end with a footer
# Some hold what counts, or all of a page.
_SHORT_TAGS = frozenset({"aside", "form", "figure", "figcaption"})
# Of classes and ids, whole words: a theme's "share" is no "shareholder".
_WORDS = frozenset(
    {
        *("breadcrumb", "breadcrumbs", "pager", "pagination", "tagcloud"),
        *("social", "socials", "socialmedia", "share", "shares", "sharing", "sharinglinks"),
        *("shariff", "cookie", "cookies", "cookiebanner", "cookieconsent", "consent"),
        *("weather", "wetter", "counter", "rating", "ratings", "bewertung"),
        *(
            "newsletter",
            "login",
            "drucken",
            "teilen",
            "empfehlen",
            "vorlesen",
            "readspeaker",
            "rsbtn",
            "addtoany",
        ),
        *("copyright", "bildnachweis", "skiplinks", "skiplink", "backlink", "printbutton"),
    }
)
# Of ids alone: an article may have a footer of its own, but only a page has one of that name.
_IDS = frozenset({"footer", "sidebar", "navigation", "navi", "menu", "nav"})
# Where people share a page, or follow who made it.
_NETWORKS = re.compile(
    r"(?:mailto:\?|whatsapp:|fb-messenger:|threema:|sms:)"
    r"|https?://(?:[\w-]+\.)*(?:facebook\.com|twitter\.com|x\.com|instagram\.com|linkedin\.com"
    r"|xing\.com|youtube\.com|whatsapp\.com|wa\.me|t\.me|telegram\.me|pinterest\.\w+|tiktok\.com"
    r"|reddit\.com|getpocket\.com|threads\.net|bsky\.app|flickr\.com|addtoany\.com)(?:/|$)",
    re.IGNORECASE,
)
_MOST_LINKS = 30  # of such a box
_NAME = 30  # characters of a link that says no more than where it leads
_CALL = 40  # characters outside links, which call to share or follow
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
        always = (node.tag in _TAGS and not ends_article) or _calls_to_share(node, layout)
        if always or (marked and layout.prose(node) <= _LONG and not _tells(node, layout)):
            gone.update(node.iter())
            drop(node)


def _ends_article(node: HtmlElement) -> bool:
    return node.tag == "footer" and next(node.iterancestors("article"), None) is not None


def _calls_to_share(node: HtmlElement, layout: Layout) -> bool:
    """Whether an element is a box of links to networks, with no more than a call above them."""
    if node.tag == "a" or layout.prose(node) > _CALL:
        return False
    links = list(islice(node.iter("a"), _MOST_LINKS))
    named = all(layout.chars(link) <= _NAME for link in links)
    known = all(_NETWORKS.match(link.get("href") or "") for link in links)
    return len(links) > 1 and named and known and not counts(node)


def _tells(node: HtmlElement, layout: Layout) -> bool:
    """Whether a short element holds what counts: a table, or facts above what leads elsewhere."""
    if node.tag == "figure":
        return next(node.iter("table"), None) is not None
    if node.tag == "form":
        return False
    leads_on = layout.prose(node) < layout.chars(node)
    return (node.tag == "aside" and not leads_on) or states(_said_above_links(node))


def _said_above_links(node: HtmlElement) -> str:
    """Return what is said in an element before its first link."""
    words: list[str] = []
    for event, one in etree.iterwalk(node, events=("start", "end")):
        if one.tag == "a":
            break
        words.append((one.text if event == "start" else None if one is node else one.tail) or "")
    return " ".join(" ".join(words).split())


def _is_marked(node: HtmlElement) -> bool:
    named = (node.get("id") or "").lower()
    words = _PARTED.split(f"{node.get('class') or ''} {node.get('id') or ''}")
    return named in _IDS or not _WORDS.isdisjoint(word.lower() for word in words)
