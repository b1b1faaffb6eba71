"""Sitemap: the pages of a site that may tell of funding."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from crawlers.links import canonical, host_of
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
_GZIP = b"\x1f\x8b"
_LARGEST = 20_000_000  # bytes of a sitemap, unpacked


def read_sitemap(body: bytes, url: str, site: str = "") -> tuple[list[str], list[str]]:
    """Return the nested sitemaps and the pages about funding, the newest first.

    Only pages of the same host count, or of that of `site`, whose sitemap may stand elsewhere.
    Raises PageChangedError for anything but a sitemap.
    """
    try:
        sitemap = Sitemap(gunzip(body, max_size=_LARGEST) if body.startswith(_GZIP) else body)
        rows = list(sitemap)
    except Exception as error:  # the library lets through whatever its parser raises
        found = f"{type(error).__name__}: {error}"
        raise PageChangedError(url, "Sitemap (XML)", found, "urlset") from error
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise PageChangedError(url, "Sitemap (XML)", str(sitemap.type), "urlset")
    rows.sort(key=lambda row: str(row.get("lastmod") or ""), reverse=True)
    if sitemap.type == "sitemapindex":
        return [address for row in rows if (address := _own(str(row["loc"]), url))][:_NESTED], []
    own = [address for row in rows if (address := _own(str(row["loc"]), site or url))]
    return [], [address for address in own if _FUNDING.search(unquote(urlsplit(address).path))]


def _own(address: str, base: str) -> str:
    """Return the canonical address if it is a page of the same host, else ""."""
    address = canonical(address, base)
    same = host_of(address) == host_of(base)
    return address if same and not _LISTS.search(urlsplit(address).path) else ""
