"""Queue: the entries with questions that a clerk can answer, each once with all it asks.

All of them are read at once, in three statements, as few words each: what they are ordered
and filtered by, and how many there are of each kind, is then one pass over them
(`web.queue.sifting`). What a page shows beside that is read for its rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, not_, select
from sqlalchemy.orm import Session, aliased

from db.chunks import chunks
from db.opportunities import Opportunity
from db.reviews import ReviewItem, TakenEntry, WeighedEntry, for_engineers
from db.vocabulary import Presence, ReviewState


class Asked(NamedTuple):
    """One open question in few words; there are thousands of them."""

    id: int
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
    asked = _asked(session)
    taken = _taken(session, now)
    weighed = WeighedEntry
    open_now = select(ReviewItem.opportunity_id).where(ReviewItem.state == ReviewState.OPEN)
    rows = session.execute(
        select(
            *(Opportunity.id, Opportunity.title, Opportunity.source),
            *(Opportunity.kind, Opportunity.visibility),
            *(weighed.next_on, weighed.next_sure, weighed.concerned, weighed.due),
            *(weighed.topics, weighed.areas, weighed.authorities),
        )
        .outerjoin(weighed, weighed.opportunity_id == Opportunity.id)
        .where(Opportunity.id.in_(open_now), Opportunity.presence != Presence.WITHDRAWN)
    )
    # Few lists of keys are many entries': each is taken apart once.
    keys = cache(_keys)
    cards = []
    for row in rows:
        id, title, source, kind, visibility, on, sure, concerned, due, topics, areas, bodies = row
        if id in asked:
            weight = (on, sure is not False, concerned, bool(due))
            lists = (keys(topics), keys(areas), keys(bodies))
            entry = (id, title, source, kind, visibility)
            cards.append(Card._make((*entry, *weight, *lists, tuple(asked[id]), taken.get(id, ""))))
    return cards


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


def _asked(session: Session) -> dict[int, list[Asked]]:
    found: defaultdict[int, list[Asked]] = defaultdict(list)
    rows = session.execute(
        select(
            *(ReviewItem.opportunity_id, ReviewItem.id, ReviewItem.field),
            *(ReviewItem.raised_by, ReviewItem.asleep_until_on, ReviewItem.awaits_answer),
        )
        .where(_is_asked())
        .order_by(ReviewItem.id)
    )
    for opportunity_id, id, field, raised_by, asleep, awaits in rows:
        found[opportunity_id].append(Asked(id, field, raised_by, asleep, awaits))
    return found


def _taken(session: Session, now: datetime) -> dict[int, str]:
    rows = session.execute(
        select(TakenEntry.opportunity_id, TakenEntry.taken_by).where(TakenEntry.until_at > now)
    )
    return {id: by for id, by in rows}


def _keys(text: str | None) -> tuple[str, ...]:
    return tuple(text.split()) if text else ()
