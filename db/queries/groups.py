"""Groups and families: which published entries stand together as one opportunity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from db.chunks import chunks
from db.identities import RULES, GroupMember, Identity
from db.opportunities import Opportunity
from db.vocabulary import Presence, Relation, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of a group. `sure_id` is the same for those that are surely the same.

    `asked` says that it is not surely the same as the leading one: it stands here while staff
    are asked.
    """

    id: int
    sure_id: int
    asked: bool = False


Group = tuple[Member, ...]
_SHOWN = (
    Opportunity.visibility == Visibility.PUBLISHED,
    Opportunity.presence != Presence.WITHDRAWN,
)


def groups(session: Session) -> dict[int, Group]:
    """Return for every grouped entry its group, the leading one first.

    Only entries that are published and not withdrawn count; where the leader is not one of
    them, the next one leads.
    """
    return _groups((leader, id, sure) for leader, id, sure in session.execute(_members()))


def group_of(session: Session, opportunity_id: int) -> Group:
    """Return the group of one entry as `groups` has it; by itself where it has none."""
    found = groups_of(session, [opportunity_id])
    return found.get(opportunity_id, (Member(id=opportunity_id, sure_id=opportunity_id),))


def groups_of(session: Session, ids: Collection[int]) -> dict[int, Group]:
    """Return what `groups` has for some entries and for all that are grouped with them.

    First who hangs together, then which of them are shown: asked for both at once, a database
    looks through all that is published.
    """
    leaders = {
        leader
        for some in chunks(ids)
        for leader in session.scalars(
            select(GroupMember.leader_id).where(GroupMember.opportunity_id.in_(some))
        )
    }
    members = [
        row
        for some in chunks(leaders)
        for row in session.execute(
            select(GroupMember.leader_id, GroupMember.opportunity_id, GroupMember.sure_id)
            .where(GroupMember.leader_id.in_(some))
            .order_by(GroupMember.leader_id, GroupMember.place)
        )
    ]
    shown = {
        id
        for some in chunks({row.opportunity_id for row in members})
        for id in session.scalars(select(Opportunity.id).where(Opportunity.id.in_(some), *_SHOWN))
    }
    return _groups((leader, id, sure) for leader, id, sure in members if id in shown)


def _members() -> Select[int, int, int]:
    return (
        select(GroupMember.leader_id, GroupMember.opportunity_id, GroupMember.sure_id)
        .join(Opportunity, Opportunity.id == GroupMember.opportunity_id)
        .where(*_SHOWN)
        .order_by(GroupMember.leader_id, GroupMember.place)
    )


def _groups(rows: Iterable[tuple[int, int, int]]) -> dict[int, Group]:
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for leader, id, sure in rows:
        members = found[leader]
        asked = bool(members) and members[0].sure_id != sure
        members.append(Member(id=id, sure_id=sure, asked=asked))
    return {
        one.id: tuple(members) for members in found.values() if len(members) > 1 for one in members
    }


_FIRST, _SECOND = aliased(Opportunity), aliased(Opportunity)
# Made once: whoever lists anything asks it.
_PAIRS = (
    select(Identity.first_id, Identity.second_id)
    .join(_FIRST, _FIRST.id == Identity.first_id)
    .join(_SECOND, _SECOND.id == Identity.second_id)
    .where(
        Identity.relation == Relation.FAMILY,
        Identity.undone_at.is_(None),
        _FIRST.visibility == Visibility.PUBLISHED,
        _SECOND.visibility == Visibility.PUBLISHED,
        _FIRST.presence != Presence.WITHDRAWN,
        _SECOND.presence != Presence.WITHDRAWN,
    )
    .order_by(Identity.first_id, Identity.second_id)
)


def families(session: Session) -> dict[int, frozenset[int]]:
    """Return for every published entry with relatives the ids of its whole family."""
    family_of: dict[int, frozenset[int]] = {}
    for one, other in session.execute(_PAIRS):
        joined = family_of.get(one, frozenset({one})) | family_of.get(other, frozenset({other}))
        family_of |= dict.fromkeys(joined, joined)
    return family_of


def family_of(session: Session, opportunity_id: int) -> frozenset[int]:
    """Return the relatives of one entry as `families` has them, without reading all families."""
    shown = select(Opportunity.id).where(*_SHOWN)
    tied = and_(
        Identity.relation == Relation.FAMILY,
        Identity.undone_at.is_(None),
        Identity.first_id.in_(shown),
        Identity.second_id.in_(shown),
    )
    ties = union_all(
        select(Identity.first_id.label("one"), Identity.second_id.label("other")).where(tied),
        select(Identity.second_id, Identity.first_id).where(tied),
    ).cte("ties")
    reached = select(literal(opportunity_id).label("id")).cte("reached", recursive=True)
    reached = reached.union(select(ties.c.other).join(reached, ties.c.one == reached.c.id))
    return frozenset(session.scalars(select(reached.c.id))) - {opportunity_id}


def gone_mates(session: Session) -> dict[int, frozenset[int]]:
    """Return for entries those that were surely the same and are published no more."""
    here, there = aliased(GroupMember), aliased(GroupMember)
    pairs = session.execute(
        select(here.opportunity_id, there.opportunity_id)
        .join(
            there,
            and_(there.sure_id == here.sure_id, there.opportunity_id != here.opportunity_id),
        )
        .join(Opportunity, Opportunity.id == there.opportunity_id)
        .where(
            or_(
                Opportunity.visibility != Visibility.PUBLISHED,
                Opportunity.presence == Presence.WITHDRAWN,
            )
        )
    )
    found: dict[int, frozenset[int]] = {}
    for one, gone in pairs:
        found[one] = found.get(one, frozenset()) | {gone}
    return found


def separations(session: Session) -> dict[tuple[int, int], datetime]:
    """Return when staff separated two entries that had been shown together, the older first."""
    before = aliased(Identity)
    rows = session.execute(
        select(Identity.first_id, Identity.second_id, Identity.decided_at)
        .join(
            before,
            and_(
                before.first_id == Identity.first_id,
                before.second_id == Identity.second_id,
                before.undone_at == Identity.decided_at,
                before.relation.in_((Relation.SAME, Relation.LIKELY)),
            ),
        )
        .where(
            Identity.relation == Relation.DIFFERENT,
            Identity.decided_by != RULES,
            Identity.undone_at.is_(None),
        )
        .order_by(Identity.decided_at)
    )
    return {(first, second): at for first, second, at in rows}
