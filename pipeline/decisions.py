"""Decisions: how what people decided stands over what the machine reads. Pure.

A correction replaces the statements of its subject (of one case, or of all) in whatever the
machine reads, now or later. Where the machine reads something else than it did when the
person decided, the correction still stands, and the person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.decisions import Act
from db.labels import statement_shown
from db.statements import FIELDS_OF, Statement, Subject, digest_of
from db.vocabulary import Visibility
from pipeline.question import Question

_GONE = "nichts mehr dazu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One standing decision on one entry; `db.decisions.Decision` says what is what."""

    id: int
    act: Act
    by: str
    at: datetime
    subject: Subject | None = None
    case_key: str = ""
    statements: tuple[Statement, ...] = ()
    visibility: Visibility | None = None
    basis: str = ""


def standing(read: Iterable[Statement], decided: Sequence[Decided]) -> tuple[Statement, ...]:
    """Return what stands: what was read, with what people decided in its place."""
    stands = tuple(read)
    for one in decided:
        if one.act is Act.CORRECT and one.subject is not None:
            rest = tuple(said for said in stands if not answers(one, said))
            stands = (*rest, *one.statements)
    return stands


def basis_of(read: Iterable[Statement], subject: Subject, case_key: str = "") -> str:
    """Return the digest of what the machine reads where a correction takes its place."""
    return digest_of(said for said in read if _within(said, subject, case_key))


def moved(read: Sequence[Statement], decided: Sequence[Decided]) -> tuple[Question, ...]:
    """Ask about each decision beneath which the machine now reads something else."""
    return tuple(
        _question(one, [said for said in read if answers(one, said)])
        for one in decided
        if one.act is Act.CORRECT and one.subject is not None
        if one.basis != basis_of(read, one.subject, one.case_key)
    )


def visibility_of(decided: Iterable[Decided]) -> Visibility | None:
    """Return who may see the entry, where a person decided it; the last word counts."""
    said = [one.visibility for one in decided if one.act is Act.SHOW]
    return said[-1] if said else None


def answers(one: Decided, said: Statement) -> bool:
    """Whether a decision takes the place of a statement."""
    return one.subject is not None and _within(said, one.subject, one.case_key)


def _within(said: Statement, subject: Subject, case_key: str) -> bool:
    return said.subject is subject and (not case_key or said.case.key == case_key)


def _question(one: Decided, now: Sequence[Statement]) -> Question:
    says = ", ".join(dict.fromkeys(map(statement_shown, now))) or _GONE
    stands = ", ".join(dict.fromkeys(map(statement_shown, one.statements))) or "keine Angabe"
    subject = one.subject or Subject.KIND
    on = one.at.strftime("%d.%m.%Y")
    text = f"Die Quelle sagt jetzt {says}. Am {on} hat {one.by} entschieden: {stands}. Was gilt?"
    return Question(
        field=FIELDS_OF[subject][0].value,
        text=text,
        quote=" · ".join(f"„{said.evidence.quote}“" for said in now if said.evidence.quote),
        suggestion=str(now[0].value) if now else "",
    )
