"""GSB: lists of the Government Site Builder, on which most federal sites run.

Known from captured pages of federal sites and from public readers of them. Addresses have
sessions and the state of a list; the older lists are told by where their lines lead.
"""

from __future__ import annotations

from crawlers.gsb import page_address
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_FOUND = ":is(.searchresult, .searchresults, .search-result)"
_SHARED = "a[href*='SharedDocs/']"
_LINES = (
    ".l-teaser-list a.c-teaser",
    ".l-teaser-list .c-teaser:not(a)",
    ".c-search-result-teaser",
    "div.c-teaser-list__item",
    "li.c-link-list__item",
    f"{_FOUND} li:has({_SHARED})",
)

PARTS = ListParts(
    part=", ".join(_LINES),
    link=("h2 a[href]", "h3 a[href]", "a[href]"),
    title=(".c-teaser__title", ".c-teaser__headline", "h2, h3, h4", "a[href]"),
    day=("time[datetime]", ".c-topline__item", ".c-teaser__date", ".date"),
    teaser=(".c-teaser__text", ".c-teaser__paragraph"),
    next=(
        ".c-nav-index__item--next a[href], .c-nav-index__item:has(strong) + li a[href], "
        "a.forward.button[href]"
    ),
)
_MARKS = (
    f".l-teaser-list, .c-search-result-teaser, .c-teaser-list__item, {_FOUND} :is(h2, h3) {_SHARED}"
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of teasers of the GSB."""
    return PARTS.is_list(page, _MARKS)


READER = Reader(
    name="gsb",
    label="Government Site Builder",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
    address=page_address,
)
