"""NOLIS: municipal sites whose lists and pages bear the system's name in their classes.

Known from public readers of municipal sites. The title of a page is an h4, its day a line of
its own.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from crawlers.links import canonical
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

PARTS = ListParts(
    part=".nolis-list-item, .nolis-list-inner:not(.nolis-list-item *)",
    link=("h4 a[href]", "h3 a[href]", "a[href]"),
    title=("h4", "h3", "a[href]"),
    day=(".nolis-list-date",),
    teaser=(".nolis-list-text", ".nolis-list-teaser"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of NOLIS."""
    return bool(page.all(".nolis-list-item, .nolis-list-inner, .nolis-list"))


def address(url: str) -> str:
    """Return the one address of a page, without the list that led to it."""
    names = {name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    return canonical(url, drop=tuple(names & {"rubrik"}))


READER = Reader(
    name="nolis", label="NOLIS", recognises=recognises, items=PARTS.items, address=address
)
