"""Few: some published opportunities, as the list has them, by a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.identities import GroupMember
from db.queries.groups import Member, _groups, _members
from db.queries.listing import Listed, _listed, _with_others


def few(session: Session, ids: Sequence[int]) -> list[Listed]:
    """Return those of some entries that are published, in the order of the numbers given.

    Each stands first in its own group, as on its own page.
    """
    if not ids:
        return []
    leaders = select(GroupMember.leader_id).where(GroupMember.opportunity_id.in_(ids))
    grouped = _groups(session, _members().where(GroupMember.leader_id.in_(leaders)))
    groups = {id: grouped.get(id, (Member(id=id, sure_id=id),)) for id in ids}
    wanted = {member.id for group in groups.values() for member in group}
    found = {one.id: one for one in _listed(session, sorted(wanted))}
    return [_with_others(found[id], groups[id], found) for id in ids if id in found]
