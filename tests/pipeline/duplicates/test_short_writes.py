"""Comparing holds no lock, and what moves meanwhile is not overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select

from db.engine import make_engine, writing
from db.identities import Identity
from pipeline.desk.identities import merge, separate
from pipeline.duplicates.relate import relate
from tests.conftest import NOW
from tests.pipeline.duplicates.stock import (
    GROUNDS,
    all_that_is_said,
    put,
    stated,
    wipe_what_was_compared,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def pair(engine: Engine) -> tuple[int, int]:
    """Two entries that the rules would merge, not compared yet."""
    with writing(engine) as session:
        return (
            put(session, "wibank", "1", stated("wibank", "1", "Dorfmoderation"), NOW),
            put(session, "hsgb", "1", stated("hsgb", "1", "Förderprogramm Dorfmoderation"), NOW),
        )


@contextmanager
def meanwhile(engine: Engine, url: str, act: Callable[[Engine], None]) -> Iterator[list[str]]:
    """Let somebody else write, once, after the entries were read and before the result is."""
    other, done = make_engine(url), list[str]()

    def step_in(_c: object, _k: object, statement: str, *_more: object) -> None:
        if "FROM identities" in statement and not done:
            done.append(statement)
            act(other)

    event.listen(engine, "before_cursor_execute", step_in)
    try:
        yield done
    finally:
        event.remove(engine, "before_cursor_execute", step_in)
        other.dispose()


def relate_all(engine: Engine) -> None:
    """Compare whatever waits."""
    relate(engine, GROUNDS.sources, GROUNDS.actors, "one", NOW)


def test_a_decision_made_while_comparing_stands(
    engine: Engine, database_url: str, pair: tuple[int, int]
) -> None:
    """Another may write meanwhile; the rules, who thought them the same, say nothing then."""

    def decide(other: Engine) -> None:
        with writing(other) as session:
            separate(session, *pair, grounds=GROUNDS, by="Servicestelle", now=NOW)

    with meanwhile(engine, database_url, decide) as done:
        relate_all(engine)
    assert done
    said = all_that_is_said(engine)
    with writing(engine) as session:
        (row,) = session.scalars(select(Identity).where(Identity.undone_at.is_(None)))
        assert (row.relation, row.by_staff) == ("different", True)
    assert said["groups"] == set()


@pytest.mark.parametrize("moved", ["wibank", "hsgb"])
@pytest.mark.parametrize("title", ["Landtourismus", None])
def test_an_entry_that_changes_while_it_is_compared_is_compared_as_it_is_then(
    engine: Engine, database_url: str, pair: tuple[int, int], moved: str, title: str | None
) -> None:
    """Neither the one that is new nor the one it is compared with is merged by its old text."""
    new = stated(moved, "1", title) if title else None

    def change(other: Engine) -> None:
        with writing(other) as session:
            put(session, moved, "1", new, NOW + HOUR)

    with meanwhile(engine, database_url, change) as done:
        relate_all(engine)
    assert done and pair
    said = all_that_is_said(engine)
    assert (said["identities"], said["groups"]) == (set(), set())
    wipe_what_was_compared(engine)
    relate_all(engine)
    assert all_that_is_said(engine) == said


def test_a_decision_reads_only_what_hangs_together_with_it(
    engine: Engine, pair: tuple[int, int]
) -> None:
    """However many entries there are, the contents of two are loaded."""
    with writing(engine) as session:
        for number in range(40):
            title = f"Landtourismus in Ort {chr(97 + number % 26)}{number}"
            put(session, "culture", f"{number}", stated("culture", f"{number}", title), NOW)
    relate_all(engine)
    asked: list[int] = []

    def note(_c: object, _k: object, statement: str, parameters: object, *_more: object) -> None:
        if "revisions.content" in statement:
            asked.append(len(parameters))  # type: ignore[arg-type]

    event.listen(engine, "before_cursor_execute", note)
    with writing(engine) as session:
        merge(session, *pair, grounds=GROUNDS, by="Servicestelle", now=NOW + HOUR)
    event.remove(engine, "before_cursor_execute", note)
    assert (
        asked and max(asked) <= len(pair) + 2
    )  # the ids, that they are published, and not withdrawn
    with writing(engine) as session:
        (row,) = session.scalars(select(Identity).where(Identity.undone_at.is_(None)))
        assert row.by_staff
