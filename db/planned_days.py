"""Planned days: what is done once a day is done once, whoever does it and however often."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.upsert import insert_into


class PlannedDay(Base):
    """One thing that was planned for one local day."""

    __tablename__ = "planned_days"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    on: Mapped[date] = mapped_column("on_day", primary_key=True)
    planned_at: Mapped[datetime]


def begin_day(session: Session, kind: str, on: date, now: datetime) -> bool:
    """Take a day for a kind of work; False where it was taken before.

    The day is taken with what the caller's transaction does for it, or not at all; who comes at
    the same time waits for its end.
    """
    fresh = insert_into(session.get_bind(), PlannedDay).values(kind=kind, on=on, planned_at=now)
    taken = session.execute(fresh.on_conflict_do_nothing().returning(PlannedDay.kind))
    return taken.first() is not None


def was_planned(session: Session, kind: str, on: date) -> bool:
    """Whether a day was taken for a kind of work."""
    return session.get(PlannedDay, (kind, on)) is not None
