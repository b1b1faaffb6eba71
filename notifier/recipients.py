"""Recipients: who asked for an issue and may get mail at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.deliveries import Delivery, DigestIssue
from db.local_date import local_date
from db.subscribers import Subscriber, Subscription, Suppression
from db.vocabulary import Cadence
from notifier.digest.explanation import Places
from notifier.ledger import UNTOLD
from notifier.news.load import wish_of
from notifier.news.select import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A subscriber who asked for this cadence. `problems` are German sentences for staff."""

    subscriber_id: int
    wishes: tuple[Wish, ...]
    problems: tuple[str, ...] = ()


def may_get_mail() -> ColumnElement[bool]:
    """Return the condition: confirmed, not unsubscribed, not suppressed."""
    return and_(
        Subscriber.confirmed_at.is_not(None),
        Subscriber.unsubscribed_at.is_(None),
        ~suppressed(Subscriber.email),
    )


def suppressed(address: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition: this address gets nothing, whatever it asked for."""
    return exists().where(Suppression.email == func.lower(address))


def candidates(session: Session, cadence: Cadence, places: Places) -> list[Candidate]:
    """Return everybody with a running subscription of that cadence, oldest first.

    A subscription that no issue of its cadence followed yet asks for its first one.
    """
    followed = exists().where(
        Delivery.subscriber_id == Subscription.subscriber_id,
        Delivery.state.not_in(UNTOLD),
        Delivery.planned_at >= Subscription.created_at,
        DigestIssue.id == Delivery.issue_id,
        DigestIssue.cadence == cadence,
    )
    rows = session.execute(
        select(Subscription, followed)
        .join(Subscriber)
        .where(Subscription.cadence == cadence, Subscription.ended_at.is_(None), may_get_mail())
        .order_by(Subscription.subscriber_id, Subscription.id)
    )
    return [
        _candidate(subscriber_id, [(one, followed) for one, followed in asked], places)
        for subscriber_id, asked in groupby(rows, key=lambda row: row[0].subscriber_id)
    ]


def _candidate(
    subscriber_id: int, asked: Sequence[tuple[Subscription, bool]], places: Places
) -> Candidate:
    wishes, problems = [], []
    for subscription, followed in asked:
        since = None if followed else local_date(subscription.created_at)
        try:
            wishes.append(replace(wish_of(subscription, places), asked_on=since))
        except LookupError:
            problems.append(
                f"Abonnement {subscription.id}: Das Gebiet {subscription.area} ist unbekannt."
            )
    return Candidate(subscriber_id=subscriber_id, wishes=tuple(wishes), problems=tuple(problems))
