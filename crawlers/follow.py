"""Follow: the addresses a page gives for itself and for the next part of a list."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import Tag
from scrapy.http import TextResponse

from crawlers.links import canonical
from crawlers.page import Page

_START = ("", "/")
# A teaser about "die nächste Runde" is no pager: the words must stand alone.
_NEXT = re.compile(r"(?:zur )?nächsten?(?: seite)?[ ›»>]*", re.IGNORECASE)


def next_page(page: Page) -> str:
    """Return the address of a list's next part, or "" on the last.

    It is the link marked rel="next", or one whose title, label or whole text says so.
    """
    for node in page.all("a[href]"):
        if "next" in node.get_attribute_list("rel") or any(map(_NEXT.fullmatch, _said(node))):
            return page.link(node)
    return ""


def leads_away(url: str, to: str) -> bool:
    """Whether an answer from another address is another page: of another site, or a start page.

    A start page may move with all its site.
    """
    asked, answered = urlsplit(url), urlsplit(to)
    if asked.path in _START:
        return False
    start = answered.path in _START and not answered.query
    return start or _site(asked.hostname) != _site(answered.hostname)


def declared(response: TextResponse, domain: str) -> str:
    """Return the address that a page calls its own (rel="canonical"), else the one asked for.

    A declared address outside `domain` is not believed.
    """
    address = canonical(response.css("link[rel=canonical]::attr(href)").get(""), response.url)
    host = urlsplit(address).hostname or ""
    own = host == domain or host.endswith(f".{domain}")
    return address if own else canonical(response.url)


def _site(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _said(node: Tag) -> tuple[str, ...]:
    words = (str(node.get("title") or ""), str(node.get("aria-label") or ""), node.get_text())
    return tuple(" ".join(text.split()) for text in words)
