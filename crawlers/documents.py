"""Documents: what a page links to be loaded down, and where it leads away from its site."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from lxml.html import HtmlElement

from crawlers.items import Link
from crawlers.page import Page

NEW_WINDOW = re.compile(r"\s*\(?\s*Öffnet sich in einem neuen Fenster\s*\)?")
_ENDINGS = (".pdf", ".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".rtf")
_TYPES = re.compile(
    r"application/(?:pdf|msword|rtf|vnd\.(?:openxmlformats-officedocument|oasis|ms-excel))", re.I
)
# How systems name files that have no ending: the Government Site Builder, iKISS, NOLIS, TYPO3.
_ADDRESSES = re.compile(
    r"[?&]__blob=publicationfile|/(?:output/)?download\.(?:php|aspx?)\?|/downloads?/datei/"
    r"|[?&](?:download|file|datei|fid)=[^&]*\.?(?:pdf|docx?|xlsx?|odt)\b|/getmedia/|[?&]dl=1\b",
    re.IGNORECASE,
)
_TITLES = re.compile(r"[(\[,|-]\s*(?:PDF|DOCX?|ODT|XLSX?)\b", re.IGNORECASE)


def documents(page: Page) -> tuple[Link, ...]:
    """Return the documents that a page links, and the links that leave its host."""
    found: dict[str, Link] = {}
    host = urlsplit(page.url).hostname
    links = page.root.find_all("a", href=True)  # five times as fast as a selector
    page.tell("a[href]", len(links))
    for node in links:
        url, title = page.link(node), NEW_WINDOW.sub("", " ".join(node.get_text().split()))
        of_document = is_document(node, url, title)
        leaves = url.startswith("http") and urlsplit(url).hostname != host
        if title and (of_document or leaves):
            found.setdefault(url, Link(url=url, title=title, role=_role(title, of_document)))
    return tuple(found.values())


def is_document(node: Tag | HtmlElement, url: str, title: str) -> bool:
    """Whether a link leads to a file: by its address, its type or what it says of itself."""
    if not url.startswith("http"):
        return False
    path = unquote(urlsplit(url).path).lower()
    return (
        path.endswith(_ENDINGS)
        or bool(_TYPES.match(str(node.get("type") or "")))
        or node.get("download") is not None
        # One parser gives the words of an attribute as a list, the other as text.
        or "download" in (node.get("rel") or "")
        or bool(_ADDRESSES.search(url))
        or bool(_TITLES.search(title))
    )


def _role(title: str, of_document: bool) -> str:
    if of_document and "ichtlinie" in title:
        return "guideline"
    return "form" if of_document and re.search(r"antrag|formular", title, re.I) else "more"
