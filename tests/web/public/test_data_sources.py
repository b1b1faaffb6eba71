"""Data sources: who is read, when last, and what keeps us from it, in plain words."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.findings import note
from db.vocabulary import FindingKind
from tests.conftest import NOW
from tests.notifier.samples import FEDERAL, REGION, STATE, publish, values
from tests.web.public.visiting import DAY, main_of, stranger

SOURCES = {one.slug: one for one in (REGION, STATE, FEDERAL)}


def test_sources_stand_by_who_is_behind_them(engine: Engine) -> None:
    """The Bund before the Land, the LEADER regions last, each with day, entries and licence."""
    publish(engine, "1", values(), source=STATE)
    publish(engine, "2", values(title="Anderes"), source=STATE)
    page = stranger(engine, sources=SOURCES).get("/datenquellen").text
    said = main_of(page)
    places = [said.index(one.publisher) for one in (FEDERAL, STATE, REGION)]
    assert places == sorted(places)
    row = said.split(STATE.publisher)[1].split("LEADER-Regionen")[0]
    assert STATE.licence in row and "Land Hessen 22.11.2026 2" in row
    assert "noch nicht 0" in said.split(REGION.publisher)[1]
    assert 'href="/foerderungen?quelle=state"' in page and STATE.homepage in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FindingKind.BROKEN, "Seit 3 Tagen nicht lesbar; wir versuchen es weiter."),
        (FindingKind.BLOCKED, "Seit 3 Tagen nicht lesbar; wir versuchen es weiter."),
        (FindingKind.INCOMPLETE, "Gelesen, aber nicht alles: Einzelne Seiten fehlen seit 3 Tagen."),
        (FindingKind.SILENT, "Gelesen; dort steht ungewöhnlich lange nichts Neues."),
    ],
)
def test_what_is_wrong_is_said_plainly_and_why_is_not(
    engine: Engine, kind: FindingKind, words: str
) -> None:
    """The reason is in the words of staff; the count above says how many are so."""
    publish(engine, "1", values(), source=STATE)
    with writing(engine) as session:
        note(session, STATE.slug, kind, "Selektor .liste fehlt", "https://x.example", NOW - 3 * DAY)
    said = main_of(stranger(engine, sources=SOURCES).get("/datenquellen").text)
    assert words in said and "Selektor" not in said
    assert "Eine Quelle lässt sich zurzeit nicht oder nicht ganz lesen" in said
