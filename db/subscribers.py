"""Subscribers, what they want to hear of, and the proof that they asked for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, validates

from db.base import Base


class Subscriber(Base):
    """One address. `token` is the unguessable public name that signed links carry."""

    __tablename__ = "subscribers"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    token: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    unsubscribed_at: Mapped[datetime | None]
    # The first day on which there is mail again; it stays when the pause is over.
    paused_until_on: Mapped[date | None]
    # Whether a month without news brings a mail that says so.
    sign_of_life: Mapped[bool] = mapped_column(default=False, server_default=false())
    subscriptions: Mapped[list[Subscription]] = relationship(
        back_populates="subscriber", order_by="Subscription.id"
    )


class Subscription(Base):
    """Topics × area × applicant types × levels × cadence; an empty list means: all.

    `weekday` counts from Monday, 0, and is for weekly ones; None means the first working day.
    `required` words must stand in what is told, of which one is enough; none of the `excluded`
    may. `lead_days` is how long before its end something is told once more. `feed_key` is the
    secret in the address of the subscription's feed and calendar; None where there is none.
    `changed_at` is when it last came to ask for more, or for another place: what is open there is
    owed to its owner since. `narrowed` is what of a saved filter the other columns cannot say, as
    `db.finding.filter` writes it; empty for most.
    """

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    area: Mapped[str] = mapped_column(String(80))
    topics: Mapped[list[Any]] = mapped_column(default=list)
    applicants: Mapped[list[Any]] = mapped_column(default=list)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    cadence: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    weekday: Mapped[int | None]
    lead_days: Mapped[int] = mapped_column(default=14, server_default="14")
    required: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    excluded: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    narrowed: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    feed_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    subscriber: Mapped[Subscriber] = relationship(back_populates="subscriptions")


class Consent(Base):
    """Proof that a subscriber agreed: when, to which words, and by which way.

    Of a double opt-in it says when and with which words it was asked for, too. `withdrawn_way` is
    how it was withdrawn: a `notifier.subscribing.leave.Way`; `withdrawn_by` is who of the service
    desk did it on the subscriber's behalf.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    given_at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(String(40))  # operator, double_opt_in
    requested_at: Mapped[datetime | None]
    request_wording: Mapped[str] = mapped_column(Text, default="", server_default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_way: Mapped[str] = mapped_column(String(40), default="", server_default="")
    withdrawn_by: Mapped[str] = mapped_column(String(320), default="", server_default="")


class SubscriptionRequest(Base):
    """What somebody asked for who has not confirmed it yet: `orders` are subscriptions as JSON.

    `pending` is the address with the local day as long as it waits, and None afterwards: one
    request waits for an address and day. Of the link only a digest is stored.
    """

    __tablename__ = "subscription_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320), index=True)
    pending: Mapped[str | None] = mapped_column(String(340), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    orders: Mapped[list[Any]] = mapped_column(default=list)
    wording: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime]
    good_until_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]


class SubscriberLink(Base):
    """A link to a subscriber's own mailbox that lets change the subscriptions, once."""

    __tablename__ = "subscriber_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SubscriberSession(Base):
    """A browser in which a subscriber has shown that the mailbox is the own one."""

    __tablename__ = "subscriber_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Dismissal(Base):
    """ "Nicht für uns": never again this opportunity, or with `whole` its programme."""

    __tablename__ = "dismissals"
    __table_args__ = (UniqueConstraint("subscriber_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    whole: Mapped[bool] = mapped_column(default=False)
    dismissed_at: Mapped[datetime]


class Remembered(Base):
    """ "Vormerken": remind of this opportunity so many days before its end."""

    __tablename__ = "remembered"
    __table_args__ = (UniqueConstraint("subscriber_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    lead_days: Mapped[int]
    remembered_at: Mapped[datetime]


class Suppression(Base):
    """An address that gets no mail, whatever it subscribed to; kept in small letters."""

    __tablename__ = "suppressions"

    email: Mapped[str] = mapped_column(String(320), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    since_at: Mapped[datetime]

    @validates("email")
    def _small(self, _name: str, email: str) -> str:
        # So that it is found by its key, however a subscriber was written.
        return email.lower()


class ErasedAddress(Base):
    """An address whose owner had everything erased; only a keyed hash of it is kept.

    So it is not written to again by mistake; its owner may subscribe anew.
    """

    __tablename__ = "erased_addresses"

    address_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    since_at: Mapped[datetime]


def has_subscribers(session: Session) -> bool:
    """Whether anybody has subscribed and stayed."""
    found = select(Subscriber.id).where(Subscriber.unsubscribed_at.is_(None)).limit(1)
    return session.scalar(found) is not None
