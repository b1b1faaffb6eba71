"""Saved filters: what somebody who signs in looks for again and again, under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class SavedFilter(Base):
    """One filter of one account; `wanted` is a `db.finding.filter.Filter` as JSON."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(String(120))
    wanted: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Webhook(Base):
    """An address that is told of every material change to what fits a saved filter.

    `secret` signs what is sent, until `former_until_at` the `former_secret` does so, too.
    `after_number` is the last change of the log that was looked at, `fitting` are the numbers of
    what fitted then. `stopped_at` is when it was stopped and `stopped_why` why, in German: by its
    owner or because nobody answered for long.
    """

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    saved_filter_id: Mapped[int] = mapped_column(ForeignKey("saved_filters.id"), unique=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(80))
    former_secret: Mapped[str] = mapped_column(String(80), default="", server_default="")
    former_until_at: Mapped[datetime | None]
    after_number: Mapped[int] = mapped_column(default=0)
    fitting: Mapped[list[Any]] = mapped_column(default=list)
    made_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    stopped_why: Mapped[str] = mapped_column(Text, default="", server_default="")


class WebhookCall(Base):
    """One change on its way to a webhook; each is told to each of them once.

    The bytes are fixed when planned, so that a retry is the same call with the same `call_id`;
    of what was hidden before it went, what stood there is left out.
    `number` is the change's in the log; a test call has none. `state` is a
    `db.vocabulary.DeliveryState`; one that is sending is `claimed_at` since then.
    """

    __tablename__ = "webhook_calls"
    __table_args__ = (
        UniqueConstraint("webhook_id", "number"),
        Index("ix_webhook_calls_due", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id"))
    number: Mapped[int | None]
    call_id: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    planned_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
