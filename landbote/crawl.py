"""Crawl: one source, one subprocess, one time limit, one CrawlRun row."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawlers.edition import crawlers_edition
from crawlers.source import Source
from db import leases
from db.crawls import CrawlRun
from db.engine import reading, writing
from db.vocabulary import GOOD_RUNS, RunOutcome
from landbote import spawn
from landbote.checkup import Brought, check, kind_of, note_health
from landbote.clock import Clock
from landbote.intake import Intake, IntakeError, take_in
from landbote.spawn import KNOWN, VISITS, Visit
from landbote.spawn import ROOT as ROOT
from landbote.spawn import CrawlOrder as CrawlOrder
from landbote.spawn import Progress as Progress
from landbote.visits import remember, write_known
from pipeline.visit.absence import Attendance, call_roll, welcome_back

GRACE = timedelta(minutes=5)  # what the work after a crawl may take before its lease ends


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """What one crawl came to, as its CrawlRun row says it."""

    source: str
    outcome: RunOutcome
    reason: str
    pages: int
    entries: int
    new: int
    changed: int
    attendance: Attendance = field(default_factory=Attendance)

    @property
    def good(self) -> bool:
        """Whether the source was read as a whole."""
        return self.outcome in (RunOutcome.OK, RunOutcome.UNCHANGED)


def crawl(
    engine: Engine, source: Source, order: CrawlOrder, clock: Clock, holder: str
) -> CrawlResult | None:
    """Visit a source and store what is new; return None while another process is at it."""
    lease = f"crawl:{source.slug}"
    if not leases.take(engine, lease, holder, clock(), order.limit + GRACE):
        return None
    try:
        return _crawl(engine, source, order, clock)
    finally:
        leases.give_back(engine, lease, holder)


def _crawl(engine: Engine, source: Source, order: CrawlOrder, clock: Clock) -> CrawlResult:
    run_id, last = _start(engine, source, clock())
    with tempfile.TemporaryDirectory(prefix="landbote-") as folder:
        write_known(engine, source.slug, Path(folder) / KNOWN)
        visit = spawn.visit(source, order, last.fingerprint, Path(folder))
        if visit.outcome == RunOutcome.UNCHANGED:
            visit = replace(visit, entries=last.entries)
        intake = Intake(new=0, changed=0)
        if visit.outcome == RunOutcome.OK:
            try:
                visit = _judged(engine, source, order, visit)
                if visit.outcome == RunOutcome.OK:
                    intake = take_in(engine, source.slug, visit.file, run_id, clock())
            except IntakeError as error:
                reason = f"Die Einträge des Abrufs sind nicht brauchbar: {error}"
                visit = replace(visit, outcome=RunOutcome.FAILED, reason=reason)
        if visit.outcome in GOOD_RUNS:
            remember(engine, source.slug, Path(folder) / VISITS)
    return _finish(engine, source, run_id, visit, intake, order.today, clock())


def _judged(engine: Engine, source: Source, order: CrawlOrder, visit: Visit) -> Visit:
    """Quarantine a visit that its source's own history speaks against (law 2).

    A replay is a part of the source by design, so it is not held to the declared range.
    """
    with reading(engine) as session:
        brought = Brought(file=visit.file, kept=visit.kept)
        live = order.replay is None
        checked = check(session, source, brought, today=order.today, live=live)
    visit = replace(visit, listed=checked.listed, entries=len(checked.listed))
    if checked.fault is None or order.accept:
        return visit
    outcome = RunOutcome(checked.fault.kind.value)
    return replace(visit, outcome=outcome, reason=checked.fault.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LastVisit:
    """What the last good visit left for the next."""

    fingerprint: str = ""
    entries: int = 0


def _start(engine: Engine, source: Source, now: datetime) -> tuple[int, _LastVisit]:
    """Write the run's row first, so that a crash leaves a trace; return it and what is known."""
    last_good = (
        select(CrawlRun.fingerprint, CrawlRun.entries)
        .where(CrawlRun.source == source.slug)
        .where(CrawlRun.outcome.in_(GOOD_RUNS))
        .order_by(CrawlRun.id.desc())
        .limit(1)
    )
    with writing(engine) as session:
        known = session.execute(last_good).first()
        run = CrawlRun(source=source.slug, started_at=now)
        session.add(run)
        session.flush()
        last = _LastVisit(fingerprint=known[0], entries=known[1]) if known else _LastVisit()
        return run.id, last


def _finish(
    engine: Engine,
    source: Source,
    run_id: int,
    visit: Visit,
    intake: Intake,
    today: date,
    now: datetime,
) -> CrawlResult:
    """Write how the run ended, who is absent since, and what staff are to know of it."""
    with writing(engine) as session:
        run = session.get_one(CrawlRun, run_id)
        run.finished_at = now
        run.outcome, run.reason = visit.outcome, visit.reason
        run.pages, run.entries = visit.pages, visit.entries
        run.new, run.changed = intake.new, intake.changed
        run.fingerprint, run.read_with = visit.fingerprint, crawlers_edition()
        session.flush()
        attendance = _attendance(session, source, run, visit, today, now)
        run.missing, run.returned = attendance.missing, attendance.returned
        run.withdrawn = attendance.withdrawn
        note_health(session, source, run, kind_of(visit.outcome), now)
        return CrawlResult(
            source=run.source,
            outcome=visit.outcome,
            reason=visit.reason,
            pages=visit.pages,
            entries=visit.entries,
            new=intake.new,
            changed=intake.changed,
            attendance=attendance,
        )


def _attendance(
    session: Session, source: Source, run: CrawlRun, visit: Visit, today: date, now: datetime
) -> Attendance:
    if visit.outcome not in GOOD_RUNS:
        return Attendance()
    if source.complete:
        return call_roll(session, run, visit.listed, today=today, now=now)
    return welcome_back(session, run, visit.listed or frozenset(), now)
