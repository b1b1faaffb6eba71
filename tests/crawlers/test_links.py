"""Addresses: what a visit adds goes, what names a page stays, and mirrors are one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.links import canonical, identity


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://amt.example/a;jsessionid=8F2A.live1?id=3", "https://amt.example/a?id=3"),
        ("https://amt.example/a;JSESSIONID=8F2A/b.html", "https://amt.example/a/b.html"),
        ("https://amt.example/(S(x1y2z3))/liste.aspx", "https://amt.example/liste.aspx"),
        ("https://amt.example/a?PHPSESSID=1&id=3&sid=9", "https://amt.example/a?id=3"),
        ("https://amt.example/a?utm_source=x&mtm_kwd=y&id=3&wt_mc=z", "https://amt.example/a?id=3"),
        ("https://amt.example/a?fbclid=1&gclid=2&msclkid=3&_gl=4", "https://amt.example/a"),
        ("https://amt.example/DE/Aufruf.html?nn=123456", "https://amt.example/DE/Aufruf.html"),
        ("https://amt.example/suche?nn=123456", "https://amt.example/suche?nn=123456"),
        ("https://amt.example/a.html?nn=seite", "https://amt.example/a.html?nn=seite"),
        ("https://amt.example/a.html?cms_gtp=1_list%3D2", "https://amt.example/a.html?cms_gtp=1_list%3D2"),
        ("HTTPS://Amt.Example.:443/A/./b/../c?x=1#teil", "https://amt.example/A/c?x=1"),
        ("https://amt.example/f%c3%b6rderung/%7edorf", "https://amt.example/f%C3%B6rderung/~dorf"),
        ("https://nutzer:geheim@amt.example/a", "https://amt.example/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("http://[kaputt/", ""),
    ],
)  # fmt: skip
def test_an_address_loses_what_only_the_visit_added(address: str, expected: str) -> None:
    """Session, tracking and origin go; what selects the page, list state too, stays."""
    assert canonical(address) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.amt.example/a/", "http://amt.example/a"),
        ("https://amt.example/a/index.html", "https://amt.example/a"),
        ("https://amt.example/a.html?nn=5", "https://amt.example/a.html"),
        ("https://soziales.hessen.de/Presse/Dorf-Macht-Mit", "https://hessen.de/presse/dorf-macht-mit"),
        ("https://innen.hessen.de/presse/pressearchiv/dorf", "https://www.hessen.de/presse/dorf"),
        ("https://wissenschaft.hessen.de/Foerderung", "https://wissenschaft.hessen.de/foerderung"),
    ],
)  # fmt: skip
def test_mirrors_of_a_page_are_one_page(one: str, other: str) -> None:
    """Scheme, www, last slash, letters on hessen.de and the ministries' hosts do not matter."""
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://innen.hessen.de/presse", "https://soziales.hessen.de/presse"),
        ("https://innen.hessen.de/kommunales", "https://soziales.hessen.de/kommunales"),
        ("https://amt.example/Dorf", "https://amt.example/dorf"),
        ("https://hessen.de/sites/x/files/A.pdf", "https://hessen.de/sites/x/files/a.pdf"),
        ("https://amt.example/a?id=1", "https://amt.example/a?id=2"),
    ],
)
def test_different_pages_stay_apart(one: str, other: str) -> None:
    """Lists of two ministries, files and other sites' letters are told apart."""
    assert identity(one) != identity(other)


@given(st.text(alphabet="aA/%2fc3;?=&.()Sn1#", max_size=40))
def test_the_canonical_form_of_a_canonical_address_is_itself(tail: str) -> None:
    """Whatever stands behind the host, a second pass changes nothing."""
    once = canonical(f"https://amt.example/{tail}")
    assert canonical(once) == once and identity(once) == identity(f"https://amt.example/{tail}")
