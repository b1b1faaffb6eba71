"""Finish: one short transaction writes how a visit ended, and all that may come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawlers.edition import crawlers_edition
from crawlers.source import Source
from db import findings
from db.crawls import CrawlRun
from db.engine import writing
from db.queries.source_health import news_days
from db.subscribers import has_subscribers
from db.vocabulary import GOOD_RUNS, FindingKind, RunOutcome
from landbote.clock import local_date
from landbote.crawling.copies import keep_copies
from landbote.crawling.judge import Judged
from landbote.crawling.known import Known
from landbote.crawling.manners import note_manners
from landbote.crawling.pages import remember
from landbote.crawling.spawn import Visit
from landbote.crawling.stored import newest_id
from landbote.crawling.take_in import reshape, take_in
from pipeline.visit.absence import Attendance, call_roll, welcome_back
from pipeline.visit.health import Fault, shortfall, silence

OVERTAKEN = "Ein anderer Abruf hat die Quelle inzwischen übernommen; von diesem gilt nichts."


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
        return self.outcome in GOOD_RUNS


def finish(
    engine: Engine,
    source: Source,
    run_id: int,
    known: Known,
    judged: Judged,
    today: date,
    now: datetime,
) -> CrawlResult:
    """Write entries, pages, presence and what staff are to know of it, all or none.

    `known` is what the visit was judged by: if something else was stored since, nothing of
    the visit is.
    """
    crawlers = crawlers_edition()
    with writing(engine) as session:
        if judged.visit.outcome in GOOD_RUNS and newest_id(session, source.slug) != known.newest_id:
            judged = judged.failed(OVERTAKEN)
        visit = judged.visit
        lacking = shortfall(visit.left_out) if visit.outcome in GOOD_RUNS else None
        run = session.get_one(CrawlRun, run_id)
        run.finished_at = now
        run.outcome, run.reason = visit.outcome, lacking.reason if lacking else visit.reason
        run.pages, run.entries = visit.pages, visit.entries
        run.new, run.changed = judged.new, judged.changed
        run.fingerprint, run.read_with = visit.fingerprint, crawlers
        run.way, run.silent = visit.way, _is_silent(session, known, visit)
        session.flush()
        take_in(session, run, visit.file, judged.lines, now)
        reshape(session, run, visit.file, judged.shaped)
        remember(session, source.slug, judged.pages)
        note_manners(session, run, visit.manners, now)
        keep_copies(session, run, visit.copies, now)
        attendance = _attendance(session, source, run, judged, today, now)
        run.missing, run.returned = attendance.missing, attendance.returned
        run.withdrawn = attendance.withdrawn
        _note_health(session, source, run, lacking, now)
        return CrawlResult(
            source=run.source,
            outcome=visit.outcome,
            reason=run.reason,
            pages=visit.pages,
            entries=visit.entries,
            new=run.new,
            changed=run.changed,
            attendance=attendance,
        )


def _is_silent(session: Session, known: Known, visit: Visit) -> bool:
    """Whether what this run is the first to bring was there before, and is no news.

    So it is with the first stock of a source, for those who were subscribers before, and with
    what is found by another way than the last time.
    """
    if known.read_on is None:
        return has_subscribers(session)
    return bool(known.way) and visit.way != known.way


def _attendance(
    session: Session, source: Source, run: CrawlRun, judged: Judged, today: date, now: datetime
) -> Attendance:
    if judged.visit.outcome not in GOOD_RUNS:
        return Attendance()
    if source.complete:
        return call_roll(session, run, judged.listed, today=today, now=now)
    return welcome_back(session, run, judged.listed or frozenset(), now)


def _note_health(
    session: Session, source: Source, run: CrawlRun, lacking: Fault | None, now: datetime
) -> None:
    """Open, confirm or clear the findings of a source after a run."""
    if run.outcome not in GOOD_RUNS:
        kind = FindingKind(run.outcome)
        findings.note(session, source.slug, kind, run.reason, source.homepage, now)
        return
    quiet = silence(news_days(session, source.slug), local_date(now))
    faults = [fault for fault in (lacking, quiet) if fault]
    findings.clear(session, source.slug, now, keep=[fault.kind for fault in faults])
    for fault in faults:
        findings.note(session, source.slug, fault.kind, fault.reason, source.homepage, now)
