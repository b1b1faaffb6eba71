"""Bounces: what came back about our mails, each report once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Bounce(Base):
    """One report about one mail of ours: of a digest or of a letter.

    Whom the mail went to its own row says; `said` is what the report says, without any address.
    What was before a person let the address have mail again (`forgiven_at`) counts no more.
    """

    __tablename__ = "bounces"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    delivery_id: Mapped[int | None] = mapped_column(
        ForeignKey("deliveries.id", ondelete="CASCADE"), index=True
    )
    letter_id: Mapped[int | None] = mapped_column(
        ForeignKey("letters.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[str] = mapped_column(String(20), default="")
    said: Mapped[str] = mapped_column(Text, default="")
    read_at: Mapped[datetime] = mapped_column(index=True)
    forgiven_at: Mapped[datetime | None]
    forgiven_by: Mapped[str] = mapped_column(String(320), default="")
