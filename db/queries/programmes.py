"""Programmes: which entries stand together, and which belong to one programme over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.chunks import chunks
from db.identities import GroupMember, Identity
from db.vocabulary import Relation

# What makes two entries one programme: the same, for another area, or in another round.
_KIN = (Relation.SAME, Relation.FAMILY, Relation.ROUND)


def together(session: Session, entries: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return for each of some entries those that are shown as one with it, itself among them."""
    here, there = aliased(GroupMember), aliased(GroupMember)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in chunks(set(entries)):
        pairs = select(here.opportunity_id, there.opportunity_id)
        pairs = pairs.join(there, there.leader_id == here.leader_id)
        for one, other in session.execute(pairs.where(here.opportunity_id.in_(some))):
            found[one].add(other)
    return {one: frozenset({one, *found.get(one, ())}) for one in entries}


def programmes(session: Session, entries: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return for each of some entries all of its programme, itself among them.

    That is whatever stands together with it, its family, its other rounds, and theirs.
    """
    if not entries:
        return {}
    kin = select(Identity.first_id, Identity.second_id)
    kin = kin.where(Identity.relation.in_(_KIN), Identity.undone_at.is_(None))
    groups = select(GroupMember.leader_id, GroupMember.opportunity_id)
    near: defaultdict[int, set[int]] = defaultdict(set)
    for pairs in (kin, groups):
        for one, other in session.execute(pairs):
            near[one].add(other)
            near[other].add(one)
    found: dict[int, frozenset[int]] = {}
    for entry in entries:
        if entry not in found:
            programme = _reached(entry, near)
            found |= dict.fromkeys(programme, programme)
    return {entry: found[entry] for entry in entries}


def _reached(start: int, near: Mapping[int, Iterable[int]]) -> frozenset[int]:
    seen, waiting = {start}, [start]
    while waiting:
        new = set(near.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return frozenset(seen)
