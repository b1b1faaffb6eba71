"""Fitting: which opportunities may fit somebody's wishes on a day, from the facts alone.

It leaves out nothing that fits and lets in some that do not: limits of inhabitants and single
cases are for whoever reads the values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, literal, or_, select, true
from sqlalchemy.orm import Session

from crawlers.items import Kind
from db.facts import FactArea, Facts, FactTopic
from db.identities import GroupMember
from db.queries.published import status_on
from db.vocabulary import OpportunityStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one wish can be answered by; no topics or levels: any.

    `areas` are those that concern its own, `sources` those whose entries do where they name none.
    """

    areas: tuple[str, ...]
    sources: tuple[str, ...]
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def stated_areas(session: Session) -> list[str]:
    """Return all areas that anything is for."""
    return list(session.scalars(select(FactArea.area).distinct()))


def fitting_ids(session: Session, scopes: Iterable[Scope], today: date) -> set[int]:
    """Return the leading entries that may fit and are neither closed nor took place."""
    # An event goes on until it took place, though its registration is closed.
    dated_event = and_(Facts.kind == Kind.EVENT, Facts.event_on.is_not(None))
    ahead = and_(Facts.event_on >= literal(today), Facts.stated_status != "cancelled")
    going_on = or_(
        and_(dated_event, ahead),
        and_(~dated_event, status_on(today) != OpportunityStatus.CLOSED.value),
    )
    # What it is only asked of whether it is the same may be for other areas and topics.
    asking = select(GroupMember.leader_id).where(GroupMember.sure_id != GroupMember.leader_id)
    asked = Facts.opportunity_id.in_(asking)
    wanted = or_(false(), *map(_within, scopes), asked)
    return set(session.scalars(select(Facts.opportunity_id).where(going_on, wanted)))


def _within(scope: Scope) -> ColumnElement[bool]:
    of_area = select(FactArea.opportunity_id)
    named = Facts.opportunity_id.in_(of_area.where(FactArea.area.in_(scope.areas)))
    unnamed = and_(Facts.source.in_(scope.sources), Facts.opportunity_id.not_in(of_area))
    of_topic = select(FactTopic.opportunity_id).where(FactTopic.topic.in_(scope.topics))
    return and_(
        or_(named, unnamed),
        Facts.opportunity_id.in_(of_topic) if scope.topics else true(),
        Facts.level.in_(scope.levels) if scope.levels else true(),
    )
