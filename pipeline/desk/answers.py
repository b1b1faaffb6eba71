"""Answers: which questions a decision settles, and which are open again without it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.reviews import ReviewItem
from db.statements import FIELDS_OF, Subject
from db.vocabulary import ReviewState


def answer(session: Session, opportunity_id: int, subject: Subject, now: datetime) -> None:
    """Settle the questions about what was just decided, whichever step asked them."""
    open_now = _about(opportunity_id, subject).where(ReviewItem.state == ReviewState.OPEN)
    for item in session.scalars(open_now):
        item.state, item.settled_at = ReviewState.ANSWERED, now


def reopen(session: Session, opportunity_id: int, subject: Subject, now: datetime) -> None:
    """Let go of answers that were taken back: what is still in doubt is then asked again."""
    answered = _about(opportunity_id, subject).where(ReviewItem.state == ReviewState.ANSWERED)
    for item in session.scalars(answered):
        item.state, item.settled_at = ReviewState.MOOT, now


def _about(opportunity_id: int, subject: Subject) -> Select[ReviewItem]:
    fields = [field.value for field in FIELDS_OF[subject]]
    return select(ReviewItem).where(
        ReviewItem.opportunity_id == opportunity_id,
        ReviewItem.field.in_([*fields, subject.value]),
    )
