"""PortUNA: the portal of verwaltungsportal.de, on which most small municipalities run.

Known from public readers of forty municipal sites. Digits of a day are parted by characters
nobody sees, a page has a twin for printing, and the h1 over a piece of news says "Aktuelles".
A list seems to stand whole on its page, of which the browser shows the beginning.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from crawlers.links import canonical, host_of
from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_PORTAL = "[href*='verwaltungsportal.de'], [src*='verwaltungsportal.de']"
_NOTHING = "Es wurden keine Meldungen gefunden"
_HOST = "verwaltungsportal.de"
_VIEW = ("modus", "browser")  # how a page is shown, not which
_LIST = ("rubrik", "typ")
_LINES = ".news-entry-to-limit, .news-entries"

PARTS = ListParts(
    part="li.news-entry-to-limit, div.news-entry-to-limit",
    link=("h3 a[href]", "h4 a[href]", "a[href*='/news/']"),
    title=("h3", "h4", "a[href]"),
    day=("[class*=news-entry-new-][class*=-date]", ".vorschau, .vorschau_text", "time"),
    teaser=(".vorschau_text", ".vorschau"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of PortUNA, or says that there is no news now."""
    if page.all(_LINES):
        return PARTS.is_list(page, _LINES)
    is_portal = bool(page.all(_PORTAL)) or host_of(page.url).endswith(_HOST)
    return is_portal and _NOTHING in page.root.get_text()


def address(url: str) -> str:
    """Return the one address of a page, without how it is shown and the list that led to it."""
    is_old = "news" in dict(parse_qsl(urlsplit(url).query))  # the page's number is in the query
    return canonical(url, drop=(*_VIEW, *_LIST) if is_old else _VIEW)


READER = Reader(
    name="portuna",
    label="PortUNA (verwaltungsportal.de)",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
    address=address,
)
