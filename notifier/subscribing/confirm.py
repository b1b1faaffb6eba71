"""Confirm: the mailbox says yes, and a request becomes subscriptions with their proof."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.secrets import digest_of
from db.subscribers import Consent, SubscriptionRequest, Suppression
from notifier.bounces.act import OWNER, forgive
from notifier.mail.message import spellings
from notifier.subscribing.erase import come_back
from notifier.subscribing.orders import subscribe, subscriber_at
from notifier.subscribing.request import orders_of, to_json

WAY = "double_opt_in"


def request_of(session: Session, secret: str, now: datetime) -> SubscriptionRequest | None:
    """Return the request that a link is for, confirmed or not; None where it is over or of none."""
    return session.scalar(
        select(SubscriptionRequest).where(
            SubscriptionRequest.digest == digest_of(secret),
            SubscriptionRequest.good_until_at > now,
        )
    )


def let_mail_in(session: Session, address: str, secret: str, now: datetime) -> None:
    """Let mail go to an address again whose owner has just shown that it arrives and is wanted."""
    written = spellings(address)
    session.execute(delete(Suppression).where(Suppression.email.in_(written)))
    for spelt in written:
        forgive(session, spelt, OWNER, now)
    come_back(session, secret, address)


def confirm(
    session: Session,
    request: SubscriptionRequest,
    chosen: Collection[int],
    wording: str,
    now: datetime,
    secret: str,
) -> bool:
    """Enter those of a request's orders that are chosen; return False where that was done before.

    Whoever had left, or was kept from mail, has just shown that mail is wanted and arrives.
    With `secret` an erased address is known again.
    """
    session.refresh(request, with_for_update=True)
    if request.confirmed_at is not None:
        return False
    orders = [one for number, one in enumerate(orders_of(request)) if number in chosen]
    subscriber, _came = subscriber_at(session, request.address, now)
    for order in orders:
        subscribe(subscriber, order, now)
    session.add(
        Consent(
            subscriber_id=subscriber.id,
            given_at=now,
            wording=wording,
            way=WAY,
            requested_at=request.requested_at,
            request_wording=request.wording,
        )
    )
    let_mail_in(session, request.address, secret, now)
    request.orders = [to_json(one) for one in orders]
    request.confirmed_at, request.pending = now, None
    return True
