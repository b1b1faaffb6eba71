"""Clock sights: what the clock last showed, so that one that leaps is noticed.

A clock that is years ahead for a moment would otherwise plan issues of days to come, give up
mails as too old, and end sessions. So a leap is believed only when it lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.deliveries import DigestIssue
from db.engine import reading, writing
from db.local_date import local_date
from db.rhythm import CATCH_UP
from db.upsert import insert_into

# Within it the rules of due days bear with a clock that is wrong, or with a machine that was off.
LEAP = CATCH_UP
# So long a new time has to stand before it is believed.
LASTING = timedelta(minutes=30)
_SELDOM = timedelta(minutes=5)  # between two rows that say only that time goes on


class ClockSight(Base):
    """The one row: the newest time that was believed, and since when another one is shown."""

    __tablename__ = "clock_sights"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    leapt_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leap:
    """A clock that stands far from where it stood; `believed` since it stayed there."""

    last_at: datetime
    now: datetime
    believed: bool = False


def look(engine: Engine, now: datetime) -> Leap | None:
    """Take note of what the clock shows; return its leap, or None where time merely went on.

    The very first sight is believed. A second service whose clock did not leap undoes the doubt
    about its own time, not about the other's, which never lasts then.
    """
    with reading(engine) as session:
        sight = session.get(ClockSight, 1)
        if sight and sight.leapt_at is None and abs(now - sight.seen_at) < _SELDOM:
            return None
    first = insert_into(engine, ClockSight).values(id=1, seen_at=now).on_conflict_do_nothing()
    with writing(engine) as session:
        if session.execute(first.returning(ClockSight.id)).first() is not None:
            return None
        sight = session.get_one(ClockSight, 1, with_for_update=True)
        last_at = sight.seen_at
        if abs(now - last_at) <= LEAP:
            sight.seen_at, sight.leapt_at = now, None
            return None
        if sight.leapt_at is None or abs(now - sight.leapt_at) > LEAP:
            sight.leapt_at = now
        if now - sight.leapt_at < LASTING:
            return Leap(last_at=last_at, now=now)
        sight.seen_at, sight.leapt_at = now, None
        if now < last_at:
            _leave_out_later(session, now)
        return Leap(last_at=last_at, now=now, believed=True)


def doubted(session: Session, now: datetime) -> Leap | None:
    """Return the leap of a clock, as far as it is not believed; writes nothing."""
    sight = session.get(ClockSight, 1)
    if sight is None or abs(now - sight.seen_at) <= LEAP:
        return None
    return Leap(last_at=sight.seen_at, now=now)


def _leave_out_later(session: Session, now: datetime) -> None:
    """Let issues of days that have not come yet serve nobody: the clock was ahead when they were.

    It was ahead for long enough to be believed, and has been put right.
    """
    session.execute(
        update(DigestIssue)
        .where(DigestIssue.issued_on > local_date(now) + LEAP)
        .values(untimely=True)
    )
