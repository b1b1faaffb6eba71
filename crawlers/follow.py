"""Follow: the addresses a page gives for itself and for the next part of a list."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag
from scrapy.http import TextResponse

from crawlers.links import canonical
from crawlers.page import Page

_START = ("", "/")
# A teaser about "die nächste Runde" is no pager: the words must stand alone.
_NEXT = re.compile(r"(?:zur )?nächsten?(?: seite)?[ ›»>]*", re.IGNORECASE)
# Where a pager says on which part we are: the Government Site Builder's class, and WAI-ARIA's.
_CURRENT = ".c-nav-index__current, [aria-current=page], [aria-current=true]"
_PAGER = 4  # levels of markup between that mark and the links of the same pager
_NUMBER = re.compile(r"(?:(?:zur |aktuelle )?seite:? )?(\d{1,3})", re.IGNORECASE)


def next_page(page: Page) -> str:
    """Return the address of a list's next part, or "" on the last.

    It is the link marked rel="next", or one whose title, label or whole text says so; where
    there is none, the one that has the number after that of the part we are on.
    """
    for node in page.all("a[href]"):
        if "next" in node.get_attribute_list("rel") or any(map(_NEXT.fullmatch, _said(node))):
            return page.link(node)
    number, others = numbered_parts(page)
    return others.get(number + 1, "")


def numbered_parts(page: Page) -> tuple[int, dict[int, str]]:
    """Return the number of a list's part and the addresses of others; 0 if no pager tells it."""
    for current in page.all(_CURRENT):
        number = _number(current)
        # The pager is the smallest part of the page that holds the mark and numbered links.
        for around in islice(current.parents, _PAGER) if number else ():
            numbers = {_number(link): page.link(link) for link in around.select("a[href]")}
            if others := {n: url for n, url in numbers.items() if n not in (0, number)}:
                return number, others
    return 0, {}


def leads_away(url: str, to: str) -> bool:
    """Whether an answer from another address is another page: of another site, or a start page.

    A start page may move with all its site.
    """
    asked, answered = urlsplit(url), urlsplit(to)
    if asked.path in _START:
        return False
    start = answered.path in _START and not answered.query
    return start or site(url) != site(to)


def declared(response: TextResponse, domain: str) -> str:
    """Return the address that a page calls its own (rel="canonical"), else the one asked for.

    A declared address outside `domain` is not believed.
    """
    address = canonical(response.css("link[rel=canonical]::attr(href)").get(""), response.url)
    host = urlsplit(address).hostname or ""
    own = host == domain or host.endswith(f".{domain}")
    return address if own else canonical(response.url)


def site(url: str) -> str:
    """Return the site that an address belongs to: the last two parts of its host."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def _number(node: Tag) -> int:
    found = _NUMBER.fullmatch(" ".join(node.get_text().split()))
    return int(found[1]) if found else 0


def _said(node: Tag) -> tuple[str, ...]:
    words = (str(node.get("title") or ""), str(node.get("aria-label") or ""), node.get_text())
    return tuple(" ".join(text.split()) for text in words)
