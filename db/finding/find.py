"""Find: the opportunities that fit a filter on a day, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from db.area import UnknownAreaError
from db.facts import FactArea, FactDeadline, Facts, FactTerms, FactTopic
from db.finding.filter import Filter, Order
from db.finding.text import TextFound, holding
from db.queries.coverage import is_own, may_apply
from db.queries.published import status_on

Concerned = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits a filter: the numbers of leading entries in the order that was asked for.

    `instead` are the words that were searched for where those typed are nowhere.
    """

    ids: tuple[int, ...] = ()
    instead: tuple[str, ...] = ()


def find(
    session: Session,
    wanted: Filter,
    today: date,
    concerned: Concerned,
    order: Order = Order.BEST,
) -> Found:
    """Return what is published and fits a filter on a day.

    `concerned` gives the keys of all areas that an opportunity for one area concerns.
    """
    text = holding(session, wanted.words) if wanted.words.strip() else None
    next_on = (
        select(func.min(FactDeadline.ends_on))
        .where(FactDeadline.opportunity_id == Facts.opportunity_id, FactDeadline.ends_on >= today)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Facts.opportunity_id, Facts.sort_title, Facts.news_at, next_on.label("next_on"))
        .where(and_(True, *_conditions(session, wanted, today, concerned)))
        .order_by(Facts.sort_title, Facts.opportunity_id)
    ).all()
    if text is not None:
        rows = [row for row in rows if row.opportunity_id in text.ranks]
    if order is Order.NEWEST:
        rows = sorted(rows, key=lambda row: row.news_at.timestamp() if row.news_at else 0.0)[::-1]
    elif order is not Order.TITLE:
        rows = sorted(rows, key=lambda row: row.next_on or date.max)
    if order is Order.BEST and text is not None:
        rows = sorted(rows, key=lambda row: text.ranks[row.opportunity_id])
    return Found(
        ids=tuple(row.opportunity_id for row in rows),
        instead=(text or TextFound()).instead,
    )


def _conditions(
    session: Session, wanted: Filter, today: date, concerned: Concerned
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, codes in (
        (Facts.level, wanted.levels),
        (Facts.kind, wanted.kinds),
        (Facts.source, wanted.sources),
        (status_on(today), wanted.statuses),
    ):
        if codes:
            found.append(column.in_(codes))
    if wanted.topics:
        of_topics = select(FactTopic.opportunity_id).where(FactTopic.topic.in_(wanted.topics))
        found.append(Facts.opportunity_id.in_(of_topics))
    if wanted.applicants:
        found.append(or_(*map(may_apply, wanted.applicants)))
    if wanted.area:
        there = [
            area
            for area in session.scalars(select(FactArea.area).distinct())
            if is_own(area, wanted.area)
            or (not wanted.own and wanted.area in _concerned(concerned, area))
        ]
        of_areas = select(FactArea.opportunity_id).where(FactArea.area.in_(there))
        found.append(Facts.opportunity_id.in_(of_areas))
    if wanted.closes_from_on or wanted.closes_until_on:
        days = select(FactDeadline.opportunity_id)
        days = days.where(FactDeadline.ends_on >= literal(wanted.closes_from_on or today))
        if wanted.closes_until_on:
            days = days.where(FactDeadline.ends_on <= literal(wanted.closes_until_on))
        found.append(Facts.opportunity_id.in_(days))
    if wanted.award is not None:
        enough = select(FactTerms.opportunity_id).where(FactTerms.award_max >= wanted.award)
        found.append(Facts.opportunity_id.in_(enough))
    if wanted.own_share is not None:
        low = or_(
            FactTerms.own_share <= wanted.own_share, FactTerms.rate_max >= 100 - wanted.own_share
        )
        found.append(Facts.opportunity_id.in_(select(FactTerms.opportunity_id).where(low)))
    if wanted.checked is not None:
        found.append(Facts.checked.is_(wanted.checked))
    return found


def _concerned(concerned: Concerned, area: str) -> Collection[str]:
    try:
        return concerned(area)
    except UnknownAreaError:
        return ()
