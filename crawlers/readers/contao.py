"""Contao: lists of the module for news, which each layout wraps in the same classes.

Known from the system's own templates: a line is a div of class layout_…, its day the first part
of a line "07. Mai 2026 09:00 von …".
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_LIST = ".mod_newslist, .mod_newsarchive, .newslist"
_LINES = "[class*=layout_]"

PARTS = ListParts(
    part=f":is({_LIST}) {_LINES}",
    link=("h1 a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "p.more a[href]", "a[href]"),
    title=("h1, h2, h3, h4", "a[href]"),
    day=("time[datetime]", "p.info", ".date"),
    teaser=(".teaser", ".ce_text"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of news of Contao."""
    return bool(page.all(_LIST)) and not page.all(".mod_newsreader")


READER = Reader(name="contao", label="Contao", recognises=recognises, items=PARTS.items)
