"""Answers: which questions a decision settles, and which are open again without it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.opportunities import Opportunity
from db.reviews import RELATING, ReviewItem
from db.statements import FIELDS_OF, Subject
from db.vocabulary import ReviewState
from pipeline.desk.seen import Moved, Seen
from pipeline.desk.standing import locked
from pipeline.desk.words import sentence


def asked(
    session: Session, item_id: int, by: str, seen: Seen | None
) -> tuple[ReviewItem, Opportunity]:
    """Return an open question and its entry, which nobody else changes from now on.

    Raises LookupError for one that does not exist, and Moved where somebody was quicker.
    """
    item = session.get(ReviewItem, item_id)
    if item is None:
        raise LookupError(f"eine Frage mit der Nummer {item_id} gibt es nicht")
    opportunity = locked(session, item.opportunity_id, by, seen)
    session.refresh(item)
    if item.state != ReviewState.OPEN:
        answer = session.get(Decision, item.answered_id) if item.answered_id else None
        who = sentence(answer) if answer else "Der Text der Quelle ist ein anderer."
        raise Moved(f"Diese Frage ist nicht mehr offen. {who} Gespeichert wurde nichts.")
    return item, opportunity


def settle_item(item: ReviewItem, decision: Decision) -> None:
    """Note which decision answers a question."""
    item.state, item.settled_at = ReviewState.ANSWERED, decision.decided_at
    item.answered_id = decision.id


def answer(session: Session, decision: Decision) -> None:
    """Settle every question about the subject that was decided, whichever step asked it."""
    _settle(session, decision, ReviewItem.id.is_not(None))


def answer_doubts_of_others(session: Session, decision: Decision) -> None:
    """Settle what was asked of a value because something else contradicts it."""
    _settle(
        session,
        decision,
        or_(ReviewItem.raised_by == RELATING, ReviewItem.moved_id.is_not(None)),
    )


def reopen(session: Session, decision: Decision) -> None:
    """Let go of answers that were taken back: who looks next finds them open again."""
    before_it_was_noted = and_(
        ReviewItem.answered_id.is_(None),
        ReviewItem.opportunity_id == decision.opportunity_id,
        ReviewItem.settled_at == decision.decided_at,
    )
    by_it = or_(ReviewItem.answered_id == decision.id, before_it_was_noted)
    answered = select(ReviewItem).where(ReviewItem.state == ReviewState.ANSWERED, by_it)
    for item in session.scalars(answered):
        item.state, item.settled_at, item.answered_id = ReviewState.OPEN, None, None


def _settle(session: Session, decision: Decision, which: ColumnElement[bool]) -> None:
    subject = Subject(decision.subject)
    fields = [field.value for field in FIELDS_OF[subject]]
    items = select(ReviewItem).where(
        ReviewItem.opportunity_id == decision.opportunity_id,
        ReviewItem.field.in_([*fields, subject.value]),
        ReviewItem.state == ReviewState.OPEN,
        which,
    )
    for item in session.scalars(items):
        settle_item(item, decision)
