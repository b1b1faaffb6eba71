"""Leave: end all subscriptions of an address, or a single one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.selections import ListMember
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
    session.execute(
        update(ListMember)
        .where(ListMember.subscriber_id == subscriber.id, ListMember.left_at.is_(None))
        .values(left_at=now, left_way=way)
    )
    for ways_in in (SubscriberLink, SubscriberSession):
        session.execute(delete(ways_in).where(ways_in.subscriber_id == subscriber.id))
    return True


def leave_one(
    session: Session, subscriber: Subscriber, subscription_id: int, now: datetime, *, way: str
) -> bool:
    """End a single subscription; with the last of all that comes by mail the subscriber leaves.

    Returns False where there is no such subscription, or it ended before.
    """
    running = {one.id: one for one in subscriber.subscriptions if one.ended_at is None}
    one = running.pop(subscription_id, None)
    if one is None:
        return False
    if not left_with_nothing(session, subscriber, now, way=way, but=one.id):
        one.ended_at, one.feed_key = now, None
    return True


def left_with_nothing(
    session: Session, subscriber: Subscriber, now: datetime, *, way: str, but: int = 0
) -> bool:
    """Let a subscriber leave who gets nothing any more, `but` for the subscription that ends now.

    Returns whether that is so. The lists of regions count as well as subscriptions do.
    """
    if any(one.ended_at is None and one.id != but for one in subscriber.subscriptions):
        return False
    on_list = select(ListMember.id).where(
        ListMember.subscriber_id == subscriber.id,
        ListMember.confirmed_at.is_not(None),
        ListMember.left_at.is_(None),
    )
    if session.scalar(on_list.limit(1)) is not None:
        return False
    leave(session, subscriber, now, way=way)
    return True


def leave_list(
    session: Session, subscriber: Subscriber, area: str, now: datetime, *, way: str
) -> bool:
    """End one membership; all else that a subscriber gets goes on. False where it ended before."""
    session.flush()
    session.refresh(subscriber, with_for_update=True)
    row = member_of(session, subscriber.id, area)
    if row is None or row.confirmed_at is None or row.left_at is not None:
        return False
    row.left_at, row.left_way = now, way
    session.flush()
    left_with_nothing(session, subscriber, now, way=way)
    return True


def member_of(session: Session, subscriber_id: int, area: str) -> ListMember | None:
    """Return how a subscriber stands on the list of a region; None where he never was on it."""
    return session.scalar(
        select(ListMember).where(ListMember.subscriber_id == subscriber_id, ListMember.area == area)
    )
