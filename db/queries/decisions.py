"""Decisions that stand, by entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import OVER_READINGS, Decision


def standing_decisions(session: Session, ids: Collection[int]) -> dict[int, list[Decision]]:
    """Return what people said over the readings of opportunities and nobody ended, oldest first."""
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    rows = (
        select(Decision)
        .where(Decision.opportunity_id.in_(ids), Decision.undone_at.is_(None))
        .where(Decision.act.in_(OVER_READINGS))
        .order_by(Decision.id)
    )
    for row in session.scalars(rows):
        found[row.opportunity_id or 0].append(row)
    return dict(found)
