"""A guideline in PDF behind a call: read, noticed when it changes, and never a reason to fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crawlers.items import RawEntry
from crawlers.shape import marks_of
from db.crawls import StoredEntry
from db.engine import reading
from db.vocabulary import RunOutcome
from landbote.crawling.stored import newest_entries
from tests.crawlers.pdfs import pdf
from tests.databases import SqliteTemplate
from tests.doses import seldom
from tests.faults.changing import Answer, page
from tests.faults.watching import CALLS, Place, Watch, village, watching

GUIDELINE = "/richtlinie.pdf"
INSIDE = Answer(status=302, headers={"Location": "http://127.0.0.1:9/x.pdf"})
LABEL = "Richtlinie (PDF)"
KEYS = ("aufruf-1", "aufruf-2")
UNCHANGED = [304] * (CALLS + 2)
TEXT = (
    "Richtlinie für Begegnungsräume",
    "Gefördert werden bis zu 60 Prozent der Ausgaben, höchstens 20.000 Euro.",
)
RAISED = (TEXT[0], TEXT[1].replace("20.000", "25.000"))


@dataclass
class Shelf:
    """The watched site, and its two calls with one guideline."""

    watch: Watch

    def entries(self) -> list[RawEntry]:
        """The stored text of the two calls."""
        with reading(self.watch.engine) as session:
            found = newest_entries(session, "village", KEYS)
            return sorted(found, key=lambda entry: entry.key)

    def texts(self) -> list[list[str]]:
        """What stands under the guideline's label in each of the two."""
        return [[f.text for f in entry.fields if f.label == LABEL] for entry in self.entries()]

    def headings(self) -> list[list[str]]:
        """What is marked in that text of each of the two."""
        texts = [text for one in self.texts() for text in one]
        return [[text[mark.start : mark.end] for mark in marks_of(text)] for text in texts]

    def notes(self) -> list[tuple[str, ...]]:
        """What staff are told of each of the two."""
        return [entry.given.notes for entry in self.entries()]

    def stored(self) -> int:
        """How many texts were ever stored."""
        with reading(self.watch.engine) as session:
            return len(list(session.scalars(select(StoredEntry.id))))


@pytest.fixture
def shelf(
    place: Place, sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime
) -> Iterator[Shelf]:
    """A site crawled once, where two calls share a guideline."""
    site = village()
    site.pdfs[GUIDELINE] = pdf([(TEXT[0], 16, True), TEXT[1]])
    site.guidelines = dict.fromkeys(KEYS, GUIDELINE)
    with watching(place, site, sqlite_template, tmp_path, now) as watch:
        yield Shelf(watch)


def test_a_guideline_is_read_once_and_then_only_when_it_changes(shelf: Shelf) -> None:
    """Both calls have its text; unchanged it costs a 304, changed it reads both calls again."""
    assert shelf.texts() == [["\n".join(TEXT)]] * 2 and shelf.notes() == [(), ()]
    assert all(LABEL in entry.prose for entry in shelf.entries())
    assert shelf.watch.visit().outcome == RunOutcome.UNCHANGED
    assert shelf.watch.village.statuses() == UNCHANGED
    shelf.watch.village.pdfs[GUIDELINE] = pdf(RAISED)
    result = shelf.watch.visit()
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 0, 2)
    assert shelf.texts() == [["\n".join(RAISED)]] * 2
    shelf.watch.village.statuses()
    assert shelf.watch.visit().outcome == RunOutcome.UNCHANGED
    assert shelf.watch.village.statuses() == UNCHANGED


def test_what_a_guideline_says_is_a_claim(shelf: Shelf) -> None:
    """The rate stands in the PDF alone, and is known of the call."""
    assert "60" in shelf.watch.truth()["aufruf-1"][2]
    assert "60" not in shelf.watch.truth()["aufruf-3"][2]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        seldom(Answer(status=404), "HTTP 404"),
        (Answer(status=503, headers={"Retry-After": "60"}), "HTTP 503"),
        seldom(
            Answer(status=302, headers={"Location": "http://127.0.0.1:9/x.pdf"}),
            "öffentlichen Netz",
        ),
        (Answer(headers={"tdm-reservation": "1"}), "Text und Data Mining"),
    ],
)
def test_a_guideline_that_does_not_come_keeps_its_text(
    shelf: Shelf, answer: Answer, words: str
) -> None:
    """Staff get a note, the calls keep what was read, and all is well when it comes again.

    How it is built is kept with its text.
    """
    shelf.watch.village.instead[GUIDELINE] = answer
    result = shelf.watch.visit()
    assert (result.outcome, result.entries) == (RunOutcome.OK, CALLS)
    assert shelf.texts() == [["\n".join(TEXT)]] * 2
    assert shelf.headings() == [[TEXT[0]]] * 2
    assert all(words in note for (note,) in shelf.notes())
    before = shelf.stored()
    assert shelf.watch.visit().good and shelf.stored() == before
    shelf.watch.village.instead.clear()
    assert shelf.watch.visit().outcome == RunOutcome.OK
    assert shelf.notes() == [(), ()] and shelf.watch.findings() == []
    shelf.watch.village.statuses()
    assert shelf.watch.visit().outcome == RunOutcome.UNCHANGED
    assert shelf.watch.village.statuses() == UNCHANGED


@pytest.mark.parametrize(
    ("answer", "words"),
    [(page("<h1>Nicht gefunden</h1>"), "kein PDF"), seldom(page("%PDF-1.4 kaputt"), "beschädigt")],
)
def test_a_guideline_that_is_none_is_noted_once(shelf: Shelf, answer: Answer, words: str) -> None:
    """A file that gives no text is not fetched and read again while it stays the same."""
    shelf.watch.village.instead[GUIDELINE] = answer
    assert shelf.watch.visit().changed == 2
    assert shelf.texts() == [[], []] and all(words in note for (note,) in shelf.notes())
    shelf.watch.village.statuses()
    assert shelf.watch.visit().outcome == RunOutcome.UNCHANGED
    assert shelf.watch.village.statuses() == UNCHANGED
