"""Sitemap: the numbers of all opportunities that are shown, and when each was last written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.facts import Facts
from db.opportunities import Opportunity, Revision

Written = list[tuple[int, datetime]]


def shown_count(session: Session) -> int:
    """Return how many there are."""
    return session.scalar(select(func.count()).select_from(Facts)) or 0


def shown_entries(session: Session, limit: int, skipped: int) -> Iterator[Written]:
    """Yield some of them in the order of their numbers, a thousand at a time."""
    rows = session.execute(
        select(Facts.opportunity_id, Revision.made_at)
        .join(Opportunity, Opportunity.id == Facts.opportunity_id)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .order_by(Facts.opportunity_id)
        .limit(limit)
        .offset(skipped)
        .execution_options(yield_per=1000)
    )
    for some in rows.partitions():
        yield [(id, made_at) for id, made_at in some]
