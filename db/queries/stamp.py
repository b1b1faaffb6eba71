"""Stamp: a few numbers that are others as soon as anything published is another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.facts import Facts
from db.identities import GroupMember
from db.opportunities import Opportunity, Revision

Stamp = tuple[int, ...]


_FACTS = select(func.count(), func.sum(Facts.digest)).select_from(Facts).subquery()
_ENTRIES = (
    select(func.count(), func.sum(Opportunity.revision_id)).select_from(Opportunity).subquery()
)
_MEMBERS = (
    select(func.count(), func.sum(GroupMember.sure_id), func.sum(GroupMember.leader_id))
    .select_from(GroupMember)
    .subquery()
)
# Whose text is handed on.
_TEXTS = (
    select(func.count(), func.sum(Decision.id))
    .where(
        Decision.opportunity_id.is_(None),
        Decision.act == Act.FULL_TEXT,
        Decision.undone_at.is_(None),
    )
    .subquery()
)
_STAMP = select(*_FACTS.c, *_ENTRIES.c, *_MEMBERS.c, *_TEXTS.c).select_from(
    _FACTS.join(_ENTRIES, true()).join(_MEMBERS, true()).join(_TEXTS, true())
)


def stock_stamp(session: Session) -> Stamp:
    """Return what tells one state of all that is published from another, at next to no cost."""
    return tuple(int(one or 0) for one in session.execute(_STAMP).one())


def last_written_at(session: Session) -> datetime | None:
    """Return when anything was last written of any entry."""
    newest = select(func.max(Revision.id)).scalar_subquery()
    return session.scalar(select(Revision.made_at).where(Revision.id == newest))
