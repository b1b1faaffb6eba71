"""Holdings: how much of each source is published, since when, and when it last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.opportunities import Opportunity, Revision
from db.vocabulary import Presence, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is published of one source."""

    count: int
    since_at: datetime
    changed_at: datetime


def holdings(session: Session) -> dict[str, Holding]:
    """Return what is published of each source of which something is."""
    rows = session.execute(
        select(
            Opportunity.source,
            func.count(),
            func.min(Opportunity.first_seen_at),
            func.max(Revision.made_at),
        )
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(
            Opportunity.visibility == Visibility.PUBLISHED,
            Opportunity.presence != Presence.WITHDRAWN,
        )
        .group_by(Opportunity.source)
        .order_by(Opportunity.source)
    )
    return {
        source: Holding(count=count, since_at=since_at, changed_at=changed_at)
        for source, count, since_at, changed_at in rows
    }
