"""Crawl: one source, one lease, one subprocess, one time limit, one CrawlRun row."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from crawlers.source import Source
from db import leases
from db.crawls import CrawlRun
from db.engine import reading, writing
from landbote.clock import Clock
from landbote.crawling.finish import CrawlResult, finish
from landbote.crawling.interrupted import end_as_interrupted, lease_of
from landbote.crawling.judge import judge
from landbote.crawling.known import load_known
from landbote.crawling.order import CrawlOrder
from landbote.crawling.spawn import KNOWN, visit

GRACE = timedelta(minutes=5)  # what the work after a crawl may take before its lease ends


def crawl(
    engine: Engine, source: Source, order: CrawlOrder, clock: Clock, holder: str
) -> CrawlResult | None:
    """Visit a source and store what is new; return None while another process is at it."""
    lease = lease_of(source.slug)
    if not leases.take(engine, lease, holder, clock(), order.limit + GRACE):
        return None
    try:
        return _crawl(engine, source, order, clock)
    finally:
        leases.give_back(engine, lease, holder)


def _crawl(engine: Engine, source: Source, order: CrawlOrder, clock: Clock) -> CrawlResult:
    run_id = _begin(engine, source.slug, order, clock())
    with tempfile.TemporaryDirectory(prefix="landbote-") as name:
        folder = Path(name)
        with reading(engine) as session:
            known = load_known(session, source.slug, folder / KNOWN)
        visited = visit(source, order, known.fingerprint, folder)
        judged = judge(engine, source, order, known, visited)
        return finish(engine, source, run_id, known, judged, order.today, clock())


def _begin(engine: Engine, source: str, order: CrawlOrder, now: datetime) -> int:
    """Write the run's row first, so that a crash leaves a trace; return its number."""
    with writing(engine) as session:
        end_as_interrupted(session, [source], now)
        run = CrawlRun(source=source, started_at=now, replayed=order.replay is not None)
        session.add(run)
        session.flush()
        return run.id
