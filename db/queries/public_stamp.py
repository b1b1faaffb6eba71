"""Public stamp: a few numbers that are others as soon as any public page would be another."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.decisions import Decision
from db.findings import Finding
from db.identities import Identity
from db.opportunities import Revision
from db.queries.stamp import stock_stamp
from db.vocabulary import RunOutcome

RECENT_RUNS = 1000  # among which a visit is that has not ended


def public_stamp(session: Session) -> tuple[int, ...]:
    """Return what tells one state of all that strangers see from another, at next to no cost.

    Besides what is published that is what hangs together, and how the sources do.
    """
    columns = (Revision.id, Decision.id, Identity.id, Finding.id, CrawlRun.id)
    newest = [select(func.max(column)).scalar_subquery() for column in columns]
    undone = select(func.count(Identity.undone_at)).scalar_subquery()
    cleared = select(func.count(Finding.cleared_at)).scalar_subquery()
    acknowledged = select(func.count(Finding.acknowledged_at)).scalar_subquery()
    # A visit gets its outcome on its row; visits that began later may have ended before.
    recent = select(func.max(CrawlRun.id) - RECENT_RUNS).scalar_subquery()
    running = (
        select(func.sum(CrawlRun.id))
        .where(CrawlRun.id > recent, CrawlRun.outcome == RunOutcome.RUNNING)
        .scalar_subquery()
    )
    found = session.execute(select(*newest, undone, cleared, acknowledged, running)).one()
    return (*stock_stamp(session), *(int(one or 0) for one in found))
