"""From a crawl's file into the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from crawlers.items import RawEntry
from crawlers.page import Page
from crawlers.shape import marks_of
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from landbote.crawling.brought import IntakeError, read_brought
from landbote.crawling.stored import BATCH, newest_digests
from landbote.crawling.take_in import reshape, take_in
from tests.pipeline.test_settle import raw

FIRST = replace(raw(), key="1", title="Dorfmoderation – „Anstoß“")
SECOND = replace(raw(), key="2", title="Kleinstunternehmen")
THIRD = replace(raw(), key="3", title="Große Vorhaben")


def file_of(folder: Path, *entries: RawEntry) -> Path:
    """A crawl's file with these entries."""
    file = folder / "entries.jsonl"
    file.write_text("".join(entry.to_line() + "\n" for entry in entries), encoding="utf-8")
    return file


def bring(engine: Engine, file: Path, now: datetime) -> tuple[list[str], list[str]]:
    """Take a file in as a run of its own; return the keys that are new, and that changed."""
    with reading(engine) as session:
        known = newest_digests(session, "he_muster")
    brought = read_brought("he_muster", file, known)
    with writing(engine) as session:
        run = CrawlRun(source="he_muster", started_at=now)
        session.add(run)
        session.flush()
        take_in(session, run, file, brought.lines, now)
        reshape(session, run, file, brought.shaped)
    return [line.key for line in brought.lines if line.key not in known], list(brought.changed)


def stored(engine: Engine) -> list[RawEntry]:
    """Everything that was stored, in order."""
    with reading(engine) as session:
        rows = session.scalars(select(StoredEntry).order_by(StoredEntry.id))
        return [RawEntry.from_json(row.payload, row.shape) for row in rows]


def test_entries_are_stored_word_for_word(engine: Engine, now: datetime, tmp_path: Path) -> None:
    """What the publisher wrote comes back as it was."""
    assert bring(engine, file_of(tmp_path, FIRST, SECOND), now) == (["1", "2"], [])
    assert stored(engine) == [FIRST, SECOND]


def test_the_same_again_writes_nothing(engine: Engine, now: datetime, tmp_path: Path) -> None:
    """An unchanged entry costs no row."""
    file = file_of(tmp_path, FIRST, SECOND)
    bring(engine, file, now)
    assert bring(engine, file, now + timedelta(days=1)) == ([], [])
    assert len(stored(engine)) == 2


def test_a_changed_entry_is_added_and_the_old_one_kept(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """History is never overwritten, even when a page changes back."""
    changed = replace(FIRST, title="Dorfmoderation neu")
    found = [
        bring(engine, file_of(tmp_path, *entries), now)
        for entries in ([FIRST, SECOND], [changed, SECOND], [FIRST, SECOND])
    ]
    assert found == [(["1", "2"], []), ([], ["1"]), ([], ["1"])]
    assert [entry.title for entry in stored(engine) if entry.key == "1"] == [
        FIRST.title,
        changed.title,
        FIRST.title,
    ]
    assert len(stored(engine)) == 4


def test_what_is_new_is_found_between_what_is_known(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """A text is taken from its own line, however many bytes the umlauts before it have."""
    bring(engine, file_of(tmp_path, FIRST, THIRD), now)
    edited = replace(THIRD, title="Größte Vorhaben")
    bring(engine, file_of(tmp_path, FIRST, SECOND, edited), now)
    assert stored(engine) == [FIRST, THIRD, SECOND, edited]


def built(entry: RawEntry, markup: str) -> RawEntry:
    """An entry with the text of some markup."""
    return replace(entry, body=Page("https://example.org/", f"<div>{markup}</div>").text())


def levels(engine: Engine) -> list[list[int]]:
    """The levels that are marked in every stored text, in order."""
    return [[mark.level for mark in marks_of(entry.body)] for entry in stored(engine)]


def test_how_a_text_is_built_is_stored_beside_it(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """Where nobody knows it, nothing is."""
    first = built(FIRST, "<h2>Wer?</h2><ul><li>Vereine</li></ul>")
    bring(engine, file_of(tmp_path, first, SECOND), now)
    assert levels(engine) == [[2, 1], []]
    with reading(engine) as session:
        unknown = select(StoredEntry.key).where(StoredEntry.shape.is_(None))
        assert list(session.scalars(unknown)) == ["2"]


def test_a_page_that_is_only_built_otherwise_has_not_changed(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """No row is added; the shape of the newest one follows, that of an older one stays."""
    older = [built(entry, "<h2>Wer?</h2>Alle") for entry in (FIRST, SECOND)]
    bring(engine, file_of(tmp_path, *older), now)
    found: list[object] = []
    for markup in ("<h3>Wer?</h3>Vereine", "<b>Wer?</b><br>Vereine", "<p>Wer?</p>Vereine"):
        entries = [built(entry, markup) for entry in (FIRST, SECOND)]
        found.append(bring(engine, file_of(tmp_path, *entries), now)[1])
        found.append(levels(engine))
    assert found == [
        *(["1", "2"], [[2], [2], [3], [3]]),
        *([], [[2], [2], [7], [7]]),
        *([], [[2], [2], [], []]),
    ]


def test_more_entries_than_one_insertion_takes(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """A long file is stored to its last line, in its order."""
    many = [replace(FIRST, key=str(number)) for number in range(2 * BATCH + 1)]
    bring(engine, file_of(tmp_path, *many), now)
    assert stored(engine) == many


@pytest.mark.parametrize("bad", [b"not json", b'{"source": "he_muster"}', b"[]", b'"\xff"'])
def test_a_bad_line_is_named(tmp_path: Path, bad: bytes) -> None:
    """A file is taken as a whole or not at all: no JSON, no entry, no text."""
    file = file_of(tmp_path, FIRST, SECOND)
    with file.open("ab") as out:
        out.write(bad + b"\n")
    with pytest.raises(IntakeError, match=r"entries\.jsonl, line 3"):
        read_brought("he_muster", file, {})


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (replace(SECOND, key="1"), "the key 1 stands twice"),
        (replace(THIRD, source="he_fremd"), "an entry of he_fremd"),
    ],
)
def test_a_twin_or_a_stranger_is_refused(tmp_path: Path, entry: RawEntry, said: str) -> None:
    """One key stands once in a run, and a source speaks for itself alone."""
    file = file_of(tmp_path, FIRST, SECOND, entry)
    with pytest.raises(IntakeError, match=f"line 3: {said}"):
        read_brought("he_muster", file, {})
