"""Source states: what a list and a page of sources say of each, in as few questions as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.decisions import Decision
from db.findings import Finding
from db.queries.listing import latest_runs, open_questions
from db.queries.source_acts import paused_sources
from db.source_orders import SourceOrder, open_orders
from db.vocabulary import GOOD_RUNS, OrderAct


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One visit, as a chart needs it."""

    started_at: datetime
    outcome: str
    entries: int
    news: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How one source stands now."""

    source: str
    latest: CrawlRun | None = None
    good_at: datetime | None = None
    entries: int = 0
    findings: tuple[Finding, ...] = ()
    paused: Decision | None = None
    order: SourceOrder | None = None  # a visit that is asked for and not done
    questions: int = 0

    @property
    def worrying(self) -> tuple[Finding, ...]:
        """What is wrong and nobody took note of."""
        return tuple(one for one in self.findings if not one.acknowledged)


def source_states(session: Session, slugs: Collection[str]) -> dict[str, SourceState]:
    """Return how these sources stand, in their order; the questions asked do not grow with them."""
    latest, good, found = latest_runs(session), _last_good(session), open_by_source(session)
    paused, questions = paused_sources(session), open_questions(session)
    orders = {one.about: one for one in open_orders(session) if one.act == OrderAct.RUN}
    states = {}
    for slug in slugs:
        good_at, entries = good.get(slug, (None, 0))
        states[slug] = SourceState(
            source=slug,
            latest=latest.get(slug),
            good_at=good_at,
            entries=entries,
            findings=tuple(found.get(slug, ())),
            paused=paused.get(slug),
            order=orders.get(slug),
            questions=questions.get(slug, 0),
        )
    return states


def open_by_source(session: Session) -> dict[str, list[Finding]]:
    """Return all that is wrong now, by source, the oldest first."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    rows = select(Finding).where(Finding.cleared_at.is_(None)).order_by(Finding.id)
    for finding in session.scalars(rows):
        found[finding.source].append(finding)
    return found


def runs_since(session: Session, slugs: Sequence[str], since: datetime) -> dict[str, list[RunRow]]:
    """Return the visits to these sources since an instant, the oldest first."""
    runs: defaultdict[str, list[RunRow]] = defaultdict(list)
    news = (CrawlRun.new + CrawlRun.changed).label("news")
    columns = (CrawlRun.source, CrawlRun.started_at, CrawlRun.outcome, CrawlRun.entries, news)
    rows = select(*columns).where(CrawlRun.source.in_(slugs), CrawlRun.started_at >= since)
    for source, at, outcome, entries, count in session.execute(rows.order_by(CrawlRun.started_at)):
        row = RunRow(started_at=at, outcome=outcome, entries=entries, news=count)
        runs[source].append(row)
    return runs


def runs_of(session: Session, slug: str, since: datetime, limit: int = 400) -> list[CrawlRun]:
    """Return the visits to a source since an instant as they were written down, newest first."""
    found = select(CrawlRun).where(CrawlRun.source == slug, CrawlRun.started_at >= since)
    return list(session.scalars(found.order_by(CrawlRun.id.desc()).limit(limit)))


def findings_of(session: Session, slug: str, limit: int = 50) -> list[Finding]:
    """Return what was ever wrong with a source, the newest first."""
    found = select(Finding).where(Finding.source == slug).order_by(Finding.id.desc())
    return list(session.scalars(found.limit(limit)))


def _last_good(session: Session) -> dict[str, tuple[datetime, int]]:
    newest = (
        select(func.max(CrawlRun.id))
        .where(CrawlRun.outcome.in_(GOOD_RUNS))
        .group_by(CrawlRun.source)
    )
    columns = (CrawlRun.source, CrawlRun.started_at, CrawlRun.entries)
    rows = session.execute(select(*columns).where(CrawlRun.id.in_(newest)))
    return {source: (at, entries) for source, at, entries in rows}
