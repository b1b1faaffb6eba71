"""Sources note: what a reader learns of the sources when there is little or nothing to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.findings import MAIL, note
from db.queries.source_readings import SourceReading, source_readings
from db.vocabulary import FindingKind, RunOutcome
from notifier.digest.sources_note import SourcesNote
from notifier.news.select import Wish
from tests.conftest import NOW, TODAY
from tests.notifier.samples import FEDERAL, REGION, STATE, TREE

DAY = timedelta(days=1)
FRESH = SourceReading(good_at=NOW)
HERE = (Wish(area="06535011"),)
AWAY = (Wish(area="09571113"),)
SOURCES = {one.slug: one for one in (STATE, REGION, FEDERAL)}


def note_for(wishes: tuple[Wish, ...], **readings: SourceReading) -> str:
    """The sentence for a reader; the sources that are not named are fresh."""
    known = {slug: FRESH for slug in SOURCES} | readings
    return SourcesNote(SOURCES, known, TODAY, TREE.covers)(wishes)


def test_all_is_well() -> None:
    """Where all was read it is one short sentence, about the sources for the reader's areas."""
    assert note_for(HERE) == "Alle 3 Quellen für Ihr Gebiet wurden planmäßig gelesen."
    assert note_for(AWAY) == "Die Quelle für Ihr Gebiet wurde planmäßig gelesen."
    both = note_for((*HERE, *AWAY), federal=FRESH)
    assert both == "Alle 3 Quellen für Ihre Gebiete wurden planmäßig gelesen."


@pytest.mark.parametrize(
    ("slug", "read", "said"),
    [
        (
            "state",
            SourceReading(good_at=NOW - 9 * DAY, broken_at=NOW - 2 * DAY),
            "nicht lesbar: „Förderseiten des Landes“ (seit 20. November)",
        ),
        (
            "region",
            SourceReading(good_at=NOW - 3 * DAY),
            "überfällig: „LEADER-Region Vogelsberg“ (zuletzt am 19. November)",
        ),
        ("region", SourceReading(), "überfällig: „LEADER-Region Vogelsberg“ (noch nie gelesen)"),
        (
            "federal",
            SourceReading(good_at=NOW, partly_at=NOW - DAY),
            "nur teilweise gelesen: „Förderportal des Bundes“",
        ),
    ],
)
def test_what_is_wrong_is_named(slug: str, read: SourceReading, said: str) -> None:
    """A source that cannot be read, is late or read in part is named, the others are counted."""
    beginning = "Von 3 Quellen für Ihr Gebiet wurden 2 planmäßig gelesen; "
    assert note_for(HERE, **{slug: read}) == f"{beginning}{said}."


def test_another_regions_trouble_is_no_matter() -> None:
    """A reader hears nothing of sources that are for other areas."""
    broken = SourceReading(broken_at=NOW)
    assert "wurde planmäßig gelesen" in note_for(AWAY, region=broken, state=broken)


def test_many_faults_are_counted() -> None:
    """Of many broken sources three are named; a weekly one is late only after its week."""
    sources = {f"s{n}": replace(STATE, slug=f"s{n}", title=f"Q {n}") for n in range(5)}
    weekly = replace(STATE, slug="w", title="Wochenblatt", cron="0 5 * * mon")
    readings = {slug: SourceReading(broken_at=NOW) for slug in sources}
    readings["w"] = SourceReading(good_at=NOW - 8 * DAY)
    said = SourcesNote({**sources, "w": weekly}, readings, TODAY, TREE.covers)(HERE)
    assert said == (
        "Von 6 Quellen für Ihr Gebiet wurde eine planmäßig gelesen; nicht lesbar:"
        " „Q 0“ (seit 22. November), „Q 1“ (seit 22. November), „Q 2“ (seit 22. November)"
        " und 2 weitere."
    )
    readings["w"] = SourceReading(good_at=NOW - 9 * DAY)
    late = SourcesNote({**sources, "w": weekly}, readings, TODAY, TREE.covers)(HERE)
    assert "wurde keine planmäßig gelesen" in late and "„Wochenblatt“" in late


def test_what_nobody_visits_is_never_late() -> None:
    """A source that is written by hand counts for nothing; without any visit nothing is said."""
    by_hand = replace(STATE, slug="hand", cron="")
    assert note_for(AWAY, hand=SourceReading()) == note_for(AWAY)
    sources = {**SOURCES, "hand": by_hand}
    readings = {slug: FRESH for slug in SOURCES}
    assert SourcesNote(sources, readings, TODAY, TREE.covers)(HERE).startswith("Alle 3 Quellen")
    assert SourcesNote(sources, {}, TODAY, TREE.covers)(HERE) == ""


def test_runs_and_findings_are_asked(engine: Engine) -> None:
    """The last good run counts, and what is wrong now; silence of a source is no fault."""
    runs = (
        ("a", RunOutcome.OK, NOW - 5 * DAY),
        ("a", RunOutcome.UNCHANGED, NOW - 2 * DAY),
        ("a", RunOutcome.FAILED, NOW - DAY),
        ("b", RunOutcome.OK, NOW),
    )
    with writing(engine) as session:
        for source, outcome, at in runs:
            session.add(CrawlRun(source=source, outcome=outcome, started_at=at))
        note(session, "a", FindingKind.FAILED, "Ausfall", "", NOW - DAY)
        note(session, "b", FindingKind.SILENT, "nichts Neues", "", NOW)
        note(session, "c", FindingKind.INCOMPLETE, "einzelne Seiten", "", NOW)
        note(session, MAIL, FindingKind.UNSENT, "keine Mails", "", NOW)
    with reading(engine) as session:
        found = source_readings(session)
    assert dict(found) == {
        "a": SourceReading(good_at=NOW - 2 * DAY, broken_at=NOW - DAY),
        "b": SourceReading(good_at=NOW),
        "c": SourceReading(partly_at=NOW),
    }


def test_what_only_gives_hints_is_no_source_of_a_mail() -> None:
    """A municipal site that is not readable says nothing of what a reader is told."""
    (slug, one), *_rest = SOURCES.items()
    known = {slug: SourceReading(good_at=NOW)}
    alone = SourcesNote({slug: one}, known, TODAY, TREE.covers)(HERE)
    towns = {name: replace(one, slug=name, leads=True) for name in ("town_a", "town_b")}
    assert SourcesNote({slug: one, **towns}, known, TODAY, TREE.covers)(HERE) == alone
