"""Reject: what the machine asked about is not so; nothing is stated, and nobody asks again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.opportunities import Opportunity
from db.reviews import LOSING, READING, ReviewItem
from db.statements import (
    SUBJECT_OF,
    Field,
    Standing,
    Statement,
    Subject,
    statements_from_json,
    statements_to_json,
)
from db.vocabulary import Origin
from pipeline.decisions import basis_of
from pipeline.desk.answers import asked, settle_item
from pipeline.desk.seen import Seen
from pipeline.desk.standing import machine_reading, restate, write_down


def reject(
    session: Session,
    item_id: int,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Say that what the machine asked about is not so: for this reading it is never asked again.

    Where the source moved beneath a person's word, that word goes on to hold. Raises
    LookupError or ValueError, in German, and Moved where somebody was quicker.
    """
    item, opportunity = asked(session, item_id, by, seen)
    subject, case_key = _matter(session, item)
    said = () if item.moved_id else statements_from_json(item.proposed)
    decision = write_down(
        session,
        Decision(
            act=Act.REJECT,
            opportunity_id=opportunity.id,
            item_id=item.id,
            revision_id=opportunity.revision_id,
            subject=subject,
            case_key=case_key,
            before=item.proposed,
            value=statements_to_json(tuple(map(_no, said))),
            basis=_basis(session, opportunity, subject, case_key),
            quote=item.quote,
            why=why,
            decided_by=by,
            decided_at=now,
        ),
    )
    settle_item(item, decision)
    restate(session, opportunity, now)
    return decision


def _no(said: Statement) -> Statement:
    no = said.standing_as(Standing.REJECTED)
    return replace(no, origin=Origin.STAFF, checked_on=None)


def _matter(session: Session, item: ReviewItem) -> tuple[Subject, str]:
    """Return what a question is about. Raises ValueError for one that no "no" answers."""
    if item.moved_id:
        earlier = session.get_one(Decision, item.moved_id)
        return Subject(earlier.subject), earlier.case_key
    yes_or_no = item.raised_by == LOSING or (item.raised_by == READING and item.proposed)
    if not yes_or_no or item.field not in {field.value for field in Field}:
        raise ValueError("Diese Frage ist mit Nein nicht beantwortet; bitte sagen Sie, was gilt.")
    return SUBJECT_OF[Field(item.field)], ""


def _basis(session: Session, opportunity: Opportunity, subject: Subject, case_key: str) -> str:
    return basis_of(machine_reading(session, opportunity), subject, case_key)
