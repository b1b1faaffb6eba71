"""Ledger: what a subscriber has been told, and the rows of a new mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DeliveryItem
from db.vocabulary import DeliveryState, Reason
from notifier.news.select import Known, Selected

# A mail in one of these states reached nobody: what stood in it is still to be told.
UNTOLD = (DeliveryState.FAILED, DeliveryState.SUPPRESSED)


def known_to(session: Session, subscriber_id: int) -> Known:
    """Return what a subscriber has been told, or will be by a mail on its way."""
    rows = session.execute(
        select(
            DeliveryItem.opportunity_id,
            DeliveryItem.revision_id,
            DeliveryItem.reason,
            DeliveryItem.about,
        )
        .join(Delivery)
        .where(DeliveryItem.subscriber_id == subscriber_id, Delivery.state.not_in(UNTOLD))
    )
    return Known.of((one, revision, reason, about) for one, revision, reason, about in rows)


def write_delivery(session: Session, delivery: Delivery, told: Sequence[Selected]) -> None:
    """Write a planned mail and what stands in it.

    Items of an earlier mail that reached nobody move over to this one.
    """
    undelivered = select(Delivery.id).where(
        Delivery.subscriber_id == delivery.subscriber_id, Delivery.state.in_(UNTOLD)
    )
    session.execute(
        delete(DeliveryItem).where(
            DeliveryItem.subscriber_id == delivery.subscriber_id,
            DeliveryItem.delivery_id.in_(undelivered),
            DeliveryItem.revision_id.in_([one.news.revision_id for one in told]),
        )
    )
    delivery.items = list(_items(delivery.subscriber_id, told))
    session.add(delivery)


def _items(subscriber_id: int, told: Sequence[Selected]) -> Iterable[DeliveryItem]:
    for one in told:
        for reason in one.reasons:
            yield DeliveryItem(
                subscriber_id=subscriber_id,
                opportunity_id=one.news.opportunity_id,
                revision_id=one.news.revision_id,
                reason=reason,
                about=one.closes_on if reason is Reason.CLOSING else "",
                explanation=one.explanation,
            )
