"""Correct: a person says what holds, in place of what the machine read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.changes import AreaName
from db.decisions import Act, Decision
from db.statements import FIELDS_OF, Statement, Subject, statements_to_json
from db.vocabulary import Origin
from pipeline.decisions import basis_of
from pipeline.desk.answers import answer
from pipeline.desk.standing import locked, machine_reading, restate


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says of one subject: these statements hold, and no others.

    No statements mean that the source states nothing. `case_key` limits it to one case;
    `quote` are the words it rests on, `why` the reason.
    """

    subject: Subject
    statements: tuple[Statement, ...]
    case_key: str = ""
    quote: str = ""
    why: str = ""


def correct(
    session: Session,
    opportunity_id: int,
    correction: Correction,
    by: str,
    now: datetime,
    area_name: AreaName = str,
) -> Decision:
    """Let a person's word stand for what the machine reads, now and later.

    The caller owns the transaction. An earlier correction of the same subject and case is
    ended by this one. `area_name` gives the German name of an area key. Raises LookupError
    or ValueError, in German, for what cannot be decided.
    """
    _check(correction)
    opportunity = locked(session, opportunity_id, by)
    read = machine_reading(session, opportunity)
    for earlier in session.scalars(_same_matter(opportunity_id, correction)):
        earlier.undone_by, earlier.undone_at = by, now
    decision = Decision(
        act=Act.CORRECT,
        opportunity_id=opportunity_id,
        subject=correction.subject,
        case_key=correction.case_key,
        value=statements_to_json(
            tuple(replace(one, origin=Origin.STAFF) for one in correction.statements)
        ),
        basis=basis_of(read, correction.subject, correction.case_key),
        quote=correction.quote,
        why=correction.why,
        decided_by=by,
        decided_at=now,
    )
    session.add(decision)
    answer(session, opportunity_id, correction.subject, now)
    restate(session, opportunity, now, area_name)
    return decision


def _check(correction: Correction) -> None:
    fields = FIELDS_OF[correction.subject]
    strays = [one.field.value for one in correction.statements if one.field not in fields]
    if strays:
        raise ValueError(f"{', '.join(strays)} gehört nicht zu {correction.subject.value}")
    if not all(one.sure for one in correction.statements):
        raise ValueError("eine Entscheidung stellt fest; fraglich bleibt darin nichts")


def _same_matter(opportunity_id: int, correction: Correction) -> Select[Decision]:
    standing = select(Decision).where(
        Decision.opportunity_id == opportunity_id,
        Decision.act == Act.CORRECT,
        Decision.subject == correction.subject,
        Decision.undone_at.is_(None),
    )
    if correction.case_key:
        return standing.where(Decision.case_key == correction.case_key)
    return standing
