"""Questions to the service desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import ReviewState

# Which step asks, and alone may let go of its questions.
READING, RELATING, LOSING = "reading", "relating", "losing"


class ReviewItem(Base):
    """One question about one opportunity; the same question is asked once.

    `suggestion` is in words what `proposed` says as statements (JSON): what holds if the answer
    is yes. `moved_id` is the decision beneath which the source moved: it says what staff said,
    and by its revision what was read before. `answered_id` is the decision that settled it.
    """

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
    proposed: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    moved_id: Mapped[int | None]
    answered_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(20), default=ReviewState.OPEN, index=True)
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
