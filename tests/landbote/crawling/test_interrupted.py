"""A visit that nobody makes any more is ended, and can be made again at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from db import leases
from db.crawls import CrawlRun
from db.engine import reading, writing
from db.queries.source_health import tries_in_vain
from db.vocabulary import RunOutcome
from landbote.crawling.interrupted import end_interrupted, lease_of, may_be_at_work

HOUR = timedelta(hours=1)
OWN = "rechner:17"


def begin(engine: Engine, source: str, now: datetime, holder: str) -> None:
    """Begin a visit, and let its holder keep the lease."""
    with writing(engine) as session:
        session.add(CrawlRun(source=source, started_at=now))
    if holder:
        assert leases.take(engine, lease_of(source), holder, now, HOUR)


def outcomes(engine: Engine) -> dict[str, str]:
    """How the visit of each source stands."""
    with reading(engine) as session:
        rows = session.execute(select(CrawlRun.source, CrawlRun.outcome))
        return {source: outcome for source, outcome in rows}


def test_only_what_nobody_makes_is_ended(engine: Engine, now: datetime) -> None:
    """A dead holder, an ended lease and none are no visit; a living holder's goes on."""
    begin(engine, "living", now, "living")
    begin(engine, "dead", now, "dead")
    begin(engine, "free", now, "")
    begin(engine, "late", now - 2 * HOUR, "living")
    for source, holder in (("not begun", "dead"), ("not begun either", "living")):
        assert leases.take(engine, lease_of(source), holder, now, HOUR)
    ended = end_interrupted(engine, now, lambda holder: holder == "living")
    assert ended == ["dead", "free", "late"]
    assert outcomes(engine) == {
        "living": RunOutcome.RUNNING,
        **dict.fromkeys(ended, RunOutcome.INTERRUPTED),
    }
    for source in ("dead", "not begun"):
        assert leases.take(engine, lease_of(source), "other", now, HOUR)
    for source in ("living", "not begun either"):
        assert not leases.take(engine, lease_of(source), "other", now, HOUR)
    assert end_interrupted(engine, now, lambda holder: holder == "living") == []


def test_who_may_be_at_work() -> None:
    """Whoever runs on this machine or on another; not who died, and not we in an earlier life."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert may_be_at_work(f"rechner:{os.getpid()}", OWN)
    assert may_be_at_work("anderswo:17", OWN)
    assert not may_be_at_work(f"rechner:{gone.pid}", OWN)
    assert not may_be_at_work(OWN, OWN)
    assert not may_be_at_work("tester", OWN)


@pytest.mark.parametrize(
    ("ended", "tries"),
    [
        ([], 0),
        (["ok"], 0),
        (["failed"], 1),
        (["ok", "failed", "timeout", "interrupted"], 3),
        (["failed", "ok"], 0),
        (["failed", "broken", "failed"], 1),
    ],
)
def test_tries_are_counted_from_the_last_that_came_to_an_end(
    engine: Engine, now: datetime, ended: list[str], tries: int
) -> None:
    """Whatever was before a visit that ended counts no more."""
    with writing(engine) as session:
        session.add_all(CrawlRun(source="one", started_at=now, outcome=one) for one in ended)
        session.add(CrawlRun(source="two", started_at=now, outcome=RunOutcome.FAILED))
    with reading(engine) as session:
        assert tries_in_vain(session, "one") == tries
