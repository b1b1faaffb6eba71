"""Stamp: a few numbers that are others as soon as anything published is another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.facts import Facts
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision
from db.vocabulary import Presence, Visibility

Stamp = tuple[int, ...]


def stock_stamp(session: Session) -> Stamp:
    """Return what tells one state of all that is published from another, at next to no cost.

    Each sum stands in an index: no row is read for it.
    """
    hidden = Opportunity.visibility.in_((Visibility.HELD, Visibility.NEVER))
    gone = Opportunity.presence == Presence.WITHDRAWN
    sums = (
        select(func.count(), func.sum(Facts.opportunity_id)).select_from(Facts),
        select(func.count(), func.sum(Opportunity.revision_id)).select_from(Opportunity),
        select(func.count(), func.sum(Opportunity.id)).where(hidden),
        select(func.count(), func.sum(Opportunity.id)).where(gone),
        select(
            func.count(), func.sum(GroupMember.sure_id), func.sum(GroupMember.leader_id)
        ).select_from(GroupMember),
    )
    return tuple(int(one or 0) for query in sums for one in session.execute(query).one())


def last_written_at(session: Session) -> datetime | None:
    """Return when anything was last written of any entry."""
    newest = select(func.max(Revision.id)).scalar_subquery()
    return session.scalar(select(Revision.made_at).where(Revision.id == newest))
