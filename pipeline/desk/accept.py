"""Accept: what the machine asked about is so, and holds from now on as a person's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db.changes import AreaName
from db.decisions import Act, Decision
from db.merged_values import same_unit
from db.opportunities import Opportunity
from db.reviews import RELATING, ReviewItem
from db.statements import Field, Statement, Subject, statements_from_json
from db.vocabulary import Origin
from pipeline.decisions import vouched
from pipeline.desk.answers import asked
from pipeline.desk.seen import Seen
from pipeline.desk.stating import Word, stands_of, state
from pipeline.desk.worth import is_worth

# Of these an entry may state several that hold side by side.
_SEVERAL = frozenset(
    {
        Subject.DEADLINES,
        Subject.APPLICANTS,
        Subject.AREAS,
        Subject.TOPICS,
        Subject.FUNDERS,
        Subject.INSTRUMENTS,
    }
)


def accept(
    session: Session,
    item_id: int,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
    area_name: AreaName = str,
) -> Decision:
    """Let the suggestion of a question stand as a person's word, on the words it was read from.

    What the machine reads of the same subject stands beside it, as long as it reads it and
    does not contradict. Raises LookupError or ValueError, in German, and Moved where somebody
    was quicker.
    """
    item, opportunity = asked(session, item_id, by, seen)
    proposed = statements_from_json(item.proposed)
    if not proposed:
        raise ValueError("Diese Frage macht keinen Vorschlag; bitte sagen Sie, was gilt.")
    if not all(map(is_worth, proposed)):
        raise ValueError("Der Vorschlag ist unvollständig; bitte sagen Sie, was gilt.")
    fresh = tuple(vouched(replace(one, checked_on=None, question=""), now) for one in proposed)
    case_key = _case_key(session, item)
    beside = _beside(session, opportunity, item, fresh, case_key)
    word = Word(
        act=Act.ACCEPT,
        subject=fresh[0].subject,
        statements=(*fresh, *beside),
        case_key=case_key,
        why=why,
        item=item,
    )
    return state(session, opportunity, word, by, now, area_name)


def _case_key(session: Session, item: ReviewItem) -> str:
    """Return the case of the decision that is to be replaced, if the question is about one."""
    earlier = session.get(Decision, item.moved_id) if item.moved_id else None
    return earlier.case_key if earlier else ""


def _beside(
    session: Session,
    opportunity: Opportunity,
    item: ReviewItem,
    fresh: Sequence[Statement],
    case_key: str,
) -> tuple[Statement, ...]:
    """Return what stands of the subject beside what was accepted."""
    stands = stands_of(session, opportunity, fresh[0].subject, case_key)
    others = _without(stands, fresh)
    if item.moved_id:  # what staff said before is what the new reading replaces
        return tuple(one for one in others if one.origin is not Origin.STAFF and not one.told)
    if item.raised_by == RELATING:  # another source is right, and this one is not
        fields = {one.field for one in fresh}
        days = fresh[0].subject is Subject.DEADLINES
        return tuple(one for one in others if not days and one.field not in fields)
    return tuple(one for one in others if not any(_gives_way(one, new) for new in fresh))


def _without(stands: Iterable[Statement], fresh: Sequence[Statement]) -> list[Statement]:
    said = {one.content for one in fresh}
    return [one for one in stands if one.content not in said]


def _gives_way(one: Statement, new: Statement) -> bool:
    """Whether what stood cannot hold beside what was accepted."""
    if one.subject not in _SEVERAL:
        return one.field is new.field and one.case == new.case and same_unit(one, new)
    if one.subject is Subject.DEADLINES:
        # The question was which of the two holds: the source's own day, or that of its text.
        stages = {one.deadline_stage, new.deadline_stage}
        return one.origin is Origin.GIVEN and ("" in stages or len(stages) == 1)
    applicants = {Field.APPLICANT, Field.EXCLUDED_APPLICANT}
    return one.value == new.value and {one.field, new.field} == applicants
