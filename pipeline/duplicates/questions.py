"""Identity questions: what only staff can decide about entries that may be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.identities import Identity
from db.labels import FIELDS
from db.reviews import RELATING, ReviewItem
from db.vocabulary import Relation, ReviewState
from pipeline.changes import NOT_STATED, changes_between
from pipeline.duplicates.comparable import Comparable, Entries
from pipeline.question import Question

SAME_AS = "same_as"
# Where two sources of one opportunity must not differ without anybody asking why.
CONFLICTS = frozenset(
    (
        *("deadlines", "opens_on", "stated_status", "event_starts_on"),
        *("award_min", "award_max", "rate_min", "rate_max", "own_share"),
    )
)

Mark = tuple[int, str]


def ask(
    session: Session,
    entries: Entries,
    groups: Sequence[tuple[int, ...]],
    standing: Sequence[Identity],
    now: datetime,
) -> int:
    """Put the questions that are open now, let go of the others; return how many are new."""
    wanted = dict([*_likely(entries, standing), *_conflicts(entries, groups)])
    asked = {
        (item.opportunity_id, item.fingerprint): item
        for item in session.scalars(select(ReviewItem).where(ReviewItem.raised_by == RELATING))
    }
    for mark, item in asked.items():
        if mark not in wanted and item.state == ReviewState.OPEN:
            item.state, item.settled_at = ReviewState.MOOT, now
        elif mark in wanted and item.state == ReviewState.MOOT:
            item.state, item.settled_at = ReviewState.OPEN, None
    new = [mark for mark in wanted if mark not in asked]
    session.add_all(_item(mark, wanted[mark], now) for mark in new)
    return len(new)


def answered(session: Session, one: int, other: int, now: datetime) -> None:
    """Note that staff decided whether two entries are the same."""
    items = session.scalars(
        select(ReviewItem).where(
            ReviewItem.raised_by == RELATING,
            ReviewItem.field == SAME_AS,
            ReviewItem.opportunity_id.in_((one, other)),
            ReviewItem.suggestion.in_((str(one), str(other))),
        )
    )
    for item in items:
        item.state, item.settled_at = ReviewState.ANSWERED, now


def _likely(entries: Entries, standing: Sequence[Identity]) -> Iterator[tuple[Mark, Question]]:
    for row in standing:
        if row.relation != Relation.LIKELY:
            continue
        # The entry that would stand behind asks whether it belongs to the one before it.
        before, behind = map(entries.of, entries.in_order(frozenset(row.pair)))
        text = (
            f"Ist Eintrag {behind.id} dasselbe wie Eintrag {before.id}, "
            f"„{before.values.title}“ ({before.source.title})? Dafür spricht: {row.reason}."
        )
        question = Question(field=SAME_AS, text=text, suggestion=str(before.id))
        yield _mark(behind.id, SAME_AS, before.source.slug, before.key), question


def _conflicts(
    entries: Entries, groups: Sequence[tuple[int, ...]]
) -> Iterator[tuple[Mark, Question]]:
    for group in groups:
        lead, *others = map(entries.of, group)
        for other in others:
            yield from _between(lead, other)


def _between(lead: Comparable, other: Comparable) -> Iterator[tuple[Mark, Question]]:
    for change in changes_between(lead.values, other.values):
        if change.field not in CONFLICTS or NOT_STATED in (change.old, change.new):
            continue
        text = (
            f"{lead.source.title} nennt als {FIELDS[change.field]} {change.old}, "
            f"{other.source.title} {change.new}. Gezeigt wird {change.old}. Was gilt?"
        )
        mark = _mark(lead.id, change.field, other.source.slug, other.key, change.old, change.new)
        yield mark, Question(field=change.field, text=text, suggestion=change.new)


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
        asked_at=now,
    )
