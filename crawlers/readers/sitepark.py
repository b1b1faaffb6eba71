"""Sitepark: municipal and district sites on IES, whose classes begin with SP-.

Known from public readers of district and city sites. Lines that lead to a file are none, and of
events the day is not that of publication.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from crawlers.links import canonical
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Item, Reader

# Where the hour is told, too, the day is that of an event.
_UNTIMED = ":scope:not(:has(.SP-Scheduling__time))"

PARTS = ListParts(
    part=(
        "li.SP-TeaserList__item:not(:has(.SP-Teaser--event)), "
        ".SP-TeaserList__list > li:not(.SP-TeaserList__item), "
        "article.SP-Teaser:not(.SP-Teaser--event, li *)"
    ),
    link=(
        "a.SP-Teaser__link",
        "a.SP-Link__Teaser__link",
        ".SP-Teaser__headline a[href]",
        "a[href]",
    ),
    title=(
        ".SP-Teaser__headline__text",
        ".SP-Teaser__headline",
        ".SP-Headline__text",
        "h2, h3",
        "a[href]",
    ),
    day=(f"{_UNTIMED} time[datetime]", f"{_UNTIMED} .SP-Scheduling__date"),
    teaser=(".SP-Teaser__abstract",),
)


_MARKS = ".SP-TeaserList, .SP-TeaserList__list, .SP-TeaserList__item, article.SP-Teaser"


def recognises(page: Page) -> bool:
    """Whether a page has a list of teasers of Sitepark."""
    return PARTS.is_list(page, _MARKS)


# A file lies in a folder beside the page that it belongs to.
_FILES = ".media/"


def items(page: Page) -> list[Item]:
    """Return the lines of a list but those that lead to a picture or another file of the site."""
    return [item for item in PARTS.items(page) if _FILES not in urlsplit(item.url).path]


def address(url: str) -> str:
    """Return the one address of a page, without the signature that each visit is given."""
    signed = dict(parse_qsl(urlsplit(url).query)).get("p", "").startswith("sig:")
    return canonical(url, drop=("p",) if signed else ())


READER = Reader(
    name="sitepark",
    label="Sitepark",
    recognises=recognises,
    items=items,
    following=PARTS.following,
    address=address,
)
