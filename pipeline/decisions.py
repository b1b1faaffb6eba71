"""Decisions: how what people decided stands over what the machine reads. Pure.

Who says what holds of a subject replaces its statements (of one case, or of all) in whatever
the machine reads, now or later. What is said beside it in the machine's own name stands as
long as the machine reads it. Where the machine reads something else than it did when the
person decided, or the words are gone on which the person relied, the decision still stands,
and the person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.items import RawEntry
from db.decisions import STATES, Act
from db.labels import statement_shown
from db.local_date import local_date
from db.statements import FIELDS_OF, Standing, Statement, Subject, digest_of
from db.vocabulary import Origin, Visibility
from pipeline.parts import still_says
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
        if one.act in STATES:
            beside = tuple(said for said in stands if not answers(one, said))
            stands = (*beside, *_held(one, stands))
        elif one.act is Act.REJECT:
            stands = tuple(_rejected(one, said) for said in stands)
    return stands


def basis_of(read: Iterable[Statement], subject: Subject, case_key: str = "") -> str:
    """Return the digest of what the machine reads where a decision takes its place."""
    return digest_of(said for said in read if within(said, subject, case_key))


def moved(
    read: Sequence[Statement], decided: Sequence[Decided], raw: RawEntry | None = None
) -> tuple[Question, ...]:
    """Ask about each decision beneath which the machine now reads something else.

    With the text of today also about those whose words are no longer in it. Whoever rejected
    the very reading of today has answered.
    """
    found = []
    for one in decided:
        if one.act not in STATES or one.subject is None:
            continue
        now = basis_of(read, one.subject, one.case_key)
        if now in (one.basis, *_since(one, decided)):
            gone = _words_gone(one, raw) if raw else ()
            found += [_without_words(one, gone)] if gone else []
        else:
            found.append(_question(one, [said for said in read if answers(one, said)]))
    return tuple(found)


def visibility_of(decided: Iterable[Decided]) -> Visibility | None:
    """Return who may see the entry, where a person decided it; the last word counts."""
    said = [one.visibility for one in decided if one.act is Act.SHOW]
    return said[-1] if said else None


def answers(one: Decided, said: Statement) -> bool:
    """Whether a decision takes the place of a statement."""
    return one.subject is not None and within(said, one.subject, one.case_key)


def within(said: Statement, subject: Subject, case_key: str = "") -> bool:
    """Whether a statement is one of a subject, in one case or (without a key) in any."""
    return said.subject is subject and (not case_key or said.case.key == case_key)


def vouched(one: Statement, at: datetime) -> Statement:
    """Return a statement as a person's, who vouched for it at that time or before."""
    on = one.checked_on or local_date(at)
    sure = one.standing_as(Standing.SURE)
    return replace(sure, origin=Origin.STAFF, checked_on=on)


def same_words(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same on the same words."""
    quotes = [" ".join(said.evidence.quote.split()) for said in (one, other)]
    return one.content == other.content and quotes[0] == quotes[1]


def _held(one: Decided, stands: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return what a decision says: a person's statements, and of the machine's what it reads."""
    here = {_mark(said): said for said in stands if answers(one, said)}
    staff = (vouched(said, one.at) for said in one.statements if said.origin is Origin.STAFF)
    others = (here.get(_mark(said)) for said in one.statements if said.origin is not Origin.STAFF)
    return (*staff, *(said for said in others if said is not None))


def _mark(said: Statement) -> tuple[object, ...]:
    return (*said.content, said.standing)


def _rejected(one: Decided, said: Statement) -> Statement:
    if said.origin is Origin.STAFF or not any(same_words(said, no) for no in one.statements):
        return said
    return said.standing_as(Standing.REJECTED)


def _since(one: Decided, decided: Sequence[Decided]) -> list[str]:
    """Return the readings that were rejected while a decision stood."""
    matter = (one.subject, one.case_key)
    return [
        other.basis
        for other in decided
        if other.act is Act.REJECT and other.id > one.id
        if (other.subject, other.case_key) == matter
    ]


def _words_gone(one: Decided, raw: RawEntry) -> tuple[str, ...]:
    """Return the words of this entry on which a person relied, and which are there no more."""
    own = [
        said.evidence
        for said in one.statements
        if said.origin is Origin.STAFF and said.evidence.part
        if (said.evidence.source, said.evidence.key) == (raw.source, raw.key)
    ]
    quotes = dict.fromkeys(evidence.quote for evidence in own if evidence.quote)
    return tuple(quote for quote in quotes if not still_says(raw, quote))


def _question(one: Decided, now: Sequence[Statement]) -> Question:
    says = ", ".join(dict.fromkeys(map(statement_shown, now))) or _GONE
    return Question(
        field=_field(one),
        text=f"Die Quelle sagt jetzt {says}. {_said(one)}. Was gilt?",
        quote=" · ".join(f"„{said.evidence.quote}“" for said in now if said.evidence.quote),
        suggestion=str(now[0].value) if now else "",
        proposed=tuple(said for said in now if said.sure),
        moved_id=one.id,
    )


def _without_words(one: Decided, gone: Sequence[str]) -> Question:
    return Question(
        field=_field(one),
        text=f"{_said(one)}. Die Worte dazu stehen nicht mehr auf der Seite. Was gilt?",
        quote=" · ".join(f"„{quote}“" for quote in gone),
        moved_id=one.id,
    )


def _said(one: Decided) -> str:
    stated = (said for said in one.statements if said.origin is Origin.STAFF)
    stands = ", ".join(dict.fromkeys(map(statement_shown, stated))) or "keine Angabe"
    return f"Am {one.at:%d.%m.%Y} hat {one.by} entschieden: {stands}"


def _field(one: Decided) -> str:
    return FIELDS_OF[one.subject or Subject.KIND][0].value
