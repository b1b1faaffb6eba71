"""Storing is short, and writes nothing over what somebody else did meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.projection import rebuild_all
from pipeline import run
from pipeline.decided import Outcome, Step
from pipeline.run import BATCH, Rules, decide, process
from pipeline.store import load_pending, pending_ids, store
from tests.conftest import TODAY
from tests.db.test_projection import facts
from tests.pipeline.desk.test_corrections import STANDS, days
from tests.pipeline.desk.test_corrections import decide as staff_decide
from tests.pipeline.test_run import CALL, PROGRAMME, crawled, revisions

DAY = timedelta(days=1)


def steps(engine: Engine, rules: Rules) -> list[Step]:
    """Read what waits, as `process` does before it takes the lock."""
    with reading(engine) as session:
        waiting = pending_ids(session, rules.edition, rules.sources)
        return [decide(one, rules, TODAY) for one in load_pending(session, waiting[:BATCH], fail)]


def fail(raw_id: int, error: Exception) -> None:
    """Every entry of these tests can be loaded."""
    raise AssertionError(f"{raw_id}: {error}")


def stored(engine: Engine, rules: Rules, read: list[Step], now: datetime) -> list[int | None]:
    """Store what was read."""
    with writing(engine) as session:
        return store(session, read, rules.edition, now)


def test_a_new_entry_that_another_reader_stored_is_left_alone(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """Of two that read the same entries the second one writes nothing."""
    crawled(engine, now, CALL, PROGRAMME)
    first, second = steps(engine, rules), steps(engine, rules)
    assert None not in stored(engine, rules, first, now)
    assert stored(engine, rules, second, now) == [None, None]
    assert len(revisions(engine, "call")) == 1


def test_a_decision_made_while_an_entry_is_read_is_not_overrun(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The entry is read once more, with what the person said; the other one is stored."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    body = CALL.body.replace("20.000", "25.000")
    crawled(engine, now + DAY, *(replace(one, body=body) for one in (CALL, PROGRAMME)))
    read = steps(engine, rules)
    staff_decide(engine, now + DAY)
    assert stored(engine, rules, read, now + DAY) == [None, 0]
    assert days(engine) == STANDS
    assert process(engine, rules, now + DAY).total(Outcome.CHANGED) == 1
    assert days(engine) == STANDS


def test_the_facts_of_what_was_just_stored_are_those_of_the_rows(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """Made from values in memory, they are what a rebuild of everything from the rows makes."""
    crawled(engine, now, CALL, PROGRAMME)
    stored(engine, rules, steps(engine, rules), now)
    fresh = facts(engine)
    with writing(engine) as session:
        rebuild_all(session, TODAY)
    assert facts(engine) == fresh
    assert len(fresh["facts"]) == 2 and fresh["fact_deadlines"]


@pytest.fixture
def quick_desk(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Callable[[datetime], None]:
    """A desk that decides while `process` reads, once."""

    def arrange(now: datetime) -> None:
        reads = run.decide

        def interrupted(*given: object) -> Step:
            step = reads(*given)  # type: ignore[arg-type]
            if step.pending.raw.key == "call" and not step.pending.decided:
                staff_decide(engine, now)
            return step

        monkeypatch.setattr(run, "decide", interrupted)

    return arrange


def test_process_reads_again_what_moved_beneath_it(
    engine: Engine, rules: Rules, now: datetime, quick_desk: Callable[[datetime], None]
) -> None:
    """Nothing is left waiting, and the person's word stands in the end."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    crawled(engine, now + DAY, replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar")))
    quick_desk(now + DAY)
    report = process(engine, rules, now + DAY)
    assert report.total(Outcome.COSMETIC) == 1
    assert days(engine) == STANDS
    with reading(engine) as session:
        assert pending_ids(session, rules.edition, rules.sources) == []
