"""Gauges: how much there is of what, for who watches an installation; numbers and no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db import leases
from db.bounces import Bounce
from db.deliveries import Delivery, DigestIssue
from db.findings import Finding
from db.letters import Letter
from db.queries.issues import UNDER_WAY
from db.queries.source_states import SourceState, source_states
from db.reviews import ReviewItem
from db.source_orders import SourceOrder
from db.subscribers import Subscriber, Suppression
from db.vocabulary import SELECTION, BounceKind, Cadence, DeliveryState, OrderState, ReviewState

Labels = tuple[tuple[str, str], ...]
SOURCE_STATES = ("ok", "wrong", "paused", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One thing that is counted: its name, what it is, and a number for each set of labels."""

    name: str
    about: str
    values: Mapping[Labels, float]


def gauges(session: Session, slugs: Collection[str], now: datetime) -> list[Gauge]:
    """Return all gauges; the questions asked do not grow with what is counted."""
    return [
        _one("service_alive", "Whether a service gave a sign of life.", _alive(session, now)),
        _mails(session),
        _one(
            "oldest_waiting_mail_seconds",
            "Age of the oldest mail that has not gone.",
            _oldest_waiting(session, now),
        ),
        _by("issues", "Issues planned.", "cadence", _counts(session, DigestIssue.cadence), ISSUED),
        _by("sources", "Sources by state.", "state", _sources(session, slugs), SOURCE_STATES),
        _by(
            "questions", "Questions to staff.", "state",
            _counts(session, ReviewItem.state), ReviewState,
        ),
        _by(
            "orders", "What staff asked of the service.", "state",
            _counts(session, SourceOrder.state), OrderState,
        ),
        _by(
            "bounces", "Mails that came back.", "kind",
            _counts(session, Bounce.kind), WRITTEN_DOWN,
        ),
        _one("findings", "What is wrong now.", _count(session, Finding.cleared_at.is_(None))),
        _one(
            "subscribers", "Who gets mail.",
            _count(
                session, Subscriber.confirmed_at.is_not(None), Subscriber.unsubscribed_at.is_(None)
            ),
        ),
        _one("suppressions", "Addresses that get none.", _count(session, Suppression.email != "")),
    ]  # fmt: skip


ISSUED = (*Cadence, SELECTION)
WRITTEN_DOWN = (BounceKind.HARD, BounceKind.SOFT, BounceKind.UNWANTED, BounceKind.COMPLAINT)


def is_alive(session: Session, now: datetime) -> bool:
    """Whether a service gave a sign of life within the last minutes."""
    return leases.SERVICE in leases.held(session, now)


def _alive(session: Session, now: datetime) -> int:
    return int(is_alive(session, now))


def _mails(session: Session) -> Gauge:
    values: dict[Labels, float] = {}
    for ledger, state in (("digest", Delivery.state), ("letter", Letter.state)):
        counts = _counts(session, state)
        for one in DeliveryState:
            values[(("ledger", ledger), ("state", one.value))] = counts.get(one, 0)
    return Gauge(name="mails", about="Mails by ledger and state.", values=values)


def _oldest_waiting(session: Session, now: datetime) -> float:
    oldest = [
        session.scalar(select(func.min(mails.planned_at)).where(mails.state.in_(UNDER_WAY)))
        for mails in (Delivery, Letter)
    ]
    return max(((now - at).total_seconds() for at in oldest if at), default=0.0)


def _sources(session: Session, slugs: Collection[str]) -> Mapping[str, int]:
    return Counter(_state_of(one) for one in source_states(session, slugs).values())


def _state_of(source: SourceState) -> str:
    if source.paused:
        return "paused"
    if source.worrying:
        return "wrong"
    return "ok" if source.good_at else "never"


def _counts(session: Session, column: InstrumentedAttribute[str]) -> Mapping[str, int]:
    rows = session.execute(select(column, func.count()).group_by(column))
    return {value: count for value, count in rows}


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0


def _one(name: str, about: str, value: float) -> Gauge:
    return Gauge(name=name, about=about, values={(): value})


def _by(
    name: str, about: str, label: str, counts: Mapping[str, int], known: Iterable[str]
) -> Gauge:
    """Return a gauge with a number for every value there can be: nothing is a number, too."""
    values: dict[Labels, float] = {
        ((label, str(one)),): float(counts.get(str(one), 0)) for one in known
    }
    return Gauge(name=name, about=about, values=values)
