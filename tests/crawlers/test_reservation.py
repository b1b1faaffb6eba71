"""Reserved text and data mining: found in all three places where it may be said."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from crawlers.middlewares.guard import Refused
from crawlers.middlewares.reservation import Reservations, fits, read_rules, reserved
from crawlers.observe.outcome import Outcome

URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("headers", "html"),
    [
        ({"tdm-reservation": "1"}, ""),
        ({}, '<meta name="tdm-reservation" content="1">'),
        ({}, "<meta content=1 name=tdm-reservation>"),
    ],
)
def test_a_page_may_say_so_itself(headers: dict[str, str], html: str) -> None:
    """In a header or a meta element, in either order of its attributes."""
    response = HtmlResponse(URL, headers=headers, body=f"<head>{html}</head>".encode())
    with pytest.raises(Refused, match="Text und Data Mining vor") as caught:
        Reservations(get_crawler()).process_response(Request(URL), response)
    assert caught.value.outcome is Outcome.ROBOTS and URL in caught.value.reason


@pytest.mark.parametrize(
    ("headers", "html"),
    [
        ({"tdm-reservation": "0"}, '<meta name="tdm-reservation" content="0">'),
        ({}, "<p>Zum Kopf tdm-reservation: 1 siehe TDMRep.</p>"),
        ({}, '<meta name="tdm-policy" content="1">'),
    ],
)
def test_a_page_that_reserves_nothing_is_read(headers: dict[str, str], html: str) -> None:
    """A zero and a text about reservations are none."""
    response = HtmlResponse(URL, headers=headers, body=html.encode())
    answer = Reservations(get_crawler()).process_response(Request(URL), response)
    assert answer is response


def test_the_first_rule_of_the_file_that_fits_decides() -> None:
    """A site may reserve all but one folder."""
    rules = read_rules(
        b'[{"location": "/offen", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'
    )
    assert not reserved(rules, "/offen/a") and reserved(rules, "/a")
    assert not reserved([], "/a")


@pytest.mark.parametrize(
    ("location", "path", "fitting"),
    [
        ("/a", "/ab", True),
        ("/a$", "/ab", False),
        ("/a$", "/a", True),
        ("/*.pdf$", "/x.pdf/y.pdf", True),
        ("/*.pdf$", "/x.pdf?y", False),
        ("*/b", "/a/b/c", True),
        ("/" + "*a" * 30 + "$", "/" + "a" * 3000 + "b", False),
    ],
)
def test_a_location_is_a_prefix_with_stars(location: str, path: str, fitting: bool) -> None:
    """As in robots.txt, and quick for whatever stands there."""
    assert fits(location, path) is fitting


@pytest.mark.parametrize("body", [b"<html>", b"{}", b"[1]", b'[{"location": "/"}]', b"[" * 9999])
def test_a_file_that_is_none_has_no_rules(body: bytes) -> None:
    """A page in its place, other JSON and a hostile file reserve nothing."""
    assert read_rules(body) == []
