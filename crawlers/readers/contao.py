"""Contao: lists of the module for news, which each layout wraps in the same classes.

Known from the system's own templates: a line is a div of class layout_…, its day the first part
of a line "07. Mai 2026 09:00 von …".
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_MODULES = ".mod_newslist, .mod_newsarchive"
_LIST = f"{_MODULES}, .newslist"
_LINES = "[class*=layout_]"
_TIMELINE = ".newslist-timeline, .newslist-timeline-both"  # of a widely used theme

_MARKS = f"{_MODULES}, .newslist {_LINES}, {_TIMELINE}"

PARTS = ListParts(
    part=f":is({_LIST}) {_LINES}:not(:is({_TIMELINE}) *), {_TIMELINE}",
    link=("h1 a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "p.more a[href]", "a[href]"),
    title=("h1, h2, h3, h4", "a[href]"),
    day=("time[datetime]", "p.info", ".newslist-timeline-date", "[class*=date]"),
    teaser=(".teaser", ".ce_text"),
    own=f":is({_MODULES}) > :is(article, div, li, ul > li):has(a[href]):not(.pagination)",
    next=".pagination li.next a[href], .pagination a.next[href]",
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of news of Contao."""
    return not page.all(".mod_newsreader") and PARTS.is_list(page, _MARKS)


READER = Reader(
    name="contao",
    label="Contao",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
)
