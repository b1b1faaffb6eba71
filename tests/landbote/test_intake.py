"""From a crawl's file into the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from crawlers.items import RawEntry
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from landbote.intake import Intake, IntakeError, take_in
from tests.pipeline.test_settle import raw

FIRST = replace(raw(), key="1", title="Dorfmoderation – „Anstoß“")
SECOND = replace(raw(), key="2", title="Kleinstunternehmen")


def file_of(folder: Path, *entries: RawEntry) -> Path:
    """A crawl's file with these entries."""
    file = folder / "entries.jsonl"
    file.write_text("".join(entry.to_json() + "\n" for entry in entries), encoding="utf-8")
    return file


def a_run(engine: Engine, now: datetime) -> int:
    """The id of a new run."""
    with writing(engine) as session:
        run = CrawlRun(source="he_muster", started_at=now)
        session.add(run)
        session.flush()
        return run.id


def stored(engine: Engine) -> list[RawEntry]:
    """Everything that was stored, in order."""
    with reading(engine) as session:
        payloads = session.scalars(select(StoredEntry.payload).order_by(StoredEntry.id))
        return [RawEntry.from_json(payload) for payload in payloads]


def test_entries_are_stored_word_for_word(engine: Engine, now: datetime, tmp_path: Path) -> None:
    """What the publisher wrote comes back as it was."""
    file = file_of(tmp_path, FIRST, SECOND)
    counts = take_in(engine, "he_muster", file, a_run(engine, now), now)
    assert counts == Intake(new=2, changed=0)
    assert stored(engine) == [FIRST, SECOND]


def test_the_same_again_writes_nothing(engine: Engine, now: datetime, tmp_path: Path) -> None:
    """An unchanged entry costs no row."""
    file = file_of(tmp_path, FIRST, SECOND)
    take_in(engine, "he_muster", file, a_run(engine, now), now)
    again = take_in(engine, "he_muster", file, a_run(engine, now), now + timedelta(days=1))
    assert again == Intake(new=0, changed=0)
    assert len(stored(engine)) == 2


def test_a_changed_entry_is_added_and_the_old_one_kept(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """History is never overwritten, even when a page changes back."""
    changed = replace(FIRST, title="Dorfmoderation neu")
    for entries in ([FIRST, SECOND], [changed, SECOND], [FIRST, SECOND]):
        take_in(engine, "he_muster", file_of(tmp_path, *entries), a_run(engine, now), now)
    assert [entry.title for entry in stored(engine) if entry.key == "1"] == [
        FIRST.title,
        changed.title,
        FIRST.title,
    ]
    assert len(stored(engine)) == 4


@pytest.mark.parametrize("bad", ["not json", '{"source": "he_muster"}', "[]"])
def test_one_bad_line_keeps_the_whole_run_out(
    engine: Engine, now: datetime, tmp_path: Path, bad: str
) -> None:
    """A run is stored as a whole or not at all, and the line is named."""
    file = file_of(tmp_path, FIRST, SECOND)
    with file.open("a") as out:
        out.write(bad + "\n")
    with pytest.raises(IntakeError, match="line 3"):
        take_in(engine, "he_muster", file, a_run(engine, now), now)
    assert stored(engine) == []


@pytest.mark.parametrize("entry", [FIRST, replace(SECOND, source="he_fremd")])
def test_a_twin_or_a_stranger_keeps_the_whole_run_out(
    engine: Engine, now: datetime, tmp_path: Path, entry: RawEntry
) -> None:
    """One key stands once in a run, and a source speaks for itself alone."""
    file = file_of(tmp_path, FIRST, SECOND, entry)
    with pytest.raises(IntakeError, match="line 3"):
        take_in(engine, "he_muster", file, a_run(engine, now), now)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(StoredEntry)) == 0
