"""Groups and families: which published entries stand together as one opportunity."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.identities import GroupMember, Identity
from db.opportunities import Opportunity
from db.vocabulary import Presence, Relation, Visibility


def groups(session: Session) -> dict[int, tuple[int, ...]]:
    """Return for every grouped entry the ids of its group, the leading one first.

    Only entries that are published and not withdrawn count; where the leader is not one of
    them, the next one leads.
    """
    rows = session.execute(
        select(GroupMember.leader_id, GroupMember.opportunity_id)
        .join(Opportunity, Opportunity.id == GroupMember.opportunity_id)
        .where(Opportunity.visibility == Visibility.PUBLISHED)
        .where(Opportunity.presence != Presence.WITHDRAWN)
        .order_by(GroupMember.leader_id, GroupMember.place)
    )
    members: defaultdict[int, list[int]] = defaultdict(list)
    for leader, member in rows:
        members[leader].append(member)
    return {one: tuple(group) for group in members.values() if len(group) > 1 for one in group}


def families(session: Session) -> dict[int, frozenset[int]]:
    """Return for every published entry with relatives the ids of its whole family."""
    first, second = aliased(Opportunity), aliased(Opportunity)
    pairs = session.execute(
        select(Identity.first_id, Identity.second_id)
        .join(first, first.id == Identity.first_id)
        .join(second, second.id == Identity.second_id)
        .where(
            Identity.relation == Relation.FAMILY,
            Identity.undone_at.is_(None),
            first.visibility == Visibility.PUBLISHED,
            second.visibility == Visibility.PUBLISHED,
            first.presence != Presence.WITHDRAWN,
            second.presence != Presence.WITHDRAWN,
        )
        .order_by(Identity.first_id, Identity.second_id)
    )
    family_of: dict[int, frozenset[int]] = {}
    for one, other in pairs:
        joined = family_of.get(one, frozenset({one})) | family_of.get(other, frozenset({other}))
        family_of |= dict.fromkeys(joined, joined)
    return family_of
