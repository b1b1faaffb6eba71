"""Source orders: what staff ask of the service about a source, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, String, Text, and_, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.engine import writing
from db.upsert import insert_into
from db.vocabulary import OrderAct, OrderState

ATTEMPTS = 3  # a process that dies over an order is not to die over it for ever
OPEN = (OrderState.WAITING, OrderState.RUNNING)


class SourceOrder(Base):
    """One order to the service. A person gives it, a tick of the service takes it.

    `about` is the source's slug, or the address that somebody wants to look at; `facts` what was
    said of that address. `open_as` holds act and subject while the order is open: nobody asks
    twice for the same at once. `until_at` is when a claim ends whose holder is heard of no more.
    """

    __tablename__ = "source_orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(Text, index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default=OrderState.WAITING, index=True)
    open_as: Mapped[str | None] = mapped_column(Text, unique=True)
    asked_by: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(String(80), default="")
    until_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)


def place_order(
    session: Session,
    act: OrderAct,
    about: str,
    by: str,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> tuple[SourceOrder, bool]:
    """Place an order, or find the same one that is open; say whether it is new."""
    name = f"{act}:{about}"
    row = {
        "act": act, "about": about, "facts": facts or {}, "state": OrderState.WAITING,
        "open_as": name, "asked_by": by, "asked_at": now, "holder": "", "attempts": 0,
        "outcome": "", "reason": "", "result": {},
    }  # fmt: skip
    fresh = insert_into(session.get_bind(), SourceOrder).values(**row)
    new = session.scalar(fresh.on_conflict_do_nothing().returning(SourceOrder.id))
    found = select(SourceOrder).where(
        SourceOrder.id == new if new is not None else SourceOrder.open_as == name
    )
    return session.scalars(found).one(), new is not None


def open_orders(session: Session) -> list[SourceOrder]:
    """Return what is asked for and not done, the oldest first."""
    found = select(SourceOrder).where(SourceOrder.state.in_(OPEN))
    return list(session.scalars(found.order_by(SourceOrder.id)))


def claim_order(
    engine: Engine, order_id: int, holder: str, now: datetime, lasting: timedelta
) -> SourceOrder | None:
    """Take one order to carry it out; None where somebody else is at it or it is done.

    One whose holder is gone for good is taken over, or ended once that happened too often.
    """
    free = or_(
        SourceOrder.state == OrderState.WAITING,
        and_(SourceOrder.state == OrderState.RUNNING, SourceOrder.until_at <= now),
    )
    with writing(engine) as session:
        taken = session.execute(
            update(SourceOrder)
            .where(SourceOrder.id == order_id, free)
            .values(
                state=OrderState.RUNNING,
                holder=holder,
                begun_at=now,
                until_at=now + lasting,
                attempts=SourceOrder.attempts + 1,
            )
            .returning(SourceOrder.id)
        ).first()
        if taken is None:
            return None
        order = session.get_one(SourceOrder, order_id)
        if order.attempts > ATTEMPTS:
            _end(order, OrderState.FAILED, now)
            order.reason = "Der Dienst brach mehrmals ab, als er das tun sollte."
            return None
        session.expunge(order)
        return order


def release_orders(engine: Engine, now: datetime, alive: Callable[[str], bool]) -> None:
    """Let the orders wait again whose holder, by what is known of it, is at work no more."""
    with writing(engine) as session:
        running = select(SourceOrder).where(SourceOrder.state == OrderState.RUNNING)
        for order in session.scalars(running):
            if not alive(order.holder):
                order.until_at = now


def give_order_back(engine: Engine, order_id: int, holder: str) -> None:
    """Let an order wait again: somebody else is at the source, so this was no attempt."""
    with writing(engine) as session:
        session.execute(
            update(SourceOrder)
            .where(SourceOrder.id == order_id, SourceOrder.holder == holder)
            .where(SourceOrder.state == OrderState.RUNNING)
            .values(
                state=OrderState.WAITING,
                holder="",
                begun_at=None,
                until_at=None,
                attempts=SourceOrder.attempts - 1,
            )
        )


def settle_order(
    engine: Engine,
    order_id: int,
    holder: str,
    now: datetime,
    *,
    failed: bool = False,
    outcome: str = "",
    reason: str = "",
    result: dict[str, Any] | None = None,
) -> bool:
    """Write down what came of an order; False where it is somebody else's by now."""
    with writing(engine) as session:
        order = session.get(SourceOrder, order_id, with_for_update=True)
        if order is None or order.state != OrderState.RUNNING or order.holder != holder:
            return False
        _end(order, OrderState.FAILED if failed else OrderState.DONE, now)
        order.outcome, order.reason, order.result = outcome, reason, result or {}
        return True


def _end(order: SourceOrder, state: OrderState, now: datetime) -> None:
    order.state, order.done_at, order.open_as, order.until_at = state, now, None, None
