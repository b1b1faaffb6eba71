"""Confirmed: a source is what a good run of the live site showed, and nothing else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.queries.source_confirmed import confirmed_sources
from db.vocabulary import RunOutcome


def test_only_a_good_live_run_confirms_a_source(engine: Engine, now: datetime) -> None:
    """Runs that went wrong, and those made from stored pages, confirm nothing."""
    runs = {
        "read": [(RunOutcome.OK, True), (RunOutcome.OK, False), (RunOutcome.BROKEN, False)],
        "as-ever": [(RunOutcome.UNCHANGED, False), (RunOutcome.UNCHANGED, False)],
        "replayed": [(RunOutcome.OK, True), (RunOutcome.UNCHANGED, True)],
        "broken": [(RunOutcome.BROKEN, False), (RunOutcome.RUNNING, False)],
    }
    with writing(engine) as session:
        assert confirmed_sources(session) == set()
        session.add_all(
            CrawlRun(source=source, started_at=now, outcome=outcome, replayed=replayed)
            for source, of_source in runs.items()
            for outcome, replayed in of_source
        )
    with reading(engine) as session:
        assert confirmed_sources(session) == {"read", "as-ever"}
