"""Tips: those that wait for the service desk, and those that are settled."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tips import Tip


def open_tips(session: Session) -> int:
    """Return how many tips wait for an answer."""
    waiting = select(func.count()).select_from(Tip).where(Tip.settled_at.is_(None))
    return session.scalar(waiting) or 0


def tips(session: Session, limit: int, skipped: int = 0) -> tuple[Sequence[Tip], int]:
    """Return some tips, open ones first and among these the newest, and how many there are."""
    ordered = (
        select(Tip)
        .order_by(Tip.settled_at.is_not(None), Tip.last_at.desc(), Tip.id.desc())
        .limit(limit)
        .offset(skipped)
    )
    count = session.scalar(select(func.count()).select_from(Tip)) or 0
    return session.scalars(ordered).all(), count
