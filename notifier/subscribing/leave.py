"""Leave: end all subscriptions of an address, or a single one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from db.subscribers import Consent, Subscriber, SubscriberLink, SubscriberSession


class Way(StrEnum):
    """How somebody left."""

    ONE_CLICK = "one_click"  # RFC 8058
    MAIL = "mail"  # mailto: of List-Unsubscribe
    PAGE = "page"
    COMPLAINT = "complaint"  # the mail was reported as unwanted
    PHONE = "phone"  # somebody of the service desk was told so
    LETTER = "letter"


def leave(
    session: Session, subscriber: Subscriber, now: datetime, *, way: str, by: str = ""
) -> bool:
    """End all that a subscriber gets, and return False where that was done before.

    The consent is withdrawn, feeds end, and no browser is let in any more. Who comes back
    subscribes anew. `by` is who did it on the subscriber's behalf. The caller owns the
    transaction.
    """
    if subscriber.unsubscribed_at is not None:
        return False
    subscriber.unsubscribed_at = now
    subscriber.paused_until_on = None
    for one in subscriber.subscriptions:
        one.ended_at = one.ended_at or now
        one.feed_key = None
    session.execute(
        update(Consent)
        .where(Consent.subscriber_id == subscriber.id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now, withdrawn_way=way, withdrawn_by=by)
    )
    for ways_in in (SubscriberLink, SubscriberSession):
        session.execute(delete(ways_in).where(ways_in.subscriber_id == subscriber.id))
    return True


def leave_one(
    session: Session, subscriber: Subscriber, subscription_id: int, now: datetime, *, way: str
) -> bool:
    """End a single subscription; with the last one the subscriber leaves.

    Returns False where there is no such subscription, or it ended before.
    """
    running = {one.id: one for one in subscriber.subscriptions if one.ended_at is None}
    one = running.pop(subscription_id, None)
    if one is None:
        return False
    if not running:
        return leave(session, subscriber, now, way=way)
    one.ended_at, one.feed_key = now, None
    return True
