"""Rows: subject by subject what the machine read, what staff said, and what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.decisions import STATES, Decision
from db.reviews import ReviewItem
from db.statements import FIELDS_OF, Statement, Subject, statements_from_json
from db.vocabulary import ReviewState
from pipeline.decisions import within


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One subject, in one case or in all, with every voice on it and the open questions."""

    subject: Subject
    case_key: str
    case_words: str
    read: tuple[Statement, ...]
    said: tuple[Statement, ...]
    stands: tuple[Statement, ...]
    decision: Decision | None = None
    questions: tuple[ReviewItem, ...] = ()

    @property
    def confirmable(self) -> bool:
        """Whether something stands that nobody vouched for yet."""
        sure = [one for one in self.stands if one.sure]
        return bool(sure) and any(one.checked_on is None for one in sure)


def rows_of(
    read: Sequence[Statement],
    stands: Sequence[Statement],
    decisions: Iterable[Decision],
    questions: Iterable[ReviewItem],
) -> tuple[SubjectRow, ...]:
    """Return a row for each subject and case of which anybody said anything, or that is asked."""
    standing = [
        one for one in decisions if one.act in STATES and one.undone_at is None and one.subject
    ]
    open_now = [one for one in questions if one.state == ReviewState.OPEN]
    cases: dict[tuple[Subject, str], str] = {}
    for one in (*stands, *read):
        cases.setdefault((one.subject, one.case.key), one.case.words)
    for decision in standing:
        cases.setdefault((Subject(decision.subject), decision.case_key), decision.case_key)
    asked = {item.id: subject_asked(item.field) for item in open_now}
    for subject in asked.values():
        if subject and not any(one is subject for one, _key in cases):
            cases[subject, ""] = ""
    first = {subject: next(key for one, key in cases if one is subject) for subject, _ in cases}
    places = list(Subject)
    ordered = sorted(cases.items(), key=lambda one: (places.index(one[0][0]), one[0][1]))
    return tuple(
        _row(
            (subject, key, words),
            read,
            stands,
            standing,
            tuple(one for one in open_now if asked[one.id] is subject and first[subject] == key),
        )
        for (subject, key), words in ordered
    )


def subject_asked(asked_about: str) -> Subject | None:
    """Return the subject that a question is about; None where it is about something else."""
    for subject, fields in FIELDS_OF.items():
        if asked_about == subject.value or asked_about in {one.value for one in fields}:
            return subject
    return _OTHERWISE.get(asked_about)


_OTHERWISE: Mapping[str, Subject] = {
    "opens_on": Subject.OPENS,
    "stated_status": Subject.STATUS,
    "excluded": Subject.APPLICANTS,
    "event_starts_on": Subject.EVENT,
    "event_ends_on": Subject.EVENT,
}


def _row(
    matter: tuple[Subject, str, str],
    read: Iterable[Statement],
    stands: Iterable[Statement],
    decisions: Iterable[Decision],
    questions: tuple[ReviewItem, ...],
) -> SubjectRow:
    subject, key, words = matter
    own = [one for one in decisions if one.subject == subject and one.case_key in ("", key)]
    decision = own[0] if own else None  # the newest first
    said = statements_from_json(decision.value) if decision else ()
    return SubjectRow(
        subject=subject,
        case_key=key,
        case_words=words,
        read=_of(read, subject, key),
        said=tuple(one for one in said if one.case.key == key),
        stands=_of(stands, subject, key),
        decision=decision,
        questions=questions,
    )


def _of(said: Iterable[Statement], subject: Subject, key: str) -> tuple[Statement, ...]:
    return tuple(one for one in said if within(one, subject, key) and one.case.key == key)
