"""List pager: the next part of a list, where nothing but the list's own block tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bs4 import Tag

from crawlers.page import Page

# In this order: where "›" and "»" both stand, the second leads to the end.
_NEXT = (
    re.compile(r"(?:weiter|vorwärts|vor|nächste|nächste seite)\s?[›»>→]*", re.IGNORECASE),
    re.compile(r"[›>→]"),
    re.compile(r"»|>>"),
)
_INDEX = re.compile(r"(?:index|default)\.\w{3,4}$", re.IGNORECASE)
_AROUND = 2  # elements around a list's lines, in which its pager may stand
_CURRENT = "strong, b, em, span, li.current, li.active, .active, .current"
_NUMBER = re.compile(r"\d{1,3}")


def next_in_block(page: Page, lines: Sequence[Tag]) -> str:
    """Return the next part of a list as its own block names it, or "".

    A link counts that says nothing else than "weiter" or an arrow, or the number after that
    of the part we are on, and that leads to the same address asked otherwise.
    """
    if not lines:
        return ""
    for block in _blocks(lines):
        links = [(_words(a), url) for a in block.select("a[href]") if (url := _other(page, a))]
        found = _named(links) or _numbered(block, links)
        if found:
            return found
    return ""


def _blocks(lines: Sequence[Tag]) -> list[Tag]:
    """Return the smallest element around all lines, and the next ones around it."""
    around = [one for one in lines[0].parents if one.name not in ("body", "html", "[document]")]
    common = [one for one in around if all(one in line.parents for line in lines[1:])]
    return common[: _AROUND + 1]


def _named(links: Sequence[tuple[str, str]]) -> str:
    found = (url for known in _NEXT for words, url in links if known.fullmatch(words))
    return next(found, "")


def _numbered(block: Tag, links: Sequence[tuple[str, str]]) -> str:
    numbers = {words: url for words, url in links if _NUMBER.fullmatch(words)}
    current = (_words(one) for one in block.select(_CURRENT) if not one.find("a"))
    here = [int(words) for words in current if _NUMBER.fullmatch(words) and words not in numbers]
    return numbers.get(str(here[0] + 1), "") if here and numbers else ""


def _other(page: Page, link: Tag) -> str:
    """Return the address of a link that asks the page's own for something else, or ""."""
    url = page.link(link)
    return url if _place(url) == _place(page.url) and url != page.url else ""


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc, _INDEX.sub("", parts.path).rstrip("/")


def _words(node: Tag) -> str:
    return " ".join(node.get_text().split())
