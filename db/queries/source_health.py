"""Source health ("Quellenlage"): how each source does, for staff, digest and public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.findings import Finding
from db.local_date import local_date
from db.queries.listing import latest_runs
from db.vocabulary import GOOD_RUNS, UNFINISHED_RUNS

TREND_RUNS = 12
_TRIES = 10  # as far back as a pause still grows
_NEWS_RUNS = 100  # as far back as a pause is worth comparing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """The state of one source: its newest visit, its last good one, and what is wrong.

    `trend` holds the entries of the last good runs, the newest last. A source that was
    never visited has neither visit nor trend.
    """

    source: str
    latest: CrawlRun | None
    last_good_at: datetime | None
    entries: int
    trend: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether what we know of it can be relied on."""
        return self.last_good_at is not None and not self.findings


def source_health(session: Session, slugs: Sequence[str]) -> dict[str, SourceHealth]:
    """Return the state of these sources, in their order."""
    latest, trends, found = latest_runs(session), _trends(session), _open(session)
    health = {}
    for slug in slugs:
        runs = trends.get(slug, [])
        health[slug] = SourceHealth(
            source=slug,
            latest=latest.get(slug),
            last_good_at=runs[-1][0] if runs else None,
            entries=runs[-1][1] if runs else 0,
            trend=tuple(entries for _, entries in runs),
            findings=tuple(found.get(slug, ())),
        )
    return health


def good_runs(session: Session, source: str, limit: int) -> list[CrawlRun]:
    """Return the last runs that read a source as a whole, the newest last."""
    good = select(CrawlRun).where(CrawlRun.source == source, CrawlRun.outcome.in_(GOOD_RUNS))
    return list(session.scalars(good.order_by(CrawlRun.id.desc()).limit(limit)))[::-1]


def tries_in_vain(session: Session, source: str) -> int:
    """Return how many of the last runs in a row did not come to an end."""
    newest = select(CrawlRun.outcome).where(CrawlRun.source == source)
    outcomes = session.scalars(newest.order_by(CrawlRun.id.desc()).limit(_TRIES))
    return sum(1 for _ in takewhile(lambda outcome: outcome in UNFINISHED_RUNS, outcomes))


def news_days(session: Session, source: str) -> list[date]:
    """Return the local days of the last good runs that brought something new, the newest last."""
    news = (
        select(CrawlRun.started_at)
        .where(CrawlRun.source == source, CrawlRun.outcome.in_(GOOD_RUNS))
        .where(CrawlRun.new + CrawlRun.changed > 0)
        .order_by(CrawlRun.id.desc())
        .limit(_NEWS_RUNS)
    )
    return [local_date(at) for at in session.scalars(news)][::-1]


def _trends(session: Session) -> dict[str, list[tuple[datetime, int]]]:
    place = func.row_number().over(partition_by=CrawlRun.source, order_by=CrawlRun.id.desc())
    ranked = (
        select(CrawlRun.id, place.label("place")).where(CrawlRun.outcome.in_(GOOD_RUNS)).subquery()
    )
    rows = session.execute(
        select(CrawlRun.source, CrawlRun.started_at, CrawlRun.entries)
        .join(ranked, ranked.c.id == CrawlRun.id)
        .where(ranked.c.place <= TREND_RUNS)
        .order_by(CrawlRun.id)
    )
    trends: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for source, at, entries in rows:
        trends[source].append((at, entries))
    return trends


def _open(session: Session) -> dict[str, list[Finding]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    rows = select(Finding).where(Finding.cleared_at.is_(None)).order_by(Finding.id)
    for finding in session.scalars(rows):
        found[finding.source].append(finding)
    return found
