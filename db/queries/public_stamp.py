"""Public stamp: with the stock's, numbers that are others as soon as any public page would be."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.decisions import Decision
from db.findings import Finding
from db.identities import Identity
from db.opportunities import Revision
from db.vocabulary import RunOutcome

RECENT_RUNS = 1000  # among which a visit is that has not ended


_NEWEST = [
    select(func.max(column)).scalar_subquery()
    for column in (Revision.id, Decision.id, Identity.id, Finding.id, CrawlRun.id)
]
_COUNTS = [
    select(func.count(column)).scalar_subquery()
    for column in (Identity.undone_at, Finding.cleared_at, Finding.acknowledged_at)
]
# A visit gets its outcome on its row; visits that began later may have ended before.
_RUNNING = (
    select(func.sum(CrawlRun.id))
    .where(
        CrawlRun.id > select(func.max(CrawlRun.id) - RECENT_RUNS).scalar_subquery(),
        CrawlRun.outcome == RunOutcome.RUNNING,
    )
    .scalar_subquery()
)
_STAMP = select(*_NEWEST, *_COUNTS, _RUNNING)


def public_stamp(session: Session) -> tuple[int, ...]:
    """Return what tells one state of all that strangers see from another, at next to no cost.

    That is what hangs together, and how the sources do; what is published has `stock_stamp`.
    """
    return tuple(int(one or 0) for one in session.execute(_STAMP).one())
