"""Source readings: when each source was last read as a whole, and what is wrong with it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.findings import MAIL, Finding
from db.vocabulary import GOOD_RUNS, FindingKind

# That nothing new comes is no fault of a source.
_HARMLESS = (FindingKind.SILENT, FindingKind.UNSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """How one source was read: `broken_at` since when it is not, `partly_at` not all of it."""

    good_at: datetime | None = None
    broken_at: datetime | None = None
    partly_at: datetime | None = None


def source_readings(session: Session) -> Mapping[str, SourceReading]:
    """Return how every source that was ever visited was read, in two questions."""
    good = session.execute(
        select(CrawlRun.source, func.max(CrawlRun.started_at))
        .where(CrawlRun.outcome.in_(GOOD_RUNS))
        .group_by(CrawlRun.source)
    )
    read_at: dict[str, datetime] = {source: at for source, at in good}
    wrong = session.execute(
        select(Finding.source, Finding.kind, func.min(Finding.since_at))
        .where(Finding.cleared_at.is_(None), Finding.source.not_like(f"{MAIL}%"))
        .where(Finding.kind.not_in(_HARMLESS))
        .group_by(Finding.source, Finding.kind)
    )
    partly: dict[str, datetime] = {}
    broken: dict[str, datetime] = {}
    for source, kind, at in wrong:
        since = partly if kind == FindingKind.INCOMPLETE else broken
        since[source] = min(at, since.get(source, at))
    return {
        source: SourceReading(
            good_at=read_at.get(source),
            broken_at=broken.get(source),
            partly_at=partly.get(source),
        )
        for source in read_at.keys() | partly.keys() | broken.keys()
    }
