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
    ".l-teaser-list__item:not(:has(.c-teaser))",
    ".c-search-result-teaser",
    "div.c-teaser-list__item",
    "li.c-link-list__item",
    f"{_FOUND} li:has({_SHARED})",
)

PARTS = ListParts(
    part=", ".join(_LINES),
    link=("h2 a[href]", "h3 a[href]", "a[href]"),
    title=(
        ".c-teaser__title",
        ".c-teaser__headline, .c-icon-teaser__headline, .c-search-result-teaser__headline",
        ":is(h2, h3):has(> small) > span",  # day and kind of news stand in the first
        "h2, h3, h4",
        "a[href]",
    ),
    day=("time[datetime]", ".c-topline__item", ".c-teaser__date, .c-icon-teaser__date", ".date"),
    teaser=(".c-teaser__text", ".c-teaser__paragraph", ".c-search-result-teaser__content"),
    next=(
        ".c-nav-index__item--next a[href], .c-nav-index__item:has(strong) + li a[href], "
        ".c-navindex__item.is-forward a[href], a.forward.button[href]"
    ),
)
_MARKS = (
    f".l-teaser-list, .c-search-result-teaser, .c-teaser-list__item, {_FOUND} :is(h2, h3) {_SHARED}"
)
# Papers abroad name their teasers so, too; where the system's own addresses are, it is no other.
_SYSTEM = "body.gsb, a[href*='SharedDocs/' i], a[href*='_node.html'], [href*='SiteGlobals/']"


def recognises(page: Page) -> bool:
    """Whether a page has a list of teasers of the GSB."""
    is_known = bool(page.all(_SYSTEM)) or not page.all(".c-teaser-list__item")
    return is_known and PARTS.is_list(page, _MARKS)


READER = Reader(
    name="gsb",
    label="Government Site Builder",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
    address=page_address,
)
