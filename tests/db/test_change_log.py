"""The log of changes: each change once, in an order that never closes a gap later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.change_log import (
    ChangeKind,
    changes_after,
    last_number,
    note_changes,
    number_before,
)
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.values import to_json
from db.vocabulary import Presence, Visibility, Withdrawal
from tests.conftest import NOW
from tests.doses import dose
from tests.notifier.samples import change, publish, revise, values

HOUR = timedelta(hours=1)


def noted(engine: Engine, after: int = 0) -> list[tuple[int, str, int]]:
    """The changes after a number: which entry, what, and which revision of it."""
    with reading(engine) as session:
        return [
            (one.opportunity_id, one.kind, session.get_one(Revision, one.revision_id).number)
            for one in changes_after(session, after, 10_000)
        ]


def put(engine: Engine, id: int, **columns: Any) -> None:
    """Alter the row of an entry."""
    with writing(engine) as session:
        row = session.get_one(Opportunity, id)
        for name, value in columns.items():
            setattr(row, name, value)


def test_each_change_is_noted_once(engine: Engine) -> None:
    """New, changed, withdrawn and back; calling again notes nothing."""
    first, second = publish(engine, "1", values()), publish(engine, "2", values())
    assert note_changes(engine, NOW) == 2
    change(engine, second, values(award_max=1), NOW + HOUR, "geändert")
    gone = {"presence": Presence.WITHDRAWN, "withdrawn_why": Withdrawal.ENDED}
    put(engine, first, **gone)
    assert (note_changes(engine, NOW + HOUR), note_changes(engine, NOW + HOUR)) == (2, 0)
    put(engine, first, presence=Presence.PRESENT, withdrawn_why="")
    put(engine, second, visibility=Visibility.HELD)
    assert note_changes(engine, NOW + 2 * HOUR) == 2
    assert noted(engine) == [
        (first, ChangeKind.NEW, 1),
        (second, ChangeKind.NEW, 1),
        (first, ChangeKind.WITHDRAWN, 1),
        (second, ChangeKind.CHANGED, 2),
        (first, ChangeKind.BACK, 1),
        (second, ChangeKind.WITHDRAWN, 2),
    ]
    with reading(engine) as session:
        whys = [one.why for one in changes_after(session, 0, 10)]
        assert whys == ["", "", "ended", "", "", "hidden"]
        moments = [NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR]
        assert [number_before(session, moment) for moment in moments] == [2, 4, 6]


def test_the_first_call_notes_what_was_before(engine: Engine) -> None:
    """Each revision at its own time, oldest first, so that an archive has the whole history."""
    first = publish(engine, "1", values(), NOW - 3 * HOUR)
    second = publish(engine, "2", values(), NOW - 2 * HOUR)
    change(engine, first, values(award_max=1), NOW - HOUR, "geändert")
    note_changes(engine, NOW)
    told = [(first, "new", 1), (second, "new", 1), (first, "changed", 2)]
    assert noted(engine) == told
    with reading(engine) as session:
        assert number_before(session, NOW - HOUR) == 2


@dataclass
class Archive:
    """Somebody who reads on from the last number, now and then."""

    engine: Engine
    number: int
    shown: dict[int, int] = field(default_factory=dict)
    told: list[tuple[int, str, int]] = field(default_factory=list)

    def read(self, most: int) -> None:
        """Read the next changes, and keep what they say."""
        with reading(self.engine) as session:
            for one in changes_after(session, self.number, most):
                assert one.id == self.number + 1
                self.number = one.id
                self.told.append((one.opportunity_id, one.kind, one.revision_id))
                if one.kind == ChangeKind.WITHDRAWN:
                    assert self.shown.pop(one.opportunity_id)
                else:
                    new = one.kind in (ChangeKind.NEW, ChangeKind.BACK)
                    assert new is (one.opportunity_id not in self.shown)
                    self.shown[one.opportunity_id] = one.revision_id


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["publish", "change", "spelling", "gone", "back", "hide", "show", "note", "read"]
        ),
        st.integers(0, 2),
    ),
    max_size=25,
)


def test_whoever_reads_on_has_what_is_published(engine: Engine) -> None:
    """However visits, acts of staff, notes and reading alternate, none is missed or told twice."""
    count = iter(range(100_000))

    @settings(max_examples=dose(5, 15), suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def alternate(steps: list[tuple[str, int]]) -> None:
        note_changes(engine, NOW)
        with reading(engine) as session:
            archive = Archive(engine=engine, number=last_number(session))
        ids: list[int] = []
        act = _acts(engine, ids, lambda: str(next(count)))
        for name, which in steps:
            if name == "note":
                note_changes(engine, NOW)
            elif name == "read":
                archive.read(1 + which)
            else:
                act(name, which)
        note_changes(engine, NOW)
        archive.read(10_000)
        with reading(engine) as session:
            rows = [session.get_one(Opportunity, id) for id in ids]
            there = {
                row.id: row.news_revision_id
                for row in rows
                if row.visibility == Visibility.PUBLISHED and row.presence != Presence.WITHDRAWN
            }
            assert archive.shown.keys() == there.keys()
        changed = [one for one in archive.told if one[1] == ChangeKind.CHANGED]
        assert len(changed) == len(set(changed))

    alternate()


def _acts(engine: Engine, ids: list[int], key: Callable[[], str]) -> Callable[[str, int], None]:
    """What may happen to the entries of a source."""
    put_to: dict[str, dict[str, Any]] = {
        "gone": {"presence": Presence.WITHDRAWN},
        "back": {"presence": Presence.PRESENT},
        "hide": {"visibility": Visibility.HELD},
        "show": {"visibility": Visibility.PUBLISHED},
    }

    def act(name: str, which: int) -> None:
        if name == "publish" or which >= len(ids):
            ids.append(publish(engine, key(), values()))
        elif name in put_to:
            put(engine, ids[which], **put_to[name])
        else:
            with writing(engine) as session:
                row = session.get_one(Opportunity, ids[which])
                number = session.get_one(Revision, row.revision_id).number + 1
                more: dict[str, Any] = {"number": number, "sentences": ("geändert",)}
                revise(session, row, values(), NOW, cause="source", **more)
                if name == "spelling":
                    session.get_one(Revision, row.revision_id).material = False

    return act


def test_what_commits_late_comes_later(engine: Engine) -> None:
    """An id that was given earlier and is seen later is no gap: its number is the next one."""
    if engine.dialect.name != "postgresql":
        pytest.skip("on SQLite there is one writer at a time")
    known = publish(engine, "0", values())
    with Session(engine) as slow:
        row = slow.get_one(Opportunity, known)
        more = {"opportunity_id": known, "content": to_json(values()), "read": [], "changes": []}
        of_raw = {"raw_id": row.raw_id, "read_with": "1", "cause": "source", "made_at": NOW}
        early = Revision(number=2, material=True, **more, **of_raw)
        slow.add(early)
        slow.flush()
        other = publish(engine, "1", values())
        note_changes(engine, NOW)
        with reading(engine) as session:
            seen = last_number(session)
            assert (session.get_one(Opportunity, other).revision_id or 0) > early.id
        row.revision_id = early.id
        slow.commit()
    note_changes(engine, NOW)
    assert noted(engine, seen) == [(known, "changed", 2)]


def test_many_may_note_at_once(engine: Engine) -> None:
    """Each change has one number, and no number is left out."""
    for key in range(6):
        publish(engine, str(key), values())
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: note_changes(engine, NOW), range(4)))
    assert sum(counts) == 6
    with reading(engine) as session:
        assert [one.id for one in changes_after(session, 0, 100)] == [1, 2, 3, 4, 5, 6]
