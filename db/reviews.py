"""Questions to the service desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import ReviewState

# Which step asks, and alone may let go of its questions.
READING, RELATING, LOSING, SAMPLING = "reading", "relating", "losing", "sampling"


class ReviewItem(Base):
    """One question about one opportunity; the same question is asked once."""

    __tablename__ = "review_items"
    __table_args__ = (UniqueConstraint("opportunity_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    raised_by: Mapped[str] = mapped_column(String(20), default=READING)
    field: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    suggestion: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=ReviewState.OPEN, index=True)
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
