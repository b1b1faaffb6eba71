"""Tips: those that wait for the service desk, and those that are settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from db.tips import Tip


def open_tips(session: Session) -> int:
    """Return how many tips wait for an answer."""
    waiting = select(func.count()).select_from(Tip).where(Tip.settled_at.is_(None))
    return session.scalar(waiting) or 0


def tips(session: Session, limit: int, skipped: int = 0) -> tuple[Sequence[Tip], int]:
    """Return some tips, and how many there are: open ones first.

    Of these, what people told comes before what was found, and of that what ends first.
    """
    ordered = _ordered(select(Tip)).limit(limit).offset(skipped)
    count = session.scalar(select(func.count()).select_from(Tip)) or 0
    return session.scalars(ordered).all(), count


def next_open(session: Session, after: int) -> int | None:
    """Return the number of the tip to look at after one; none where no other is open."""
    waiting = select(Tip.id).where(Tip.settled_at.is_(None), Tip.id != after)
    return session.scalars(_ordered(waiting).limit(1)).first()


def _ordered(rows: Select[Any]) -> Select[Any]:
    is_open = Tip.settled_at.is_(None)
    ends_on = case((is_open, Tip.until_on))
    return rows.order_by(
        is_open.desc(),
        case((is_open, Tip.found), else_=False),
        ends_on.is_(None),
        ends_on,
        Tip.last_at.desc(),
        Tip.id.desc(),
    )
