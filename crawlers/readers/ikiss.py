"""iKISS: municipal sites whose list lines bear the number of what they lead to.

Known from public readers of municipal sites. The first part of the number is the module: 7 is
news, 11 events, whose day is no day of publication.
"""

from __future__ import annotations

from functools import partial

from crawlers.article import Article, read_article
from crawlers.links import canonical
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Item, Reader

_NEWS = "[data-ikiss-mfid^='7.']"
_LINES = (
    f"ul.result-list > li:has({_NEWS})",
    f"ul.result-list > li{_NEWS}",
    f":is(div, article){_NEWS}:not(li *)",
)
# Which list led to a page, and in which order that was; the page is told by FID.
_VISIT = ("NavID", "mNavID", "sNavID", "La", "kat", "kuo", "k_sub", "bn")

# A number alone may be that of a page; a list is told by its name, or by the titles of its lines.
_LISTS = ":is(.result-list, [class*=mitteilungen])"
_MARKS = (
    f"{_NEWS} :is(.list-title, .liste-titel, .liste_titel, .result-list_object-title), "
    f"{_LISTS} {_NEWS}, {_LISTS}{_NEWS}"
)

PARTS = ListParts(
    part=", ".join(_LINES),
    link=("h3 a[href]", "h4 a[href]", ".liste_titel a[href]", f"a{_NEWS}", "a[href]"),
    title=(
        ".list-title, .result-list_object-title",
        ".liste-titel, .liste_titel",
        "h3, h4",
        "a[href]",
    ),
    day=("small.date", ".news-date", "small", ".date", "time"),
    teaser=(".list-text", ".liste_text"),
)


# For screen readers alone, behind the names of people and pages.
_SPOKEN = "[data-ikiss-mfid] .sr-only"


def recognises(page: Page) -> bool:
    """Whether a page has a list of iKISS; one of news alone is read."""
    return PARTS.is_list(page, _MARKS)


def article(page: Page, item: Item) -> Article:
    """Return a page without what its boxes say to screen readers."""
    return read_article(page, listed_as=item.title, drop=(_SPOKEN,))


READER = Reader(
    name="ikiss",
    label="iKISS",
    recognises=recognises,
    items=PARTS.items,
    article=article,
    following=PARTS.following,
    address=partial(canonical, drop=_VISIT),
)
