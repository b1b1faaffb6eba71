"""Source acts: which sources staff paused, and what they asked for and decided of one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.source_orders import SourceOrder

OF_SOURCES = (Act.PAUSE, Act.FULL_TEXT, Act.RUN, Act.CHECK, Act.ACKNOWLEDGE, Act.WATCH)


def paused_sources(session: Session) -> dict[str, Decision]:
    """Return the sources that are paused, with who paused each, when and why."""
    standing = select(Decision).where(Decision.act == Act.PAUSE, Decision.undone_at.is_(None))
    # Of two that came at once the first counts.
    return {row.about: row for row in session.scalars(standing.order_by(Decision.id.desc()))}


def decided_of_source(session: Session, source: str, limit: int = 30) -> list[Decision]:
    """Return what people decided of a source, the newest first."""
    found = select(Decision).where(Decision.about == source, Decision.act.in_(OF_SOURCES))
    return list(session.scalars(found.order_by(Decision.id.desc()).limit(limit)))


def orders_of(session: Session, about: str, limit: int = 10) -> list[SourceOrder]:
    """Return what was asked of a source, the newest first."""
    found = select(SourceOrder).where(SourceOrder.about == about)
    return list(session.scalars(found.order_by(SourceOrder.id.desc()).limit(limit)))
