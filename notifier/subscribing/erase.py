"""Erase: forget an address with all that is known of it; a keyed hash remains, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.deliveries import Delivery, DeliveryItem
from db.letters import Letter
from db.selections import ListMember
from db.subscribers import (
    Consent,
    Dismissal,
    ErasedAddress,
    Remembered,
    Subscriber,
    SubscriberLink,
    SubscriberSession,
    Subscription,
    SubscriptionRequest,
    Suppression,
)
from db.tips import Tip
from db.upsert import insert_into
from notifier.mail.message import spellings

# What belongs to a subscriber; a row before those that it points at.
_OWN = (
    DeliveryItem,
    Delivery,
    Dismissal,
    Remembered,
    SubscriberLink,
    SubscriberSession,
    Consent,
    ListMember,
    Subscription,
)


def address_key(secret: str, address: str) -> str:
    """Return what is kept of an erased address: without the secret nobody can try addresses."""
    plain = address.strip().lower()
    return hmac.new(
        secret.encode(), f"landbote/erased {plain}".encode(), hashlib.sha256
    ).hexdigest()


def erased(session: Session, secret: str, address: str) -> bool:
    """Whether the owner of an address had everything erased and has not come back since."""
    return session.get(ErasedAddress, address_key(secret, address)) is not None


def come_back(session: Session, secret: str, address: str) -> None:
    """Forget that an address was erased: its owner has confirmed that mail is wanted again."""
    key = address_key(secret, address)
    session.execute(delete(ErasedAddress).where(ErasedAddress.address_key == key))


def erase(session: Session, subscriber: Subscriber, secret: str, now: datetime) -> None:
    """Erase a subscriber and everything of the address, in the caller's transaction.

    Mails that are on their way are gone with it: what is not there cannot be sent.
    """
    address = subscriber.email.lower()
    # Whoever plans a mail to this subscriber at the same moment comes before, or finds nobody.
    session.refresh(subscriber, with_for_update=True)
    for table in _OWN:
        session.execute(delete(table).where(table.subscriber_id == subscriber.id))
    session.expire(subscriber, ["subscriptions"])
    session.execute(delete(Subscriber).where(Subscriber.id == subscriber.id))
    _forget_address(session, address)
    said = insert_into(session.get_bind(), ErasedAddress).values(
        address_key=address_key(secret, address), since_at=now
    )
    session.execute(said.on_conflict_do_nothing())


def _forget_address(session: Session, address: str) -> None:
    """Forget what is written down under an address and belongs to no subscriber."""
    written = spellings(address)
    session.execute(
        delete(SubscriptionRequest).where(func.lower(SubscriptionRequest.address).in_(written))
    )
    session.execute(delete(Suppression).where(Suppression.email.in_(written)))
    session.execute(delete(Letter).where(func.lower(Letter.recipient).in_(written)))
    session.execute(delete(ListMember).where(func.lower(ListMember.address).in_(written)))
    for tip in session.scalars(select(Tip).where(Tip.answerable).with_for_update()):
        kept = [_unsigned(one, written) for one in tip.told]
        if kept != tip.told:
            tip.told, tip.answerable = kept, any(one["reply_to"] for one in kept)


def _unsigned(words: dict[str, str], written: Sequence[str]) -> dict[str, str]:
    return {**words, "reply_to": ""} if words["reply_to"].lower() in written else words
