"""Crawl: one source, one subprocess, one time limit, one CrawlRun row."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
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
from landbote.checkup import Brought, check, kind_of, note_health
from landbote.clock import Clock
from landbote.intake import Intake, IntakeError, take_in
from landbote.visits import remember, write_known
from pipeline.rollcall import Attendance, call_roll, welcome_back

ROOT = Path(__file__).resolve().parent.parent
GRACE = timedelta(minutes=5)  # what the work after a crawl may take before its lease ends
KNOWN, VISITS = "known.jsonl", "visits.jsonl"  # what a crawl may leave unread, and the next one

Progress = Callable[[str, int, int], None]  # source, pages, entries so far


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """How a crawl is to be done: where its pages come from, and what it may take."""

    today: date
    limit: timedelta
    replay: Path | None = None
    contact: str = ""
    page: str = ""  # the facts of a page that staff have watched, as JSON
    accept: bool = False  # a person looked at the source: do not judge by its history
    program: tuple[str, ...] = ("-m", "crawlers.run")  # what Python is to run
    browse: Progress = lambda _source, _pages, _entries: None


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
        visit = _visit(source, order, last.fingerprint, Path(folder))
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


def _judged(engine: Engine, source: Source, order: CrawlOrder, visit: _Visit) -> _Visit:
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
    visit: _Visit,
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
    session: Session, source: Source, run: CrawlRun, visit: _Visit, today: date, now: datetime
) -> Attendance:
    if visit.outcome not in GOOD_RUNS:
        return Attendance()
    if source.complete:
        return call_roll(session, run, visit.listed, today=today, now=now)
    return welcome_back(session, run, visit.listed or frozenset(), now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """What the subprocess reported."""

    outcome: RunOutcome
    reason: str = ""
    pages: int = 0
    entries: int = 0
    fingerprint: str = ""
    file: Path = Path()
    kept: frozenset[str] = frozenset()
    listed: frozenset[str] | None = None  # all that is there; None: what was there last time


def _visit(source: Source, order: CrawlOrder, known: str, folder: Path) -> _Visit:
    entries, report = folder / "entries.jsonl", folder / "report.json"
    command = [sys.executable, *order.program, source.slug, "--progress"]
    command += ["--out", str(entries), "--report", str(report)]
    command += ["--today", order.today.isoformat(), "--contact", order.contact]
    command += ["--known", str(folder / KNOWN), "--visits", str(folder / VISITS)]
    command += ["--option", f"known={known}"]
    if order.page:
        command += ["--page", order.page]
    if order.replay is not None:
        command += ["--replay", str(order.replay.resolve())]
    watched = _watch(command, source.slug, order)
    if watched.timed_out:
        minutes = int(order.limit.total_seconds() // 60)
        reason = f"Der Abruf dauerte länger als {minutes} Minuten und wurde beendet."
        return _Visit(outcome=RunOutcome.TIMEOUT, reason=reason)
    if not report.exists():
        reason = f"Der Abruf brach ab (Code {watched.code}): {watched.last_words}"
        return _Visit(outcome=RunOutcome.FAILED, reason=reason)
    told = json.loads(report.read_text(encoding="utf-8"))
    return _Visit(
        outcome=RunOutcome(told["outcome"]),
        reason=told["reason"],
        pages=told["pages"],
        entries=told["entries"],
        fingerprint=told["fingerprint"],
        file=entries,
        kept=frozenset(told.get("kept", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """How the subprocess ended."""

    code: int
    timed_out: bool
    last_words: str


def _watch(command: list[str], slug: str, order: CrawlOrder) -> _Watched:
    """Run the subprocess to its end or its limit, handing on its progress lines."""
    timed_out = threading.Event()
    last_words = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        assert process.stderr is not None

        def stop() -> None:
            timed_out.set()
            process.kill()

        timer = threading.Timer(order.limit.total_seconds(), stop)
        timer.start()
        try:
            for line in process.stderr:
                if line.startswith('{"pages"'):
                    told = json.loads(line)
                    order.browse(slug, told["pages"], told["entries"])
                elif line.strip():
                    last_words = line.strip()
            code = process.wait()
        finally:
            timer.cancel()
    return _Watched(code=code, timed_out=timed_out.is_set(), last_words=last_words)
