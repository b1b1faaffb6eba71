"""Subscribers, what they want to hear of, and the proof that they asked for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
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
    subscriptions: Mapped[list[Subscription]] = relationship(
        back_populates="subscriber", order_by="Subscription.id"
    )


class Subscription(Base):
    """Topics × area × applicant types × levels × cadence; an empty list means: all."""

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    area: Mapped[str] = mapped_column(String(80))
    topics: Mapped[list[Any]] = mapped_column(default=list)
    applicants: Mapped[list[Any]] = mapped_column(default=list)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    cadence: Mapped[str] = mapped_column(String(20), index=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    subscriber: Mapped[Subscriber] = relationship(back_populates="subscriptions")


class Consent(Base):
    """Proof that a subscriber agreed: when, to which words, and by which way."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    given_at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(String(40))  # operator, double_opt_in


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


def has_subscribers(session: Session) -> bool:
    """Whether anybody has subscribed and stayed."""
    found = select(Subscriber.id).where(Subscriber.unsubscribed_at.is_(None)).limit(1)
    return session.scalar(found) is not None
