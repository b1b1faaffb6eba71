"""Mail ledger: the digests' mails, the newest first, by state, reader and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, defer

from db.deliveries import Delivery
from db.local_date import BERLIN
from db.vocabulary import DeliveryState

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Mails:
    """Which mails are wanted; what is empty wants all."""

    state: str = ""
    reader: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """The mails of which a person has to say what becomes: how many, and the newest of them."""

    count: int
    may_go_again: int
    newest: int


def mails(session: Session, wanted: Mails, page: int = 1) -> tuple[list[Delivery], int]:
    """Return a page of the wanted mails without their bytes, and how many there are."""
    only = _conditions(wanted)
    count = session.scalar(select(func.count()).select_from(Delivery).where(*only)) or 0
    found = select(Delivery).options(defer(Delivery.message)).where(*only)
    start = (page - 1) * ON_A_PAGE
    ordered = found.order_by(Delivery.id.desc()).offset(start).limit(ON_A_PAGE)
    return list(session.scalars(ordered)), count


def mails_by_state(session: Session) -> dict[str, int]:
    """Return how many mails there are in each state."""
    rows = session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
    return {state: count for state, count in rows}


def unclear_mails(session: Session, fresh_since: datetime) -> Unclear:
    """Return how many mails wait for a person's word; of those since then some may go once more."""
    fresh = and_(Delivery.planned_at > fresh_since, Delivery.message != b"")
    count, fresh_count, newest = session.execute(
        select(func.count(), func.count(case((fresh, Delivery.id))), func.max(Delivery.id)).where(
            *_UNCLEAR
        )
    ).one()
    return Unclear(count=count, may_go_again=fresh_count, newest=newest or 0)


def unclear_until(session: Session, number: int, fresh_since: datetime | None = None) -> list[int]:
    """Return the unclear mails up to one, with `fresh_since` only those that may still go."""
    found = select(Delivery.id).where(*_UNCLEAR, Delivery.id <= number).order_by(Delivery.id)
    if fresh_since is not None:
        found = found.where(Delivery.planned_at > fresh_since, Delivery.message != b"")
    return list(session.scalars(found))


_UNCLEAR = (Delivery.state == DeliveryState.UNCLEAR, Delivery.settled_at.is_not(None))


def _conditions(wanted: Mails) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(Delivery.state == wanted.state)
    if wanted.reader:
        conditions.append(Delivery.recipient.icontains(wanted.reader, autoescape=True))
    if wanted.day:
        begin, end = (
            datetime.combine(day, time(), BERLIN).astimezone(UTC)
            for day in (wanted.day, wanted.day + timedelta(days=1))
        )
        conditions += [Delivery.planned_at >= begin, Delivery.planned_at < end]
    return conditions
