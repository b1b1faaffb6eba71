"""Follow: the next part of a list, and the address a page gives itself."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawlers.follow import declared, leads_away, next_page, numbered_parts
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


def pager(current: int, *numbers: int, label: str = "") -> str:
    """A pager that names its parts by number alone."""
    links = "".join(f'<li><a href="?p={n}">{label}{n}</a></li>' for n in numbers)
    return f'<ul><li><strong class="c-nav-index__current">{current}</strong></li>{links}</ul>'


@pytest.mark.parametrize(
    ("html", "following"),
    [
        (pager(1, 2, 3, 25), f"{BASE}?p=2"),
        (pager(2, 1, 3, 25, label="Seite "), f"{BASE}?p=3"),
        (pager(25, 1, 24), ""),
        (pager(1, 24, 25), ""),
        ('<p><a aria-current="page">2</a> <a href="?p=3">3</a></p>', f"{BASE}?p=3"),
        ('<ul><li aria-current="page">Aufrufe</li></ul><a href="?p=2">2</a>', ""),
        ('<p>Archiv: <a href="/2026">2026</a></p>' + pager(1), ""),
        (pager(1, 2) + '<a href="?s=9" rel="next">weiter</a>', f"{BASE}?s=9"),
    ],
)
def test_the_next_part_by_its_number(html: str, following: str) -> None:
    """Where no link says "next", the number after the present one leads on, and no other."""
    assert next_page(Page(BASE, f"<main>{html}</main>")) == following


def test_a_pager_tells_how_many_parts_there_are() -> None:
    """The part we are on and the numbers of the others are known; without a mark nothing is."""
    number, others = numbered_parts(Page(BASE, pager(3, 1, 2, 4, 25)))
    assert (number, sorted(others)) == (3, [1, 2, 4, 25])
    assert numbered_parts(Page(BASE, '<a href="?p=2">2</a><a href="?p=3">3</a>')) == (0, {})


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
