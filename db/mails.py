"""Mails: what every row of a ledger of mails has, be it a digest's or a letter's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Packed
from db.vocabulary import DeliveryState


class MailRow:
    """One mail on its way. The bytes are fixed when planned, so a retry is the same mail."""

    state: Mapped[str] = mapped_column(String(20), default=DeliveryState.PLANNED, index=True)
    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    message: Mapped[bytes] = mapped_column(Packed)
    planned_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(String(80), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")  # the mail server's last words
