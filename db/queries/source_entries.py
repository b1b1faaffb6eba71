"""Source entries: what was read from one source, the newest news first."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.opportunities import Opportunity


def entries_of(session: Session, source: str, limit: int = 50) -> tuple[list[Opportunity], int]:
    """Return the newest entries of a source, and how many there are in all."""
    of_source = Opportunity.source == source
    count = session.scalar(select(func.count()).select_from(Opportunity).where(of_source)) or 0
    found = select(Opportunity).where(of_source).order_by(Opportunity.id.desc()).limit(limit)
    return list(session.scalars(found)), count
