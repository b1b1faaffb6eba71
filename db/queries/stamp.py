"""Stamp: a few numbers that are others as soon as anything published is another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.facts import Facts
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision

Stamp = tuple[int, ...]


def stock_stamp(session: Session) -> Stamp:
    """Return what tells one state of all that is published from another, at next to no cost."""
    sums = (
        select(func.count(), func.sum(Facts.digest)),
        select(func.count(), func.sum(Opportunity.revision_id)),
        select(func.count(), func.sum(GroupMember.sure_id), func.sum(GroupMember.leader_id)),
    )
    found: list[int] = []
    for query, table in zip(sums, (Facts, Opportunity, GroupMember), strict=True):
        found += [int(one or 0) for one in session.execute(query.select_from(table)).one()]
    return tuple(found)


def last_written_at(session: Session) -> datetime | None:
    """Return when anything was last written of any entry."""
    newest = select(func.max(Revision.id)).scalar_subquery()
    return session.scalar(select(Revision.made_at).where(Revision.id == newest))
