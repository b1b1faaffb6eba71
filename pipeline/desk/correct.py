"""Correct: a person says what holds, in place of what the machine read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from db.changes import AreaName
from db.decisions import Act, Decision
from db.local_date import local_date
from db.opportunities import Opportunity
from db.statements import FIELDS_OF, Evidence, Field, Statement, Subject
from db.vocabulary import Origin
from pipeline.desk.seen import Seen
from pipeline.desk.standing import locked, present_text
from pipeline.desk.stating import Word, state
from pipeline.desk.worth import check_worth
from pipeline.parts import shown_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says of one subject: these statements hold, and no others.

    No statements mean that the source states nothing. `case_key` limits it to one case;
    `quote` are the words it rests on, `why` the reason. A statement whose evidence names a
    part was made by selecting words there: they must stand at that place.
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
    *,
    seen: Seen | None = None,
) -> Decision:
    """Let a person's word stand for what the machine reads, now and later.

    The caller owns the transaction. An earlier word on the same subject and case is ended by
    this one, and every question about it is answered. `area_name` gives the German name of an
    area key. Raises LookupError or ValueError, in German, for what cannot be decided, and
    Moved where the entry is no longer what was `seen`.
    """
    _check(correction)
    opportunity = locked(session, opportunity_id, by, seen)
    word = Word(
        act=Act.CORRECT,
        subject=correction.subject,
        statements=tuple(
            replace(
                one,
                origin=Origin.STAFF,
                checked_on=local_date(now),
                evidence=_found(session, opportunity, one.evidence),
            )
            for one in correction.statements
        ),
        case_key=correction.case_key,
        quote=correction.quote,
        why=correction.why,
    )
    return state(session, opportunity, word, by, now, area_name)


def set_kind(
    session: Session,
    opportunity_id: int,
    kind: str,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Say what an entry is: a call, a prize, an event, an award, a mere notice."""
    said = Statement(field=Field.KIND, value=kind)
    correction = Correction(subject=Subject.KIND, statements=(said,), why=why)
    return correct(session, opportunity_id, correction, by, now, seen=seen)


def _check(correction: Correction) -> None:
    fields = FIELDS_OF[correction.subject]
    strays = [one.field.value for one in correction.statements if one.field not in fields]
    if strays:
        raise ValueError(f"{', '.join(strays)} gehört nicht zu {correction.subject.value}")
    if not all(one.sure for one in correction.statements):
        raise ValueError("eine Entscheidung stellt fest; fraglich bleibt darin nichts")
    for one in correction.statements:
        check_worth(one)
        if correction.case_key and one.case.key != correction.case_key:
            raise ValueError("die Angabe gilt für einen anderen Fall als die Entscheidung")


def _found(session: Session, opportunity: Opportunity, evidence: Evidence) -> Evidence:
    """Return where the words of a claim stand. Raises ValueError where they do not."""
    if not evidence.part:
        return evidence
    source = evidence.source or opportunity.source
    key = evidence.key or opportunity.key
    told_by = select(Opportunity).where(Opportunity.source == source, Opportunity.key == key)
    other = session.scalars(told_by).one_or_none()
    if other is None or not stands_there(present_text(session, other), evidence):
        raise ValueError("Diese Worte stehen nicht an dieser Stelle des Textes.")
    return replace(evidence, source=source, key=key)


def stands_there(raw: RawEntry, evidence: Evidence) -> bool:
    """Whether a quote is what stands at its place; what lies in a label has the place (0, 0)."""
    label, quote = evidence.part, evidence.quote
    start, end = evidence.start, evidence.end
    if not quote:
        return False
    texts = [text for name, text in shown_parts(raw) if name == label]
    if any(0 <= start < end and text[start:end] == quote for text in texts):
        return True
    return (start, end) == (0, 0) and bool(texts) and quote.strip() in label
