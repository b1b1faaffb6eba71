"""Stalls: a page that nobody wrote by hand is read in steps that grow as the page does."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from crawlers.article import read_article
from crawlers.contact import read_contact
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page

TEXT = "<p>Gemeinden und Vereine können ganzjährig Anträge bei der Geschäftsstelle stellen.</p>"
PAGES: dict[str, Callable[[int], str]] = {
    "boxes": lambda n: ("<div><h2>Weitere Meldungen</h2><p>x</p></div>" + TEXT) * n,
    "own headings": lambda n: TEXT * n + "<h2>Kontakt</h2><p>x</p>" * n + TEXT,
    "links": lambda n: '<p>Tags: <a href="/a">a</a></p>' * n + TEXT,
    "spans": lambda n: f"<h1>{'<span>a</span>' * n}</h1>{TEXT}",
    "headlines": lambda n: "<h1>Hilfe</h1>" * n + TEXT,
}


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called while something is done."""
    called = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return called


def read(inside: str) -> None:
    """Read a page, whatever comes of it."""
    try:
        read_article(Page("https://amt.example.org/", f"<main>{inside}</main>"), "Name")
    except PageChangedError:
        return


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_eight_times_as_long_takes_about_eight_times_as_many_steps(kind: str) -> None:
    """However many headings, boxes or parts of a headline there are, none is looked at anew."""
    read(PAGES[kind](10))  # what is compiled once counts for nobody
    short, long = (steps(lambda n=n: read(PAGES[kind](n))) for n in (100, 800))  # type: ignore[misc]
    assert long < 16 * short


def test_a_line_without_end_is_no_address() -> None:
    """A word of a hundred thousand letters holds no mail address, which is soon known."""
    assert read_contact(f"Amt\n{'a' * 100_000}\n35390 Gießen") is not None
