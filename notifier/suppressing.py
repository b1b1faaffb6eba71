"""Suppressing: an address that gets no mail any more, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.subscribers import Suppression
from db.upsert import insert_into


def suppress(session: Session, address: str, reason: str, now: datetime) -> None:
    """Write down that an address gets nothing any more; what was known of it before stays."""
    row = insert_into(session.get_bind(), Suppression).values(
        email=address.lower(), reason=reason, since_at=now
    )
    session.execute(row.on_conflict_do_nothing())
