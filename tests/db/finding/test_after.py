"""An index made of the one before by what changed is the one that is read anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.finding.facets import facets, having
from db.finding.filter import Filter, Order
from db.finding.index import FactIndex, read_index
from db.finding.text import holding
from db.finding.word_index import WordIndex
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.values import to_json
from db.vocabulary import Presence, Visibility
from tests.conftest import TODAY
from tests.databases import SqliteTemplate, engine_on
from tests.db.finding.test_find import AREAS, STOCK
from tests.doses import dose
from tests.notifier.samples import TREE, publish, values

COUNT = len(STOCK)
WORDS = ("Radweg", "Bürgerbus neu", "laufend", "-Verein", "Dorfladn", '"Zu neu"', "Land")
ENTRY = st.integers(0, COUNT - 1)
# What may happen to entries between two looks at them.
DEEDS = st.one_of(
    st.tuples(st.just("changed"), ENTRY, ENTRY),
    st.tuples(st.sampled_from(("hidden", "withdrawn", "shown", "alone")), ENTRY, st.just(0)),
    st.tuples(st.just("merged"), ENTRY, ENTRY),
    st.tuples(st.just("come"), ENTRY, st.just(0)),
    st.tuples(st.just("tomorrow"), st.just(0), st.integers(1, 60)),
    st.tuples(st.just("looked at"), st.just(0), st.just(0)),
)


@pytest.fixture(scope="module")
def stock(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, list[int]]]:
    """A database with entries of every kind, to be copied, and their numbers."""
    folder = tmp_path_factory.mktemp("after")
    with sqlite_template.database(folder) as address:
        engine = engine_on(address)
        ids = [publish(engine, str(at), values(**one)) for at, one in enumerate(STOCK)]
        engine.dispose()
        yield folder / "landbote.db", ids


@settings(max_examples=dose(5, 12), suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=8))
def test_what_changed_is_all_that_has_to_be_read(
    stock: tuple[Path, list[int]], deeds: list[tuple[str, int, int]]
) -> None:
    """Whatever was changed, hidden, withdrawn, merged, parted, or came, and on another day."""
    with TemporaryDirectory() as folder:
        path = shutil.copy(stock[0], folder)
        engine = engine_on(f"sqlite:///{path}")
        try:
            _look_after(engine, list(stock[1]), deeds)
        finally:
            engine.dispose()


def _look_after(engine: Engine, ids: list[int], deeds: list[tuple[str, int, int]]) -> None:
    today = TODAY
    with reading(engine) as session:
        index = read_index(session, today, TREE.concerned_by)
    for deed, one, other in deeds:
        if deed == "tomorrow":
            today += timedelta(days=other)
        elif deed == "come":
            new = f"new {len(ids)}"
            ids.append(publish(engine, new, values(**{**STOCK[one], "title": new})))
        elif deed != "looked at":
            _done(engine, ids, deed, one, other)
        if deed == "looked at":
            with reading(engine) as session:
                index = read_index(session, today, TREE.concerned_by, index)
                index.for_area("06535011")
    with reading(engine) as session:
        before = _all(session, index) if index.today == today else None
        patched = read_index(session, today, TREE.concerned_by, index)
        anew = read_index(session, today, TREE.concerned_by)
        assert _all(session, patched) == _all(session, anew)
        # Whoever still uses the one before finds in it what was there.
        assert before is None or _all(session, index) == before
        texts = [holding(session, words, patched.words) for words in WORDS]
        assert texts == [holding(session, words) for words in WORDS]


def _done(engine: Engine, ids: list[int], deed: str, one: int, other: int) -> None:
    first, second = ids[one], ids[other]
    with writing(engine) as session:
        moved = {first, second}
        row = session.get_one(Opportunity, first)
        if deed == "changed":
            said: dict[str, Any] = {**STOCK[other], "title": f"{STOCK[other]['title']} neu"}
            session.get_one(Revision, row.revision_id).content = to_json(values(**said))
        elif deed == "hidden":
            row.visibility = Visibility.HELD
        elif deed == "withdrawn":
            row.presence = Presence.WITHDRAWN
        elif deed == "shown":
            row.visibility, row.presence = Visibility.PUBLISHED, Presence.PRESENT
        elif deed == "alone":
            moved |= _parted(session, first)
        elif first != second:
            moved |= _parted(session, first) | _parted(session, second)
            session.add_all(
                GroupMember(opportunity_id=id, leader_id=first, sure_id=first, place=place)
                for place, id in enumerate((first, second))
            )
        rebuild(session, moved, TODAY)


def _parted(session: Session, id: int) -> set[int]:
    """Take an entry's group apart, and return who was in it."""
    row = session.get(GroupMember, id)
    if row is None:
        return set()
    leader = row.leader_id
    members = session.query(GroupMember).filter_by(leader_id=leader).all()
    moved = {one.opportunity_id for one in members}
    session.execute(delete(GroupMember).where(GroupMember.leader_id == leader))
    return moved


def _all(session: Session, index: FactIndex) -> dict[str, Any]:
    """All that an index says, without the places where it keeps it."""
    everything = facets(index, Filter(), areas=AREAS)
    return {
        "orders": {order: index.in_order(index.bits(Filter()), order) for order in Order},
        "options": everything.options,
        "counts": (len(index), everything.count, everything.nobody),
        "found": {
            (name, option.value): index.in_order(
                index.bits(having(Filter(), name, option.value if single else (option.value,))),
                Order.TITLE,
            )
            for name, options in everything.options.items()
            for single in (name in ("area", "checked"),)
            for option in options
        },
        "paid": [
            index.in_order(index.bits(one), Order.TITLE)
            for one in (
                Filter(award=20_000.0),
                Filter(award=6_000.0, applicants=("association",), unstated=True),
                Filter(own_share=50.0),
                Filter(closes_until_on=index.today + timedelta(days=40)),
            )
        ],
        "texts": [holding(session, words, index.words).ranks for words in WORDS],
    }


def test_texts_that_are_gone_are_cleared_away() -> None:
    """An index that changes for years does not grow with it."""
    index = WordIndex({1: (" rad ", " ", " "), 2: (" bus ", " ", " ")})
    for turn in range(600):
        index = index.after((), {1: (f" wort{turn} ", " ", " ")})
    assert len(index) == 2 and len(index._shared.ids) < 300
