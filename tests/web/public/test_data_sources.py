"""Data sources: who is read, when last, and what keeps us from it, in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db.crawls import CrawlRun
from db.engine import writing
from db.findings import note
from db.vocabulary import FindingKind, RunOutcome
from tests.conftest import NOW
from tests.notifier.samples import FEDERAL, REGION, STATE, TREE, publish, values
from tests.web.public.visiting import DAY, main_of, stranger

SOURCES = {one.slug: one for one in (REGION, STATE, FEDERAL)}


def test_sources_stand_by_who_is_behind_them(engine: Engine) -> None:
    """The Bund before the Länder, LEADER regions in theirs, each with day, entries and licence."""
    publish(engine, "1", values(), source=STATE)
    publish(engine, "2", values(title="Anderes"), source=STATE)
    page = stranger(engine, sources=SOURCES).get("/datenquellen").text
    said = main_of(page)
    assert said.index(FEDERAL.publisher) < min(said.index(s.publisher) for s in (STATE, REGION))
    row = said.split(STATE.publisher)[1]
    assert STATE.licence in row and "Land Hessen 22.11.2026 2" in row
    assert "noch nicht 0" in said.split(REGION.publisher)[1]
    assert 'href="/foerderungen?quelle=state"' in page and STATE.homepage in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FindingKind.BROKEN, "Seit 3 Tagen nicht lesbar; wir versuchen es weiter."),
        (FindingKind.UNREACHABLE, "Seit 3 Tagen nicht erreichbar; wir versuchen es weiter."),
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


def test_what_was_never_read_is_said(engine: Engine) -> None:
    """A source without a live run is none that we read yet, also where samples were read."""
    with writing(engine) as session:
        for source, replayed in ((STATE, False), (FEDERAL, True)):
            run = CrawlRun(source=source.slug, started_at=NOW, outcome=RunOutcome.OK)
            run.replayed = replayed
            session.add(run)
    said = main_of(stranger(engine, sources=SOURCES).get("/datenquellen").text)
    assert "2 der Quellen wurden noch nicht auf der Website selbst gelesen" in said
    assert "aus gespeicherten Seiten, 22.11.2026" in said.split(FEDERAL.publisher)[1]
    assert "noch nicht 0" in said.split(REGION.publisher)[1]


def test_sources_of_hints_are_counted_and_not_listed(engine: Engine) -> None:
    """The page stands beside them, says how many there are, and none is among the sources."""
    towns = {f"t{n}": replace(STATE, slug=f"t{n}", title=f"Dorf {n}", leads=True) for n in range(2)}
    answer = stranger(engine, sources=SOURCES | towns).get("/datenquellen")
    said = main_of(answer.text)
    assert answer.status_code == 200 and "Landbote liest 3 Quellen" in said
    assert "Dazu liest Landbote 2 Seiten von Gemeinden" in said and "Dorf 1" not in said


def test_many_sources_are_folded_by_land(engine: Engine) -> None:
    """Where there are more than a page shows at once each Land is folded, with its counts."""
    many = {f"s{n}": replace(STATE, slug=f"s{n}", title=f"Quelle {n}") for n in range(61)}
    page = stranger(engine, sources=many, areas=TREE).get("/datenquellen").text
    assert "<details><summary><h2>Hessen</h2> 61 Quellen, 0 Einträge</summary>" in page
    assert "Keine der Quellen wurde bisher auf ihrer Website selbst gelesen." in page
    assert " open" not in page.split("<main")[1]
    assert " open>" in stranger(engine, sources=SOURCES).get("/datenquellen").text
