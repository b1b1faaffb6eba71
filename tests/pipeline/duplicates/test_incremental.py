"""Comparing what is new leaves the same behind as comparing everything, whatever happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from crawlers.items import Kind
from db import chunks
from db.engine import make_engine, reading, writing
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from pipeline.desk.identities import merge, separate, undo
from pipeline.duplicates import blocks
from pipeline.duplicates.comparable import uncompared
from pipeline.duplicates.relate import relate
from tests.conftest import NOW
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.doses import dose
from tests.pipeline.duplicates.stock import (
    GROUNDS,
    all_that_is_said,
    put,
    stated,
    wipe_what_was_compared,
)

# Entries that are the same, likely the same, rounds and parts of each other, or strangers.
SLOTS = ("wibank", "fdb", "hsgb", "culture", "press", "lhz", "leader_knuell", "gazette")
TITLES = (
    "Dorfmoderation",
    "Förderprogramm Dorfmoderation",
    "Dorfmoderation II",
    "Aufruf Dorfmoderation 2027",
    "Dorfmoderation und Dorfgespräche in Hessen",
    "Landtourismus",
)
FACTS: tuple[dict[str, object], ...] = (
    {},
    {"funders": ()},
    {"kind": Kind.CALL, "areas": ("leader:knuell",)},
    {"rate_max": 80.0},
    {"rate_max": 60.0, "deadlines": (Deadline(kind=DeadlineKind.FIXED, value="2027-03-01"),)},
)
# So few that words fill up and empty again among a handful of entries.
FEW = {"word": 3, "link": 2, "funder": 2}
HOUR = timedelta(hours=1)

Step = Callable[[Engine, int], None]
slots = st.sampled_from(range(len(SLOTS)))


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """A story: entries come, change and go, and people decide."""
    first = draw(_changes(min_size=len(SLOTS)))
    return [first, *draw(st.lists(st.one_of(_changes(), _decisions()), max_size=10))]


def _changes(min_size: int = 1) -> st.SearchStrategy[Step]:
    def change(several: list[tuple[int, str | None, dict[str, object]]]) -> Step:
        def act(engine: Engine, number: int) -> None:
            with writing(engine) as session:
                for slot, title, facts in several:
                    put(session, SLOTS[slot], "1", _says(slot, title, facts), NOW + number * HOUR)

        return act

    titles = st.sampled_from((*TITLES, None))
    one = st.tuples(slots, titles, st.sampled_from(FACTS))
    return st.lists(one, min_size=min_size, max_size=max(min_size, 3)).map(change)


def _decisions() -> st.SearchStrategy[Step]:
    def decision(drawn: tuple[Callable[..., object], int, int]) -> Step:
        act_on, one, other = drawn

        def act(engine: Engine, number: int) -> None:
            # Where there is nothing to decide about, nothing is decided.
            with suppress(LookupError, ValueError), writing(engine) as session:
                now = NOW + number * HOUR
                act_on(session, one + 1, other + 1, grounds=GROUNDS, by="Servicestelle", now=now)

        return act

    return st.tuples(st.sampled_from((merge, separate, undo)), slots, slots).map(decision)


def _says(slot: int, title: str | None, facts: dict[str, object]) -> Values | None:
    return stated(SLOTS[slot], "1", title, **facts) if title else None


@contextmanager
def fresh_database(
    template: SqliteTemplate | PostgresTemplate,
) -> Iterator[Engine]:
    """An empty database for one story."""
    with TemporaryDirectory() as folder, template.database(Path(folder)) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


TOLD = {"story": steps(), "few": st.booleans(), "one_by_one": st.booleans()}


@settings(max_examples=dose(5, 60), suppress_health_check=[HealthCheck.too_slow])
@given(**TOLD)
def test_comparing_what_is_new_is_comparing_everything(
    sqlite_template: SqliteTemplate, story: list[Step], few: bool, one_by_one: bool
) -> None:
    """Identities, cards, questions and blocks are those of a first comparison of all."""
    _follow(sqlite_template, story, few, one_by_one)


@settings(max_examples=dose(2, 12), suppress_health_check=[HealthCheck.too_slow])
@given(**TOLD)
def test_so_it_is_on_postgresql(
    postgres_template: PostgresTemplate, story: list[Step], few: bool, one_by_one: bool
) -> None:
    """A database for each story takes longer here, so there are fewer of them."""
    _follow(postgres_template, story, few, one_by_one)


def _follow(
    template: SqliteTemplate | PostgresTemplate, story: list[Step], few: bool, one_by_one: bool
) -> None:
    """Compare along a story, then everything anew; `few` fills blocks, `one_by_one` batches."""
    with pytest.MonkeyPatch.context() as patched, fresh_database(template) as engine:
        if few:
            patched.setattr(blocks, "CROWDED", FEW)
        if one_by_one:
            patched.setattr(chunks, "MANY", 1)
        for number, step in enumerate(story):
            step(engine, number)
            # Every third step finds the one before it still uncompared.
            if number % 3 != 2:
                _compare(engine, number)
        _compare(engine, len(story))
        bit_by_bit = all_that_is_said(engine)
        wipe_what_was_compared(engine)
        _compare(engine, len(story))
        assert all_that_is_said(engine) == bit_by_bit


def _compare(engine: Engine, number: int) -> None:
    relate(engine, GROUNDS.sources, GROUNDS.actors, "one", NOW + number * HOUR)
    with reading(engine) as session:
        assert uncompared(session, "one") == {}
