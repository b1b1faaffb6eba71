"""Leases: one process at a time does a job, and a dead one does not block it for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, String, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.engine import reading, writing
from db.upsert import insert_into

_BEYOND = timedelta(days=1)
SERVICE = "service"  # held by a service that runs, as a sign of life


class Lease(Base):
    """Who does a job, and until when nobody else may."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until_at: Mapped[datetime]


def take(engine: Engine, name: str, holder: str, now: datetime, lasting: timedelta) -> bool:
    """Take or renew a lease; return False while somebody else holds it."""
    fresh = insert_into(engine, Lease).values(name=name, holder=holder, until_at=now + lasting)
    with writing(engine) as session:
        if session.execute(fresh.on_conflict_do_nothing().returning(Lease.name)).first():
            return True
        free = or_(
            Lease.until_at <= now,
            Lease.holder == holder,
            # Nobody takes one for so long: it was taken by a clock that was wrong.
            Lease.until_at > now + lasting + _BEYOND,
        )
        renewed = (
            update(Lease)
            .where(Lease.name == name, free)
            .values(holder=holder, until_at=now + lasting)
            .returning(Lease.name)
        )
        return session.execute(renewed).first() is not None


def held(session: Session, now: datetime) -> dict[str, str]:
    """Return the leases that hold at an instant, and who holds each."""
    holding = select(Lease.name, Lease.holder).where(Lease.until_at > now)
    return {name: holder for name, holder in session.execute(holding)}


def give_back(engine: Engine, name: str, holder: str) -> None:
    """End a lease early; one that is somebody else's by now is left alone."""
    with writing(engine) as session:
        session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))


def let_go(engine: Engine, now: datetime, alive: Callable[[str], bool]) -> None:
    """End the leases of those who, by what is known of them, are at work no more."""
    with reading(engine) as session:
        holding = held(session, now)
    for name, holder in holding.items():
        if not alive(holder):
            give_back(engine, name, holder)
