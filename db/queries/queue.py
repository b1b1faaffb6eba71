"""Queue: the entries with questions that a clerk can answer, each once with all it asks.

All of them are read at once, in one statement, as one row of few words each: what they are
ordered and filtered by is then one pass over them (`web.queue.sifting`). What a page shows beside
that is read for its rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import cache, reduce
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, String, Subquery, and_, case, cast, func, not_, select
from sqlalchemy.orm import Session, aliased

from db.base import table_of
from db.chunks import chunks
from db.opportunities import Opportunity
from db.reviews import ReviewItem, TakenEntry, WeighedEntry, for_engineers
from db.vocabulary import Presence, ReviewState

# Between the words of a question, and between questions.
_WITHIN, _BETWEEN = "\x1f", "\x1e"


class Asked(NamedTuple):
    """What one open question is about, and how long it sleeps; thousands are asked alike."""

    field: str
    raised_by: str
    asleep_until_on: date | None
    awaits_answer: bool


class Question(NamedTuple):
    """One open question in its words."""

    id: int
    opportunity_id: int
    source: str
    field: str
    raised_by: str
    question: str
    quote: str
    suggestion: str


class Card(NamedTuple):
    """One entry with its open questions, and what makes it urgent.

    `concerned` is None, and days, topics and the like are empty, as long as the entry was not
    weighed (`notifier.weighing`). `taken_by` is who works on it.
    """

    id: int
    title: str
    source: str
    kind: str
    visibility: str
    next_on: date | None = None
    next_sure: bool = True
    concerned: int | None = None
    due: bool = False
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    taken_by: str = ""


def open_cards(session: Session, now: datetime) -> list[Card]:
    """Return every entry of which something is asked that a clerk can answer."""
    entry, weighed, taken = (table_of(one).c for one in (Opportunity, WeighedEntry, TakenEntry))
    asked = _asked()
    held = and_(taken.opportunity_id == entry.id, taken.until_at > now)
    # Of thousands of rows what would make them objects is the greater part of the time.
    rows = session.connection().execute(
        select(
            *(entry.id, entry.title, entry.source, entry.kind, entry.visibility),
            *(weighed.next_on, weighed.next_sure, weighed.concerned, weighed.due),
            *(weighed.topics, weighed.areas, weighed.authorities),
            *(asked.c.questions, taken.taken_by),
        )
        .join_from(asked, table_of(Opportunity), entry.id == asked.c.opportunity_id)
        .outerjoin(table_of(WeighedEntry), weighed.opportunity_id == entry.id)
        .outerjoin(table_of(TakenEntry), held)
        .where(entry.presence != Presence.WITHDRAWN)
    )
    # Few lists of keys, and of questions, are many entries': each is taken apart once.
    keys, questions = cache(_keys), cache(_questions)
    return [
        Card(
            *row[:6],
            next_sure=row.next_sure is not False,
            concerned=row.concerned,
            due=bool(row.due),
            topics=keys(row.topics),
            areas=keys(row.areas),
            authorities=keys(row.authorities),
            questions=questions(row.questions),
            taken_by=row.taken_by or "",
        )
        for row in rows.all()
    ]


def questions_of(session: Session, ids: Collection[int]) -> dict[int, list[ReviewItem]]:
    """Return the open questions of some entries that a clerk can answer, the oldest first."""
    found: defaultdict[int, list[ReviewItem]] = defaultdict(list)
    for some in chunks(ids):
        items = (
            select(ReviewItem)
            .where(_is_asked(), ReviewItem.opportunity_id.in_(some))
            .order_by(ReviewItem.id)
        )
        for item in session.scalars(items):
            found[item.opportunity_id].append(item)
    return found


def still_asked(session: Session, items: Collection[int]) -> dict[int, int]:
    """Return of some questions those that are still open to a clerk, each with its entry."""
    found = select(ReviewItem.id, ReviewItem.opportunity_id).where(_is_asked())
    rows = (session.execute(found.where(ReviewItem.id.in_(some))) for some in chunks(items))
    return {id: entry for some in rows for id, entry in some}


def every_question(session: Session) -> list[Question]:
    """Return all open questions that a clerk can answer, the oldest first."""
    return [Question._make(row) for row in session.execute(_in_words())]


def asked_of_source(session: Session, number: int) -> list[tuple[Question, Opportunity]]:
    """Return the open questions of the same field and source as one of them, with their entries."""
    of = aliased(Opportunity)
    mine = select(ReviewItem.field, ReviewItem.raised_by, of.source)
    mine = mine.join(of, of.id == ReviewItem.opportunity_id).where(ReviewItem.id == number)
    found = session.execute(mine).one_or_none()
    if found is None:
        return []
    alike = (
        _in_words()
        .add_columns(Opportunity)
        .where(ReviewItem.field == found.field, ReviewItem.raised_by == found.raised_by)
        .where(Opportunity.source == found.source)
    )
    return [(Question._make(row[:-1]), row[-1]) for row in session.execute(alike)]


def technical_questions(session: Session, limit: int = 200) -> list[tuple[ReviewItem, Opportunity]]:
    """Return what only an engineer can answer, the newest first."""
    found = (
        select(ReviewItem, Opportunity)
        .join(Opportunity, Opportunity.id == ReviewItem.opportunity_id)
        .where(ReviewItem.state == ReviewState.OPEN, for_engineers())
        .order_by(ReviewItem.id.desc())
        .limit(limit)
    )
    return [(item, opportunity) for item, opportunity in session.execute(found)]


def technical_count(session: Session) -> int:
    """Return how many open questions only an engineer can answer."""
    open_now = ReviewItem.state == ReviewState.OPEN
    counted = select(func.count()).select_from(ReviewItem).where(open_now, for_engineers())
    return session.scalar(counted) or 0


def _in_words() -> Select[int, int, str, str, str, str, str, str]:
    return (
        select(
            *(ReviewItem.id, ReviewItem.opportunity_id, Opportunity.source),
            *(ReviewItem.field, ReviewItem.raised_by),
            *(ReviewItem.question, ReviewItem.quote, ReviewItem.suggestion),
        )
        .join(Opportunity, Opportunity.id == ReviewItem.opportunity_id)
        .where(_is_asked(), Opportunity.presence != Presence.WITHDRAWN)
        .order_by(ReviewItem.id)
    )


def _is_asked() -> ColumnElement[bool]:
    return (ReviewItem.state == ReviewState.OPEN) & not_(for_engineers())


def _asked() -> Subquery:
    """Return each entry with its open questions as one text, so that it is one row."""
    item = table_of(ReviewItem).c
    asleep = func.coalesce(cast(item.asleep_until_on, String), "")
    words = (item.field, item.raised_by, asleep, case((item.awaits_answer, "1"), else_=""))
    said = reduce(lambda one, other: one + _WITHIN + other, words)
    return (
        select(item.opportunity_id, func.aggregate_strings(said, _BETWEEN).label("questions"))
        .where(_is_asked())
        .group_by(item.opportunity_id)
        .subquery()
    )


def _questions(text: str) -> tuple[Asked, ...]:
    said = (one.split(_WITHIN) for one in text.split(_BETWEEN))
    return tuple(
        Asked(field, raised_by, date.fromisoformat(asleep) if asleep else None, awaits == "1")
        for field, raised_by, asleep, awaits in said
    )


def _keys(text: str | None) -> tuple[str, ...]:
    return tuple(text.split()) if text else ()
