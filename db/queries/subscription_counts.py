"""Subscription counts: how many there are of what kind; whose they are is not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.local_date import local_date
from db.subscribers import ErasedAddress, Subscriber, Subscription

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionCounts:
    """How many get mail, and of what kind their subscriptions are.

    By topic and region a subscription counts for each that it names; under "" stand those that
    name no topic, which means all. `months` begin with this one: who came, and who left.
    """

    readers: int
    paused: int
    subscriptions: int
    by_region: Mapping[str, int]
    by_topic: Mapping[str, int]
    by_cadence: Mapping[str, int]
    months: tuple[tuple[date, int, int], ...]


def subscription_counts(
    session: Session, today: date, region_of: Callable[[str], str]
) -> SubscriptionCounts:
    """Count what runs today; `region_of` says for an area's key under which one it counts."""
    stays = and_(Subscriber.confirmed_at.is_not(None), Subscriber.unsubscribed_at.is_(None))
    readers, paused = session.execute(
        select(
            func.count(Subscriber.id),
            func.count(Subscriber.id).filter(Subscriber.paused_until_on > today),
        ).where(stays)
    ).one()
    running = session.execute(
        select(Subscription.area, Subscription.topics, Subscription.cadence)
        .join(Subscriber, Subscriber.id == Subscription.subscriber_id)
        .where(stays, Subscription.ended_at.is_(None))
    ).all()
    return SubscriptionCounts(
        readers=readers,
        paused=paused,
        subscriptions=len(running),
        by_region=_most_first(Counter(region_of(area) for area, _topics, _cadence in running)),
        by_topic=_most_first(
            Counter(topic for _area, topics, _cadence in running for topic in topics or [""])
        ),
        by_cadence=Counter(cadence for _area, _topics, cadence in running),
        months=tuple(_months(session, today)),
    )


def _most_first(counts: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _months(session: Session, today: date) -> Iterator[tuple[date, int, int]]:
    """Yield the first day of each of the last months, who came in it, and who left."""
    came = _by_month(session.scalars(select(Subscriber.confirmed_at)))
    left = _by_month(session.scalars(select(Subscriber.unsubscribed_at)))
    # Of those who had everything erased only the day is known.
    left += _by_month(session.scalars(select(ErasedAddress.since_at)))
    first = today.replace(day=1)
    for back in range(MONTHS):
        number = first.year * 12 + first.month - 1 - back
        month = date(number // 12, number % 12 + 1, 1)
        yield month, came[month], left[month]


def _by_month(instants: Iterable[datetime | None]) -> Counter[date]:
    return Counter(local_date(at).replace(day=1) for at in instants if at is not None)
