"""NOLIS: municipal sites whose lists and pages bear the system's name in their classes.

Known from public readers of municipal sites. The title of a page is an h4, its day a line of
its own. Two public readers know no pages of a list; the generic pager serves.
"""

from __future__ import annotations

from functools import partial

from crawlers.links import canonical
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_VISIT = ("rubrik", "naviID", "vs")  # which list led to a page, and how it is shown

# Services and people stand in lists of the same classes.
_OF_NEWS = ".nolis-list-date, a[href*='/meldungen/']"

PARTS = ListParts(
    part=f":is(.nolis-list-item, .nolis-list-inner:not(.nolis-list-item *)):has({_OF_NEWS})",
    link=("h4 a[href]", "h3 a[href]", "a[href]"),
    title=("h4", "h3", "a[href]"),
    day=(".nolis-list-date",),
    teaser=(".nolis-list-text", ".nolis-list-teaser"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of NOLIS."""
    return PARTS.is_list(page, ".nolis-list-item, .nolis-list-inner, .nolis-list")


READER = Reader(
    name="nolis",
    label="NOLIS",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
    address=partial(canonical, drop=_VISIT),
)
