"""Identity questions: what only staff can decide about entries that may be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import storable
from db.chunks import chunks
from db.decisions import Decision
from db.labels import ASKED_ABOUT, statement_shown
from db.merged_values import CONTESTABLE, contested_fields
from db.reviews import RELATING, ReviewItem
from db.statements import Field, Statement, Subject, statements_to_json
from db.vocabulary import Origin, Relation, ReviewState
from pipeline.duplicates.comparable import Comparable, Entries, in_order
from pipeline.duplicates.standing import Tie
from pipeline.duplicates.together import Together
from pipeline.question import Question
from pipeline.settle import CANCELLED

SAME_AS = "same_as"
Mark = tuple[int, str]


def open_questions(
    entries: Entries, cards: Iterable[Together], ties: Iterable[Tie]
) -> dict[Mark, Question]:
    """Return what is to be asked of entries and ties that hang together. Pure."""
    return dict([*_likely(entries, ties), *_conflicts(entries, cards)])


def what_is_uncompared(aside: Mapping[int, str]) -> dict[Mark, Question]:
    """Return what is to be asked of entries that could not be compared, each with its reason."""
    text = "Dieser Eintrag wurde nicht mit anderen verglichen. {} Steht er noch anderswo?"
    return {
        _mark(id, "uncompared"): Question(field="reading", text=storable(text.format(reason)))
        for id, reason in aside.items()
    }


def ask(
    session: Session, about: Collection[int], wanted: Mapping[Mark, Question], now: datetime
) -> int:
    """Put the questions that are open now about some entries, let go of all others about them.

    Returns how many are new.
    """
    asked = {(item.opportunity_id, item.fingerprint): item for item in _asked(session, about)}
    for mark, item in asked.items():
        if mark not in wanted:
            if item.state == ReviewState.OPEN:
                item.state, item.settled_at = ReviewState.MOOT, now
            continue
        # Whether two are the same is only likely again where staff took their answer back.
        again = item.field == SAME_AS and item.state == ReviewState.ANSWERED
        if again or item.state == ReviewState.MOOT:
            item.state, item.settled_at, item.answered_id = ReviewState.OPEN, None, None
        if item.state == ReviewState.OPEN:
            item.question = wanted[mark].text
            item.proposed = statements_to_json(wanted[mark].proposed)
    new = [mark for mark in wanted if mark not in asked]
    session.add_all(_item(mark, wanted[mark], now) for mark in new)
    return len(new)


def _asked(session: Session, about: Collection[int]) -> Iterator[ReviewItem]:
    for some in chunks(about):
        yield from session.scalars(
            select(ReviewItem).where(
                ReviewItem.raised_by == RELATING, ReviewItem.opportunity_id.in_(some)
            )
        )


def answered(session: Session, decision: Decision) -> None:
    """Note that staff decided whether two entries are the same."""
    pair = (decision.opportunity_id, decision.other_id)
    items = session.scalars(
        select(ReviewItem).where(
            ReviewItem.raised_by == RELATING,
            ReviewItem.field == SAME_AS,
            ReviewItem.opportunity_id.in_(pair),
            ReviewItem.suggestion.in_(map(str, pair)),
        )
    )
    for item in items:
        item.state, item.settled_at = ReviewState.ANSWERED, decision.decided_at
        item.answered_id = decision.id


def _likely(entries: Entries, ties: Iterable[Tie]) -> Iterator[tuple[Mark, Question]]:
    for tie in ties:
        if tie.relation is not Relation.LIKELY:
            continue
        # The entry that would stand behind asks whether it belongs to the one before it.
        before, behind = (entries[id] for id in in_order(entries, tie.pair))
        text = (
            f"Ist Eintrag {behind.id} dasselbe wie Eintrag {before.id}, "
            f"„{before.profile.title.text}“ ({before.source.title})? Dafür spricht: {tie.reason}."
        )
        question = Question(field=SAME_AS, text=text, suggestion=str(before.id))
        yield _mark(behind.id, SAME_AS, before.source.slug, before.key), question


def _conflicts(entries: Entries, cards: Iterable[Together]) -> Iterator[tuple[Mark, Question]]:
    """Yield what those that are surely the same state differently.

    Whether the others must agree is not asked before it is said that they are the same.
    """
    for card in cards:
        for part in card.parts:
            lead, *others = (entries[id] for id in part)
            for other in others:
                yield from _between(lead, other)
                yield from _called_off(lead, other)


def _between(lead: Comparable, other: Comparable) -> Iterator[tuple[Mark, Question]]:
    said, others = lead.statements, other.statements
    for subject in sorted(CONTESTABLE):
        here, there = _told(said, subject), _told(others, subject)
        if not here or not there:
            continue
        differ = sorted(contested_fields([here, there]))
        # The days of a programme are one matter, its numbers are one each.
        for fields in (
            [differ] if subject is Subject.DEADLINES and differ else [[f] for f in differ]
        ):
            at_odds = [[one for one in told if one.field in fields] for told in (here, there)]
            yield _disagreement(lead, other, subject, *at_odds)


def _called_off(lead: Comparable, other: Comparable) -> Iterator[tuple[Mark, Question]]:
    """Ask about an event that one source calls off, and of which the other says nothing such."""
    off, others = (other, lead) if _says_off(other) else (lead, other)
    if not _says_off(off) or _told(others.statements, Subject.STATUS):
        return
    said = _told(off.statements, Subject.STATUS)
    text = (
        f"Bei {off.source.title} ist dieser Termin abgesagt, bei {others.source.title} steht "
        "davon nichts. Was gilt?"
    )
    quote = " · ".join(f"„{one.evidence.quote}“" for one in said if one.evidence.quote)
    question = Question(
        field=Field.STATUS.value,
        text=text,
        quote=quote,
        suggestion=_shown(said),
        proposed=tuple(said),
    )
    yield _mark(lead.id, Field.STATUS.value, other.source.slug, other.key, "off"), question


def _says_off(one: Comparable) -> bool:
    return any(said.value == CANCELLED for said in _told(one.statements, Subject.STATUS))


def _disagreement(
    lead: Comparable,
    other: Comparable,
    subject: Subject,
    here: Sequence[Statement],
    there: Sequence[Statement],
) -> tuple[Mark, Question]:
    fields = {one.field for one in (*here, *there)}
    field = subject if len(fields) > 1 or subject is Subject.DEADLINES else fields.pop()
    says, contradicts = _shown(here), _shown(there)
    verb = "nennt (von Hand entschieden)" if _by_staff(here) else "nennt"
    text = (
        f"{lead.source.title} {verb} als {ASKED_ABOUT[field.value]} {says}, "
        f"{other.source.title} {contradicts}. Was gilt?"
    )
    quotes = [one.evidence.quote for one in (*here, *there) if one.evidence.quote]
    question = Question(
        field=field.value,
        text=text,
        quote=" · ".join(f"„{quote}“" for quote in dict.fromkeys(quotes)),
        suggestion=contradicts,
        proposed=tuple(there),
    )
    # What the other source says is asked about once: a person who decides has seen it.
    return _mark(lead.id, field.value, other.source.slug, other.key, contradicts), question


def _told(said: Iterable[Statement], subject: Subject) -> list[Statement]:
    return [one for one in said if one.subject is subject and one.told]


def _shown(said: Iterable[Statement]) -> str:
    return " oder ".join(dict.fromkeys(map(statement_shown, said)))


def _by_staff(said: Iterable[Statement]) -> bool:
    return any(one.origin is Origin.STAFF for one in said)


def _mark(opportunity_id: int, *words: str) -> Mark:
    return opportunity_id, hashlib.sha256("\n".join((RELATING, *words)).encode()).hexdigest()


def _item(mark: Mark, question: Question, now: datetime) -> ReviewItem:
    opportunity_id, fingerprint = mark
    return ReviewItem(
        opportunity_id=opportunity_id,
        fingerprint=fingerprint,
        raised_by=RELATING,
        field=question.field,
        question=question.text,
        quote=question.quote,
        suggestion=question.suggestion,
        proposed=statements_to_json(question.proposed),
        asked_at=now,
    )
