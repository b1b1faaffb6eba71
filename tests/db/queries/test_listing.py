"""Listing: what is published, in any order, however much there is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.queries import listing
from db.queries.listing import Listed, latest_runs, listed, listed_in_order, published
from db.statements import Field, Standing
from db.vocabulary import Presence
from tests.multiplied import most_held, multiply
from tests.notifier.samples import FEDERAL, STATE, group, publish, values

Listing = Callable[[Session, list[int]], Iterator[Listed]]
LISTINGS: dict[str, Listing] = {
    "published": lambda session, _ids: published(session),
    "in_order": listed_in_order,
}


def test_the_order_is_the_one_asked_for(engine: Engine) -> None:
    """Each entry is as its own page has it; what is not published is left out."""
    first, second, gone = (
        publish(engine, key, values(title=f"Programm {key}")) for key in ("1", "2", "3")
    )
    with writing(engine) as session:
        session.get_one(Opportunity, gone).presence = Presence.WITHDRAWN
    with reading(engine) as session:
        found = list(listed_in_order(session, [second, gone, 4711, first]))
        assert found == [listed(session, second), listed(session, first)]
        assert list(listed_in_order(session, iter(()))) == []


@pytest.mark.parametrize("together", [1, 2, 100])
def test_a_group_is_one_wherever_it_is_cut(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """Members that are read at another time fill its gaps and contest it all the same."""
    monkeypatch.setattr(listing, "TOGETHER", together)
    last = publish(engine, "1", values(title="Z", rate_max=65), source=STATE)
    other = publish(engine, "2", values(title="B"))
    first = publish(engine, "3", values(title="A", rate_max=75), source=FEDERAL)
    group(engine, last, first)
    with reading(engine) as session:
        assert [one.id for one in published(session)] == [other, last]
        for one in (*published(session), *listed_in_order(session, [last, first])):
            assert one == listed(session, one.id)
            if one.id in (last, first):
                rates = [said for said in one.values.statements if said.field is Field.RATE_MAX]
                assert [said.standing for said in rates] == [Standing.CONTESTED] * 2


def cost(engine: Engine, name: str, ids: list[int]) -> tuple[int, int]:
    """How many questions it takes to list entries, and how many bytes at most."""
    asked: list[str] = []

    def note(*said: Any) -> None:
        if said[2].startswith("SELECT"):
            asked.append(said[2])

    def walk() -> None:
        with reading(engine) as session:
            assert sum(1 for _ in LISTINGS[name](session, ids)) == len(ids)

    event.listen(engine, "before_cursor_execute", note)
    try:
        held = most_held(walk)
        return len(asked), held
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("name", list(LISTINGS))
def test_neither_questions_nor_memory_grow_with_the_entries(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Two questions for so many entries, one for all, none for each; and none of them is kept."""
    monkeypatch.setattr(listing, "TOGETHER", 20)
    one = publish(engine, "1", values(summary="Dorf. " * 500))
    ids = multiply(engine, one, 40)
    cost(engine, name, ids)  # what is read once for all
    few, first_peak = cost(engine, name, ids)
    ids += multiply(engine, one, 61)[1:]
    many, peak = cost(engine, name, ids)
    order = name == "published"
    assert (few - order, many - order) == (2 * 2 + 1, 5 * 2 + 1)
    assert peak < first_peak * 1.1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (None, {"one": 2, "two": 1}),
        (["one", "two"], {"one": 2, "two": 1}),
        (["one", "never"], {"one": 2}),
        ([], {}),
    ],
)
def test_of_each_source_the_newest_run_is_found(
    engine: Engine, now: datetime, asked: Collection[str] | None, found: dict[str, int]
) -> None:
    """Of all that were ever visited, or of those that are asked for."""
    with writing(engine) as session:
        for source, pages in [("one", 1), ("two", 1), ("one", 2)]:
            session.add(CrawlRun(source=source, started_at=now, outcome="ok", pages=pages))
            session.flush()
    with reading(engine) as session:
        runs = latest_runs(session, asked)
        assert {source: run.pages for source, run in runs.items()} == found
