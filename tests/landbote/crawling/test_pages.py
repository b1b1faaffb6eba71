"""What is remembered of a source's pages: written when it changed, used only while it is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from crawlers.visited_pages import Follow, VisitedPage, read_visited, write_visited
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.page_visits import PageVisit
from landbote.crawling.brought import IntakeError
from landbote.crawling.pages import changes, hand_on, remember
from landbote.crawling.stored import newest_digests

HOME = "https://example.org"
LIST = VisitedPage(
    url=f"{HOME}/list", question="q", at=f"{HOME}/list", answer="1", read_on=date(2026, 11, 22),
    etag='"1"', claims=(("a", True), ("b", False)), entries={},
    follows=(Follow(url=f"{HOME}/a", parse="parse", missing_ok=True, known=[1, "ä"]),),
)  # fmt: skip
PAGE = replace(LIST, url=f"{HOME}/a", follows=(), claims=(), entries={"a": "d1", "b": "d2"})


def known(engine: Engine, source: str, folder: Path) -> dict[str, VisitedPage]:
    """What the next crawl of a source is told."""
    file = folder / "known.jsonl"
    with reading(engine) as session:
        hand_on(session, source, newest_digests(session, source), file)
    return {visit.url: visit for visit in read_visited(file)}


def bring(engine: Engine, source: str, folder: Path, *visits: VisitedPage) -> None:
    """Let a crawl of a source end with these visits."""
    file = folder / "visits.jsonl"
    write_visited(file, visits)
    take_over(engine, source, file)


def take_over(engine: Engine, source: str, file: Path) -> None:
    """Take over what a crawl left in a file, beside what was there."""
    with reading(engine) as session:
        before = hand_on(session, source, {}, file.parent / "known.jsonl")
    found = changes(file, before)
    with writing(engine) as session:
        remember(session, source, found)


def store(engine: Engine, now: datetime, **digests: str) -> None:
    """Store the text of entries of the source "one"."""
    with writing(engine) as session:
        run = CrawlRun(source="one", started_at=now)
        session.add(run)
        session.flush()
        row = {"source": "one", "payload": "{}", "run_id": run.id, "taken_at": now}
        rows = [row | {"key": key, "digest": mark} for key, mark in digests.items()]
        session.execute(insert(StoredEntry), rows)


def test_what_a_crawl_leaves_is_what_the_next_is_told(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """Every part of a visit comes back; other sources are left alone."""
    store(engine, now, a="d1", b="d2")
    bring(engine, "one", tmp_path, LIST, PAGE)
    bring(engine, "two", tmp_path, replace(LIST, etag='"2"'))
    assert known(engine, "one", tmp_path) == {LIST.url: LIST, PAGE.url: PAGE}
    assert known(engine, "two", tmp_path) == {LIST.url: replace(LIST, etag='"2"')}


def test_a_page_is_read_again_if_an_entry_is_not_stored_as_it_gave_it(
    engine: Engine, now: datetime, tmp_path: Path
) -> None:
    """After a later text, or none at all, what a page gave once is no longer the truth."""
    bring(engine, "one", tmp_path, LIST, PAGE)
    store(engine, now, a="d1")
    assert list(known(engine, "one", tmp_path)) == [LIST.url]
    store(engine, now, b="d2")
    assert PAGE.url in known(engine, "one", tmp_path)
    store(engine, now, b="d3")
    assert list(known(engine, "one", tmp_path)) == [LIST.url]


def test_only_what_changed_is_written(engine: Engine, tmp_path: Path) -> None:
    """An unchanged page keeps its row, a changed one gets another, a page not seen goes."""

    def rows() -> dict[str, int]:
        with reading(engine) as session:
            return {row.url: row.id for row in session.scalars(select(PageVisit))}

    second, third = (replace(LIST, url=f"{HOME}/{name}") for name in ("second", "third"))
    bring(engine, "one", tmp_path, second, LIST, third)
    before = rows()
    changed = replace(second, answer="2", etag='"2"')
    bring(engine, "one", tmp_path, changed, LIST)
    assert rows()[LIST.url] == before[LIST.url]
    assert known(engine, "one", tmp_path) == {LIST.url: LIST, changed.url: changed}


def test_a_crawl_that_left_nothing_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    """A crawl that was cut short writes no file, and what was known stays."""
    bring(engine, "one", tmp_path, LIST)
    take_over(engine, "one", tmp_path / "missing.jsonl")
    assert known(engine, "one", tmp_path) == {LIST.url: LIST}


def test_a_broken_file_is_refused_by_its_line(engine: Engine, tmp_path: Path) -> None:
    """The error names file and line, and nothing is forgotten."""
    bring(engine, "one", tmp_path, LIST)
    file = tmp_path / "visits.jsonl"
    file.write_text(PAGE.to_json() + "\n{}\n")
    with pytest.raises(IntakeError, match=r"visits\.jsonl, line 2: not a visited page"):
        take_over(engine, "one", file)
    assert known(engine, "one", tmp_path) == {LIST.url: LIST}


def test_a_page_that_stands_twice_is_written_once(engine: Engine, tmp_path: Path) -> None:
    """The later line counts, whether it is as it was or not."""
    bring(engine, "one", tmp_path, LIST)
    other = replace(LIST, answer="2")
    for lines in ([LIST, other], [other, LIST]):
        bring(engine, "one", tmp_path, *lines)
        assert known(engine, "one", tmp_path) == {LIST.url: lines[-1]}
