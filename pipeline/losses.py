"""Losses: a value that a source states no more is a question to staff, and never news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from db import labels
from db.changes import Change, names_its_area
from db.statements import FIELDS_OF, SUBJECT_OF, Field, Statement, Subject
from db.values import Values
from db.vocabulary import OpportunityStatus, Visibility
from pipeline.publication import judge
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


def losses(
    changes: Iterable[Change], asked: Iterable[Question], before: Values
) -> tuple[Question, ...]:
    """Ask about each value that was lost by a change of the source.

    What became doubtful is asked already; `asked` are the questions of the reading, `before`
    is what stood.
    """
    doubtful = {_subject(one.field) for one in asked}
    found = (_question(change, before) for change in changes if change.lost)
    return tuple(one for one in found if _subject(one.field) not in doubtful)


def no_call_any_more(
    before: Values, now: Values, asked: Iterable[Question], today: date
) -> tuple[Question, ...] | None:
    """Ask what became of what was published and is nothing for readers now; None where it is.

    They are told nothing as long as the page does not say that it is over. Where it was, or
    where that is asked already, nothing is left to ask, whatever else the page says no more.
    """
    if not _is_shown(before) or _is_shown(now):
        return None
    closed = before.status_on(today) is OpportunityStatus.CLOSED
    took_place = before.event_starts_on is not None and before.event_starts_on < today
    if closed or took_place:
        return ()
    if any(_subject(one.field) is Subject.KIND for one in asked):
        return ()
    was = labels.label(labels.KINDS, before.kind)
    text = (
        f"Bisher: {was} „{before.title}“. Jetzt ist die Seite keine Ausschreibung mehr und sagt "
        "nicht, ob es vorbei ist. Was gilt?"
    )
    as_before = Statement(field=Field.KIND, value=before.kind)
    return (
        Question(field=Field.KIND.value, text=text, suggestion=before.kind, proposed=(as_before,)),
    )


def _is_shown(values: Values) -> bool:
    return judge(values, ()).visibility is Visibility.PUBLISHED


def still_lost(values: Values, asked_about: str) -> bool:
    """Whether what a question of this step is about is not stated to this day."""
    if asked_about == Field.KIND:
        return not _is_shown(values)
    field = _FIELD_OF.get(asked_about, asked_about)
    return not (names_its_area(values) if field == "areas" else getattr(values, field, None))


def _subject(asked_about: str) -> str:
    """Return the subject of a field; what is no field is its own."""
    return SUBJECT_OF[Field(asked_about)] if asked_about in _FIELDS else asked_about


def _question(change: Change, before: Values) -> Question:
    what = labels.FIELDS[change.field] + (f" ({change.case})" if change.case else "")
    return Question(
        field=_ASKED_AS.get(change.field, change.field),
        text=f"Die Quelle sagt zu „{what}“ nichts mehr, bisher: {change.old}. Was gilt?",
        suggestion=change.old,
        proposed=_lost(change, before),
    )


def _lost(change: Change, before: Values) -> tuple[Statement, ...]:
    """Return what was said of the field, in the case that a change is about."""
    asked_as = _ASKED_AS.get(change.field, change.field)
    return tuple(
        one
        for one in before.statements
        if one.sure and (not change.case or one.case.words == change.case)
        if one.field == asked_as
        or (one.subject is Subject.DEADLINES and change.field == "deadlines")
    )
