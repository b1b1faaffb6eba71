"""Follow: the addresses a page gives for itself and for the next part of a list."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import Tag
from scrapy.http import TextResponse

from crawlers.links import canonical
from crawlers.page import Page

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


def declared(response: TextResponse, domain: str) -> str:
    """Return the address that a page calls its own (rel="canonical"), else the one asked for.

    A declared address outside `domain` is not believed.
    """
    address = canonical(response.css("link[rel=canonical]::attr(href)").get(""), response.url)
    host = urlsplit(address).hostname or ""
    own = host == domain or host.endswith(f".{domain}")
    return address if own else canonical(response.url)


def _said(node: Tag) -> tuple[str, ...]:
    words = (str(node.get("title") or ""), str(node.get("aria-label") or ""), node.get_text())
    return tuple(" ".join(text.split()) for text in words)
