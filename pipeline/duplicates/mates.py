"""Mates: who may be the same as a few entries, found by stored keys without reading the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.identities import BlockKey, Related
from db.opportunities import Opportunity
from pipeline.duplicates.blocks import (
    Block,
    block_keys,
    called_alike,
    candidates,
    crowded,
    is_sure,
)
from pipeline.duplicates.profile import Listing, Profile, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Mates:
    """Who must be loaded to compare the fresh entries, and which blocks say nothing.

    `keys` are the blocks of each fresh entry. `unsettled` are the entries of a block that
    became crowded by the fresh ones, or is no longer: they have to be compared again.
    """

    ids: frozenset[int]
    keys: Mapping[int, frozenset[str]]
    crowded: frozenset[str]
    unsettled: frozenset[int]


def find_mates(session: Session, fresh: Mapping[int, Profile], gone: Iterable[int]) -> Mates:
    """Return who may be the same as the fresh entries; those that are gone leave their blocks."""
    keys = {id: block_keys(profile) for id, profile in fresh.items()}
    stored = _stored_keys(session, {*fresh, *gone})
    leaving, coming = _count(stored.values()), _count(keys.values())
    before = _members(session, leaving.keys() | coming.keys())
    after = {key: before[key] - leaving[key] + coming[key] for key in leaving | coming}
    full = crowded(after)
    turned = full ^ crowded({key: before[key] for key in after})
    shared = {key for key in coming if key not in full and after[key] > coming[key]}
    blocks = _ids_by_key(session, shared | turned)
    settled = {key: ids.difference(stored, fresh) for key, ids in blocks.items()}
    return Mates(
        ids=_worth_loading(session, fresh, keys, {key: settled.get(key, set()) for key in shared}),
        keys=keys,
        crowded=full,
        unsettled=frozenset().union(*(settled.get(key, set()) for key in turned)),
    )


def share_a_block(session: Session, one: Profile, other: Profile) -> bool:
    """Whether two stored entries would be compared at all."""
    shared = block_keys(one) & block_keys(other)
    return any(candidates([one, other], {one.id}, crowded(_members(session, shared))))


def _worth_loading(
    session: Session,
    fresh: Mapping[int, Profile],
    keys: Mapping[int, frozenset[str]],
    blocks: Mapping[str, set[int]],
) -> frozenset[int]:
    """Return who shares a name, link or day, and who shares less but is called alike."""
    called = _called(session, frozenset().union(*blocks.values()))
    listed = {key: _block(called, ids) for key, ids in blocks.items()}
    worth: set[int] = set()
    for id, profile in fresh.items():
        sure: set[int] = set()
        perhaps: set[int] = set()
        for key in keys[id] & listed.keys():
            mates = listed[key].beside(profile.listing, profile.title.text)
            (sure if is_sure(key) else perhaps).update(mates)
        worth |= sure
        names = {mate: called[mate].words for mate in perhaps - worth}
        worth.update(called_alike(profile.title.all_words, names))
    return frozenset(worth)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """What a stored entry is called, and where it is listed."""

    words: str
    title: str
    listing: Listing


def _block(called: Mapping[int, _Called], ids: Iterable[int]) -> Block[int]:
    block = Block[int]()
    for id in ids:
        if one := called.get(id):
            block.add(one.listing, one.title, id)
    return block


def _called(session: Session, ids: Iterable[int]) -> dict[int, _Called]:
    found: dict[int, _Called] = {}
    for some in chunks(ids):
        rows = session.execute(
            select(
                Related.opportunity_id,
                Related.words,
                Opportunity.source,
                Opportunity.title,
                Opportunity.url,
            )
            .join(Opportunity, Opportunity.id == Related.opportunity_id)
            .where(Related.opportunity_id.in_(some))
        )
        for id, words, source, title, url in rows:
            host = address(url).partition("/")[0]
            found[id] = _Called(words=words, title=title, listing=(source, host))
    return found


def _stored_keys(session: Session, ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the blocks of entries as they were when last compared."""
    found: dict[int, set[str]] = {id: set() for id in ids}
    for some in chunks(found):
        rows = session.execute(
            select(BlockKey.opportunity_id, BlockKey.key).where(BlockKey.opportunity_id.in_(some))
        )
        for id, key in rows:
            found[id].add(key)
    return found


def _members(session: Session, keys: Iterable[str]) -> Counter[str]:
    """Return how many entries stand in each block."""
    found: Counter[str] = Counter()
    for some in chunks(keys):
        rows = session.execute(
            select(BlockKey.key, func.count()).where(BlockKey.key.in_(some)).group_by(BlockKey.key)
        )
        found.update({key: count for key, count in rows})
    return found


def _ids_by_key(session: Session, keys: Iterable[str]) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for some in chunks(keys):
        rows = session.execute(
            select(BlockKey.key, BlockKey.opportunity_id).where(BlockKey.key.in_(some))
        )
        for key, id in rows:
            found[key].add(id)
    return found


def _count(keys: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(key for some in keys for key in some)
