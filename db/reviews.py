"""Questions to the service desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    and_,
    false,
    not_,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import ReviewState

# Which step asks, and alone may let go of its questions.
READING, RELATING, LOSING, SAMPLING = "reading", "relating", "losing", "sampling"
TIP = "tip"  # asked by a person of the desk, because of what a stranger said


class ReviewItem(Base):
    """One question about one opportunity; the same question is asked once.

    Until the day `asleep_until_on` it is nobody's work; `awaits_answer` says that it sleeps
    because a funder was asked, whose answer is due on that day.

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
    asleep_until_on: Mapped[date | None]
    awaits_answer: Mapped[bool] = mapped_column(default=False, server_default=false())


def for_engineers() -> ColumnElement[bool]:
    """Return the condition of a question that no clerk can answer.

    That is an entry that could not be read or compared, and a note of a source that asks
    nothing: it reports what of its page was cut off, unknown or not to be had.
    """
    asks = or_(ReviewItem.question.endswith("?"), ReviewItem.question.contains("? "))
    return or_(
        ReviewItem.field == "reading",
        and_(ReviewItem.field == "source", not_(asks)),
    )


class TakenEntry(Base):
    """Who works on an entry, and until when nobody else does."""

    __tablename__ = "taken_entries"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    taken_by: Mapped[str] = mapped_column(String(320), index=True)
    until_at: Mapped[datetime]


class WeighedEntry(Base):
    """What the queue weighs of an entry with questions; derived, may be dropped any time.

    `next_on` is its nearest day, sure or asked; `concerned` counts the subscriptions that it
    fits, `due` says that it would be in the issue it was weighed for, or is held back from it.
    `topics`, `areas` and `authorities` are keys with a blank between them. `weighed_for` marks
    the day, the issue and the subscriptions, `revision_id` the values that this rests on.
    """

    __tablename__ = "weighed_entries"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    revision_id: Mapped[int]
    weighed_for: Mapped[str] = mapped_column(String(64))
    next_on: Mapped[date | None]
    next_sure: Mapped[bool]
    concerned: Mapped[int]
    due: Mapped[bool]
    topics: Mapped[str] = mapped_column(Text)
    areas: Mapped[str] = mapped_column(Text)
    authorities: Mapped[str] = mapped_column(Text)
