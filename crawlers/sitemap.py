"""Sitemap: the pages of a site that may tell of funding."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from scrapy.utils.sitemap import Sitemap

from crawlers.links import canonical
from crawlers.observe.outcome import PageChangedError

_FUNDING = re.compile(
    r"foerder|förder|aufruf|regionalbudget|kleinprojekt|leader|antrag|wettbewerb|ausschreibung|"
    r"aktuell|neuigkeit|nachricht|news|termin|veranstaltung",
    re.IGNORECASE,
)
# Lists of a system, not pages of a person.
_LISTS = re.compile(
    r"/(?:category|kategorie|tag|schlagwort|author|autor|page|feed)/|-(?:tag|image)s?-"
)
_NESTED = 5


def read_sitemap(body: bytes, url: str) -> tuple[list[str], list[str]]:
    """Return the nested sitemaps and the pages about funding, the newest first.

    Only addresses of the same host count. Raises PageChangedError for anything but a sitemap.
    """
    try:
        sitemap = Sitemap(body)
        rows = list(sitemap)
    except Exception as error:  # the library lets through whatever its parser raises
        found = f"{type(error).__name__}: {error}"
        raise PageChangedError(url, "Sitemap (XML)", found, "urlset") from error
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise PageChangedError(url, "Sitemap (XML)", str(sitemap.type), "urlset")
    rows.sort(key=lambda row: str(row.get("lastmod") or ""), reverse=True)
    own = [address for row in rows if (address := _own(str(row["loc"]), url))]
    if sitemap.type == "sitemapindex":
        return own[:_NESTED], []
    return [], [address for address in own if _FUNDING.search(unquote(urlsplit(address).path))]


def _own(address: str, base: str) -> str:
    """Return the canonical address if it is a page of the same host, else ""."""
    address = canonical(address, base)
    same = _host(address) == _host(base)
    return address if same and not _LISTS.search(urlsplit(address).path) else ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
