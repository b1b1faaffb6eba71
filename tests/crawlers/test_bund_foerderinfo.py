"""Announcements: an entry from the teaser alone, with the deadline that is a value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.items import RawEntry
from crawlers.spiders.bund_foerderinfo import START, key
from tests.crawlers.replays import ROOT, replay, write_pages
from tests.crawlers.sampled import sample_run

CAPTURE = (
    ROOT.parent / "shared/captures/federal-others/foerderinfo.bund.de/teaser_bekanntmachung.html"
)


def teaser(url: str, title: str, stop: str = "") -> str:
    """Return a teaser in the list's markup; `stop` is its deadline."""
    closing = (
        f'<span class="c-topline__item c-topline__item--stopdate"><time datetime="{stop}">'
        "</time></span>"
    )
    return (
        f'<a class="c-teaser c-teaser--announcement" href="{url}">'
        f'<span class="c-teaser__title">{title}</span>'
        '<span class="c-topline__item"><time datetime="2026-11-02">02.11.2026</time></span>'
        f'{closing if stop else ""}<span class="c-topline__category">BMV</span></a>'
    )


def listing(*teasers: str, following: str = "") -> str:
    """Return a list page."""
    link = f'<a href="{following}" title="Nächste Seite">›</a>' if following else ""
    inside = "".join(teasers)
    return f'<html><body><main><div class="l-teaser-list">{inside}</div>{link}</main></body></html>'


@pytest.fixture
def sample() -> tuple[RawEntry, ...]:
    """The entries of our own sample, in order."""
    return sample_run("bund_foerderinfo")[1]


def test_deadlines_come_from_the_value(sample: tuple[RawEntry, ...]) -> None:
    """The deadline is the machine-readable day; an announcement without one has none."""
    days = [[deadline.on for deadline in entry.given.deadlines] for entry in sample]
    assert days == [
        [date(2027, 2, 12)],
        [date(2027, 1, 29)],
        [date(2026, 12, 1)],
        [date(2027, 3, 31)],
        [],
    ]


def test_teasers_of_both_list_pages_are_entries(sample: tuple[RawEntry, ...]) -> None:
    """All announcements of both list pages are read, links to documents among them."""
    assert len({entry.key for entry in sample}) == 5
    assert [entry.given.funders for entry in sample[:3]] == [("BMLEH",), ("BMFTR",), ("BMV",)]
    assert sample[2].key.endswith("foerderaufruf-mobilitaet-land.pdf")
    assert all(entry.published_on and entry.summary for entry in sample)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.bmv.bund.de/a/b.pdf?__blob=publicationFile&v=3", "www.bmv.bund.de/a/b.pdf"),
        ("https://www.bmv.bund.de/a/b.pdf?__blob=publicationFile&v=4", "www.bmv.bund.de/a/b.pdf"),
        ("https://www.example.org/f%C3%B6rderung.html", "www.example.org/förderung.html"),
    ],
)
def test_the_key_outlives_versions(url: str, expected: str) -> None:
    """A new version of a document is the same announcement."""
    assert key(url) == expected


def test_an_announcement_on_two_pages_is_read_once(tmp_path: Path) -> None:
    """An announcement that moved to the next page meanwhile is one entry."""
    a = teaser("https://example.org/a.html", "A", "2027-01-15")
    b, c = teaser("https://example.org/b.html", "B"), teaser("https://example.org/c.html", "C")
    write_pages(tmp_path, {START: listing(a, b, following="?p=2"), f"{START}?p=2": listing(b, c)})
    report, entries = replay("bund_foerderinfo", tmp_path, tmp_path)
    assert report["outcome"] == "ok"
    assert [entry.title for entry in entries] == ["A", "B", "C"]


def numbered(*teasers: str, current: int, numbers: dict[int, str]) -> str:
    """Return a list page whose pager has numbers and no other word."""
    links = "".join(f'<a href="{url}">{number}</a>' for number, url in numbers.items())
    pager = f'<nav><strong class="c-nav-index__current">{current}</strong>{links}</nav>'
    return listing(*teasers).replace("</main>", f"{pager}</main>")


def test_the_list_is_read_on_by_its_numbers(tmp_path: Path) -> None:
    """A pager without the word "next" leads through all its parts, each read once."""
    a, b, c = (teaser(f"https://example.org/{name}.html", name) for name in "abc")
    pages = {
        START: numbered(a, current=1, numbers={2: "?p=2", 3: "?p=3"}),
        f"{START}?p=2": numbered(b, current=2, numbers={1: "?p=1", 3: "?p=3"}),
        f"{START}?p=3": numbered(c, current=3, numbers={1: "?p=1", 2: "?p=2"}),
    }
    report, entries = replay("bund_foerderinfo", write_pages(tmp_path, pages), tmp_path)
    assert report["outcome"] == "ok", report["reason"]
    assert [entry.title for entry in entries] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("second", "missing"),
    [
        # The pager has no way on, though the list does.
        ({1: "?p=1", 9: "?p=9"}, "Seite 3 von 9"),
        # The way on leads back: nobody walks in a circle.
        ({1: "?p=1", 3: "?p=2", 9: "?p=9"}, "Seite 3 von 9"),
    ],
)
def test_missing_parts_of_the_list_break_the_run(
    tmp_path: Path, second: dict[int, str], missing: str
) -> None:
    """Where the list goes on and no link does, nothing is taken for gone: staff are told."""
    a, b = (teaser(f"https://example.org/{name}.html", name) for name in "ab")
    pages = {
        START: numbered(a, current=1, numbers={2: "?p=2", 9: "?p=9"}),
        f"{START}?p=2": numbered(b, current=2, numbers=second),
    }
    report, _ = replay("bund_foerderinfo", write_pages(tmp_path, pages), tmp_path)
    assert report["outcome"] == "broken"
    assert missing in report["reason"]


@pytest.mark.parametrize("html", [listing(), listing(teaser("/x", ""))])
def test_a_changed_list_breaks_the_run(tmp_path: Path, html: str) -> None:
    """A list without announcements, or one without a title, ends the run as broken."""
    write_pages(tmp_path, {START: html})
    report, entries = replay("bund_foerderinfo", tmp_path, tmp_path)
    assert (report["outcome"], entries) == ("broken", [])


@pytest.mark.skipif(not CAPTURE.exists(), reason="needs the captured teaser")
def test_the_captured_teaser(tmp_path: Path) -> None:
    """The teaser as it really is gives title, both days and the ministry."""
    html = f"<html><body><main>{CAPTURE.read_text()}</main></body></html>"
    write_pages(tmp_path, {START: html})
    _, (entry,) = replay("bund_foerderinfo", tmp_path, tmp_path)
    assert entry.title.startswith("Forschungshub Wasserstoff")
    assert entry.published_on == date(2026, 7, 28)
    assert [deadline.on for deadline in entry.given.deadlines] == [date(2026, 9, 30)]
    assert entry.given.funders == ("BMFTR",)
