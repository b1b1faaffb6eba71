"""Lists of published opportunities, from the facts alone: nothing is decoded for a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.facts import FactArea, FactDeadline, Facts, FactTopic
from db.identities import GroupMember
from db.opportunities import Opportunity
from db.vocabulary import OpportunityStatus, Presence, Visibility

EVERYTHING = true()

# Made once, since putting a statement together takes longer than a database needs for it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_AREAS = (
    select(FactArea.opportunity_id, FactArea.area)
    .where(FactArea.opportunity_id.in_(_IDS))
    .order_by(FactArea.opportunity_id, FactArea.place)
)
_TOPICS = (
    select(FactTopic.opportunity_id, FactTopic.topic)
    .where(FactTopic.opportunity_id.in_(_IDS))
    .order_by(FactTopic.opportunity_id, FactTopic.place)
)
_RULES = (
    select(FactDeadline.opportunity_id, FactDeadline.kind)
    .where(FactDeadline.opportunity_id.in_(_IDS), FactDeadline.ends_on.is_(None))
    .order_by(FactDeadline.opportunity_id, FactDeadline.id)
)
_DAYS = (
    select(FactDeadline.opportunity_id, FactDeadline.ends_on, FactDeadline.sure)
    .where(FactDeadline.opportunity_id.in_(_IDS), FactDeadline.ends_on >= bindparam("today"))
    .order_by(FactDeadline.opportunity_id, FactDeadline.ends_on, FactDeadline.sure)
)
_GROUPS = (
    select(GroupMember, Opportunity.source)
    .join(Opportunity, Opportunity.id == GroupMember.opportunity_id)
    .where(
        GroupMember.leader_id.in_(
            select(GroupMember.leader_id).where(GroupMember.opportunity_id.in_(_IDS))
        ),
        Opportunity.visibility == Visibility.PUBLISHED,
        Opportunity.presence != Presence.WITHDRAWN,
    )
    .order_by(GroupMember.leader_id, GroupMember.place)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another source that an opportunity stands in; `asked` while staff are asked whether."""

    source: str
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a list.

    `next_on` is the nearest day on which it closes for newcomers, `contested` says that
    sources disagree on something; `rules` are the kinds of deadlines without a day.
    """

    id: int
    title: str
    source: str
    kind: str
    level: str
    status: OpportunityStatus
    event_on: date | None
    next_on: date | None
    next_sure: bool
    has_deadline: bool
    rules: tuple[str, ...]
    contested: bool
    checked: bool
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]


def list_rows(
    session: Session,
    today: date,
    *,
    topic: str = "",
    ids: Collection[int] | None = None,
    where: ColumnElement[bool] = EVERYTHING,
) -> list[ListRow]:
    """Return the opportunities of a topic (empty: all), by title; `where` is about their facts."""
    query = select(Facts, status_on(today).label("status")).where(where)
    query = query.order_by(Facts.sort_title, Facts.opportunity_id)
    if topic:
        of_topic = select(FactTopic.opportunity_id).where(FactTopic.topic == topic)
        query = query.where(Facts.opportunity_id.in_(of_topic))
    if ids is not None:
        query = query.where(Facts.opportunity_id.in_(ids))
    found = session.execute(query).all()
    numbers = [facts.opportunity_id for facts, _status in found]
    areas, topics = _areas(session, numbers), _topics(session, numbers)
    days, rules = _days(session, numbers, today), _rules(session, numbers)
    elsewhere = _elsewhere(session, numbers)
    return [
        ListRow(
            id=facts.opportunity_id,
            title=facts.title,
            source=facts.source,
            kind=facts.kind,
            level=facts.level,
            status=OpportunityStatus(status),
            event_on=facts.event_on,
            next_on=days.get(facts.opportunity_id, (None, True))[0],
            next_sure=days.get(facts.opportunity_id, (None, True))[1],
            has_deadline=facts.has_deadline,
            rules=tuple(rules.get(facts.opportunity_id, ())),
            contested=facts.contested,
            checked=facts.checked,
            areas=tuple(areas.get(facts.opportunity_id, ())),
            topics=tuple(topics.get(facts.opportunity_id, ())),
            elsewhere=tuple(elsewhere.get(facts.opportunity_id, ())),
        )
        for facts, status in found
    ]


def counts_by_source(session: Session) -> dict[str, int]:
    """Return how many opportunities each source leads."""
    rows = session.execute(select(Facts.source, func.count()).group_by(Facts.source))
    return {source: count for source, count in rows}


def status_on(today: date) -> ColumnElement[str]:
    """Return where an opportunity stands on a day, as `db.values.Values.status_on` says it."""
    later = Facts.opens_on > literal(today)
    dated = or_(Facts.has_deadline, Facts.opens_on.is_not(None), Facts.stated_status == "open")
    announced = and_(Facts.stated_status == "forecast", Facts.opens_on.is_(None))
    return case(
        (Facts.closes_on < literal(today), OpportunityStatus.CLOSED.value),
        (Facts.stated_status == "cancelled", OpportunityStatus.CLOSED.value),
        (Facts.stated_status.in_(("closed", "suspended")), Facts.stated_status),
        (or_(later, announced), OpportunityStatus.FORECASTED.value),
        (dated, OpportunityStatus.OPEN.value),
        else_=OpportunityStatus.UNKNOWN.value,
    )


def _areas(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    return _lists(session, ids, _AREAS)


def _topics(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    return _lists(session, ids, _TOPICS)


def _rules(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    return _lists(session, ids, _RULES)


def _lists(session: Session, ids: Sequence[int], query: Select[int, str]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        for id, one in session.execute(query, {"ids": some}):
            found[id].append(one)
    return found


def _days(session: Session, ids: Sequence[int], today: date) -> dict[int, tuple[date, bool]]:
    """Return for each the nearest day on which it closes, and whether that day is sure."""
    found: dict[int, tuple[date, bool]] = {}
    for some in chunks(ids):
        for id, on, sure in session.execute(_DAYS, {"ids": some, "today": today}):
            if on is not None:
                found.setdefault(id, (on, sure))
    return found


def _elsewhere(session: Session, ids: Sequence[int]) -> dict[int, list[Elsewhere]]:
    found: defaultdict[int, list[Elsewhere]] = defaultdict(list)
    for some in chunks(ids):
        rows = session.execute(_GROUPS, {"ids": some})
        groups: defaultdict[int, list[tuple[GroupMember, str]]] = defaultdict(list)
        for member, source in rows:
            groups[member.leader_id].append((member, source))
        for (first, _source), *others in groups.values():
            found[first.opportunity_id] += [
                Elsewhere(source=source, asked=other.sure_id != first.sure_id)
                for other, source in others
            ]
    return found
