"""Stating: write down what a person says of one subject, and let it stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db.changes import AreaName
from db.decisions import Act, Decision
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.statements import Statement, Subject, statements_to_json
from db.vocabulary import Origin
from pipeline.decisions import basis_of, within
from pipeline.desk.answers import answer, answer_doubts_of_others, settle_item
from pipeline.desk.standing import (
    machine_reading,
    present_values,
    restate,
    write_down,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of one subject, in one case or (without a key) in all.

    `statements` are all that stands then: a person's own, and of the machine's those that
    stand beside as long as it reads them. `item` is the question that is answered.
    """

    act: Act
    subject: Subject
    statements: tuple[Statement, ...]
    case_key: str = ""
    quote: str = ""
    why: str = ""
    item: ReviewItem | None = None


def state(
    session: Session,
    opportunity: Opportunity,
    word: Word,
    by: str,
    now: datetime,
    area_name: AreaName = str,
) -> Decision:
    """Let a person's word stand for what the machine reads, now and later."""
    decision = write_down(
        session,
        Decision(
            act=word.act,
            opportunity_id=opportunity.id,
            item_id=word.item.id if word.item else None,
            revision_id=opportunity.revision_id,
            subject=word.subject,
            case_key=word.case_key,
            before=statements_to_json(stands_of(session, opportunity, word.subject, word.case_key)),
            value=statements_to_json(word.statements),
            basis=basis_of(machine_reading(session, opportunity), word.subject, word.case_key),
            quote=word.quote or quoted(word.statements),
            why=word.why,
            decided_by=by,
            decided_at=now,
        ),
    )
    if word.item is not None:
        settle_item(word.item, decision)
    if word.act is Act.CORRECT:
        answer(session, decision)
    elif word.act is Act.CONFIRM:
        answer_doubts_of_others(session, decision)
    restate(session, opportunity, now, area_name)
    return decision


def stands_of(
    session: Session, opportunity: Opportunity, subject: Subject, case_key: str = ""
) -> tuple[Statement, ...]:
    """Return what stands of a subject, in one case or in all."""
    said = present_values(session, opportunity).statements
    return tuple(one for one in said if within(one, subject, case_key))


def quoted(statements: Iterable[Statement]) -> str:
    """Return the words on which a person's statements rest."""
    staff = (one.evidence.quote for one in statements if one.origin is Origin.STAFF)
    return " · ".join(dict.fromkeys(quote for quote in staff if quote))
