"""When and where people can meet."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import rows, stated


@pytest.mark.parametrize(("text", "expected"), rows("events"))
def test_an_event_is_read(text: str, expected: set[str]) -> None:
    """Start, end and place of what is to come are read; a report of the past is not an event."""
    assert stated(text) == expected


def test_an_event_before_the_publication_is_none() -> None:
    """What lay behind when the text appeared cannot be attended."""
    text = "Fachtag am 5. September 2025 in Fulda"
    assert stated(text, date(2025, 8, 1)) == {"event_start 2025-09-05", "event_place Fulda"}
    assert not stated(text, date(2025, 10, 1))


@pytest.mark.parametrize("text", ["Termin: 16. April 2026", "Nächster Termin: 16.4.2026, 12 Uhr"])
def test_a_bare_date_may_be_one_to_meet_or_one_to_apply_by(text: str) -> None:
    """Neither is stated; staff are asked which."""
    (claim,) = read(text)
    assert (claim.field, claim.value) == (Field.EVENT_START, "2026-04-16")
    assert claim.doubt == "Ist an diesem Tag eine Veranstaltung, oder endet dann eine Frist?"


@pytest.mark.parametrize(
    "text",
    [
        "Die Infoveranstaltung findet voraussichtlich am 4. Juni 2026 statt.",
        "Geplant ist ein Workshop am 4. Juni 2026 um 17 Uhr.",
        "Der Fachtag soll am 4. Juni 2026 in Fulda stattfinden.",
    ],
)
def test_an_event_that_is_only_planned_is_asked(text: str) -> None:
    """Its day may change; the place is told as it is."""
    (start,) = [claim for claim in read(text) if claim.field is Field.EVENT_START]
    assert start.value == "2026-06-04" and start.doubt.endswith("?")
    told = text.replace("voraussichtlich ", "").replace("Geplant ist", "Wir laden ein:")
    assert "event_start 2026-06-04" in stated(told.replace("soll", "wird"))


def test_an_event_without_a_year_is_asked() -> None:
    """Without year and publication the day of an event is a question."""
    (claim,) = [
        claim
        for claim in read("Das Netzwerk lädt zum Treffen am 4. April in Kassel ein.")
        if claim.field is Field.EVENT_START
    ]
    assert claim.review and claim.value == "--04-04"
