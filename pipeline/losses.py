"""Losses: a value that a source states no more is a question to staff, and never news."""

from __future__ import annotations

from collections.abc import Iterable

from db import labels
from db.changes import Change, names_its_area
from db.statements import FIELDS_OF, SUBJECT_OF, Field, Subject
from db.values import Values
from pipeline.question import Question

# The fields of an opportunity under whose names questions ask for something else.
_ASKED_AS = {
    "deadlines": FIELDS_OF[Subject.DEADLINES][0].value,
    "opens_on": FIELDS_OF[Subject.OPENS][0].value,
    "stated_status": FIELDS_OF[Subject.STATUS][0].value,
    "applicants": "applicant",
    "excluded": "excluded_applicant",
    "areas": FIELDS_OF[Subject.AREAS][0].value,
    "event_starts_on": "event_start",
}
_FIELDS = frozenset(field.value for field in Field)
_FIELD_OF = {asked: field for field, asked in _ASKED_AS.items()}


def losses(changes: Iterable[Change], asked: Iterable[Question]) -> tuple[Question, ...]:
    """Ask about each value that was lost by a change of the source.

    What became doubtful is asked already; `asked` are the questions of the reading.
    """
    doubtful = {_subject(one.field) for one in asked}
    found = (_question(change) for change in changes if change.lost)
    return tuple(one for one in found if _subject(one.field) not in doubtful)


def still_lost(values: Values, asked_about: str) -> bool:
    """Whether what a question of this step is about is not stated to this day."""
    field = _FIELD_OF.get(asked_about, asked_about)
    return not (names_its_area(values) if field == "areas" else getattr(values, field, None))


def _subject(asked_about: str) -> str:
    """Return the subject of a field; what is no field is its own."""
    return SUBJECT_OF[Field(asked_about)] if asked_about in _FIELDS else asked_about


def _question(change: Change) -> Question:
    what = labels.FIELDS[change.field] + (f" ({change.case})" if change.case else "")
    return Question(
        field=_ASKED_AS.get(change.field, change.field),
        text=f"Die Quelle sagt zu „{what}“ nichts mehr, bisher: {change.old}. Was gilt?",
        suggestion=change.old,
    )
