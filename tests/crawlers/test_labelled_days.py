"""Labelled days: taken where they are certain, left to the readers where not."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.items import GivenDeadline
from crawlers.labelled_days import days, stated_on, undated, until
from crawlers.page import Page

HOST = "https://www.example.org"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("08.12.2026", date(2026, 12, 8), None),
        ("Dienstag, 08.12.2026, 14 Uhr", date(2026, 12, 8), None),
        ("20.01.2027 bis 22.01.2027", date(2027, 1, 20), date(2027, 1, 22)),
        ("20.01.2027 – 22.01.2027", date(2027, 1, 20), date(2027, 1, 22)),
        ("31.02.2027", None, None),
        ("im Januar 2027", None, None),
        ("08.12.2026, verschoben auf 15.01.2027", None, None),
        ("", None, None),
    ],
)
def test_event_days(text: str, first: date | None, last: date | None) -> None:
    """A labelled day is taken where it stands in digits; anything else is left to the readers."""
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("bis zum 2. Dezember 2026 per E-Mail", date(2026, 12, 2)),
        ("bis 02.12.2026", date(2026, 12, 2)),
        ("2. Dezember 2026", date(2026, 12, 2)),
        ("bis zum 31. Februar 2027", None),
        ("bis zum 2. Adventsonntag 2026", None),
        ("nicht erforderlich", None),
        ("ab 2. Dezember 2026", None),
        ("1. Dezember 2026 bis 10. Januar 2027", None),
        ("bis 2. Dezember 2026, verlängert bis 9. Dezember 2026", None),
        ("2. Dezember 2026, 10 Uhr: Beginn der Anmeldung", None),
    ],
)
def test_registration_deadline(text: str, on: date | None) -> None:
    """A labelled registration text that begins with a real date is a registration deadline."""
    expected = (GivenDeadline(on=on, stage="registration"),) if on else ()
    assert until(Page(HOST, "<p></p>"), text) == expected


def test_publication_day_is_a_line_of_its_own() -> None:
    """Only a line that consists of a date says when a Mitteilung was published."""
    assert stated_on(["Staatskanzlei", "16.11.2026"]) == date(2026, 11, 16)
    assert stated_on(["eingestellt am 16.11.2026", "x"]) == date(2026, 11, 16)
    assert stated_on(["Anträge bis 16.11.2026", "Stand: 16.11.2026"]) is None
    assert undated("Staatskanzlei\n16.11.2026\nbis 16.11.2026") == "Staatskanzlei\nbis 16.11.2026"
