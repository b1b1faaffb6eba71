"""Follow: the next part of a list, and the address a page gives itself."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawlers.follow import declared, leads_away, next_page
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


@pytest.mark.parametrize(
    ("url", "to", "away"),
    [
        ("https://www.amt.example.org/a", "https://amt.example.org/a/", False),
        ("http://amt.example.org/a", "https://neu.amt.example.org/b", False),
        ("https://amt.example.org/a", "https://amt.example.org/", True),
        ("https://amt.example.org/a", "https://amt.example.org", True),
        ("https://amt.example.org/a", "https://amt.example.org/?p=4", False),
        ("https://amt.example.org/a", "https://zustimmung.example.com/a", True),
        ("https://alt.example.com/", "https://neu.example.org/", False),
    ],
)
def test_an_answer_from_elsewhere_is_another_page(url: str, to: str, away: bool) -> None:
    """Another site and the start page are no answer; the site's own hosts are, and a new home."""
    assert leads_away(url, to) is away
