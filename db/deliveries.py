"""The ledger: which digest went to whom, what stood in it, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.mails import MailRow


class DigestIssue(Base):
    """One issue of the digest: a cadence on a local date.

    Of what goes out at once there are several a day: `slot` is the local hour of one. For all
    other cadences it is 0. What a regional manager sends is of no cadence but a "selection", and
    `slot` its number. `untimely` says that a wrong clock made it, of a day that had not come:
    it serves nobody's period.
    """

    __tablename__ = "digest_issues"
    __table_args__ = (UniqueConstraint("cadence", "issued_on", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cadence: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[date]
    slot: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    planned_at: Mapped[datetime | None]  # set once every subscriber has been looked at
    untimely: Mapped[bool] = mapped_column(default=False, server_default=false())


class Delivery(MailRow, Base):
    """One mail to one subscriber.

    Some time after it was settled its bytes are dropped (`notifier.retention`); `message` is empty
    then. `sources_note` is what it said of the sources, which nobody could say later.
    """

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("issue_id", "subscriber_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("digest_issues.id"))
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"), index=True)
    item_count: Mapped[int]
    sources_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    items: Mapped[list[DeliveryItem]] = relationship(
        back_populates="delivery", order_by="DeliveryItem.id"
    )


class DeliveryItem(Base):
    """One opportunity in one mail. Nobody is told the same news for the same reason twice.

    `revision_id` is what made it news, `shown` what its card said, which is what its reader
    knows from then on: a list of entry and revision, the leading entry first. `about` is the day
    a reminder is about, or that on which the same is told once more. `told` is what else its card
    said (`notifier.told`).
    """

    __tablename__ = "delivery_items"
    __table_args__ = (UniqueConstraint("subscriber_id", "revision_id", "reason", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    reason: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(10), default="")
    shown: Mapped[list[Any]] = mapped_column(default=list)
    explanation: Mapped[str] = mapped_column(Text, default="")
    told: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    delivery: Mapped[Delivery] = relationship(back_populates="items")
