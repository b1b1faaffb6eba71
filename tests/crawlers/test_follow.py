"""Follow: the next part of a list, and the address a page gives itself."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawlers.follow import declared, next_page
from crawlers.page import Page

BASE = "https://www.example.org/liste"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="?p=2" rel="next">›</a>', f"{BASE}?p=2"),
        ('<a href="/a">A</a><a href="?p=2" title="Zur nächsten Seite">›</a>', f"{BASE}?p=2"),
        ('<a href="?p=2" aria-label="Nächste Seite">›</a>', f"{BASE}?p=2"),
        ('<a href="?p=2"><span>nächste</span></a><a href="?p=9">letzte</a>', f"{BASE}?p=2"),
        ('<a href="?p=1" rel="prev">‹ vorige</a>', ""),
        ('<a href="/aufruf">Die nächste Runde startet</a>', ""),
        ('<a href="/aufruf" title="Nächste Seite im Dorf">Aufruf</a>', ""),
        ("<a>Nächste Seite</a>", ""),
    ],
)
def test_the_next_part_of_a_list(html: str, url: str) -> None:
    """The next part is named by relation, title, label or text; the last part names none."""
    assert next_page(Page(BASE, f"<nav>{html}</nav>")) == url


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://amt.example.org/a">', "https://amt.example.org/a"),
        ('<link rel="canonical" href="/a">', "https://www.example.org/a"),
        ('<link rel="canonical" href="https://example.net/a">', BASE),
        ('<link rel="canonical" href="https://notexample.org/a">', BASE),
        ('<link rel="canonical" href="javascript:alert(1)">', BASE),
        ("", BASE),
    ],
)
def test_the_address_a_page_gives_itself(head: str, url: str) -> None:
    """A page is believed about its own address only within its domain."""
    html = f"<html><head>{head}</head><body></body></html>"
    response = HtmlResponse(BASE, body=html.encode(), encoding="utf-8")
    assert declared(response, "example.org") == url
