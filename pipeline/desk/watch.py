"""Watch: who had a page watched, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.decisions import Act, Decision


def note_watched(session: Session, slug: str, by: str, now: datetime) -> Decision:
    """Write down that a person had a page watched; the caller owns the transaction."""
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    decision = Decision(act=Act.WATCH, about=slug, value=[], decided_by=by, decided_at=now)
    session.add(decision)
    return decision
