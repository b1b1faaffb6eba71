"""Relate: which entries are the same programme; the step after all entries were read.

Only what is new or changed is compared, with whatever shares a block with it. What staff
decided stands. Where nothing waits, nothing is done and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Select, delete, insert, select
from sqlalchemy.orm import Session

from crawlers.source import Source
from db.actors import Actors
from db.engine import reading, writing
from db.identities import RULES, GroupMember, Identity, Related
from db.vocabulary import Relation
from pipeline.duplicates import Bond, PairVerdict, candidates, compare, grouped
from pipeline.duplicates.comparable import Entries, load_entries, uncompared
from pipeline.duplicates.questions import ask

Pair = tuple[int, int]
MANY = 500  # ids in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RelateReport:
    """What the step did: entries now shown with another, and new questions to staff."""

    merged: int = 0
    asked: int = 0


def relate(
    engine: Engine, sources: Mapping[str, Source], actors: Actors, edition: str, now: datetime
) -> RelateReport:
    """Compare what is new or changed with its block mates; write down what they are."""
    with reading(engine) as session:
        if not uncompared(session, edition):
            return RelateReport()
    with writing(engine) as session:
        fresh = uncompared(session, edition)
        entries = load_entries(session, sources, actors)
        _restate(session, set(fresh), verdicts(entries, set(fresh)), now)
        _mark(session, fresh, edition)
        return settle_groups(session, entries, now)


def verdicts(entries: Entries, fresh: set[int]) -> dict[Pair, PairVerdict]:
    """Return what fresh entries are to others; who is nothing to another is left out."""
    profiles = [entry.profile for entry in entries.by_id.values()]
    found: dict[Pair, PairVerdict] = {}
    for one, other in candidates(profiles, fresh):
        verdict = compare(one, other)
        if verdict.relation is not Relation.DIFFERENT:
            found[min(one.id, other.id), max(one.id, other.id)] = verdict
    return found


def settle_groups(session: Session, entries: Entries, now: datetime) -> RelateReport:
    """Write down the groups that follow from all standing identities, and ask what is open."""
    session.flush()
    standing = [
        row
        for row in session.scalars(standing_identities())
        if row.first_id in entries.by_id and row.second_id in entries.by_id
    ]
    groups = _groups(standing, entries)
    merged = _write_groups(session, groups)
    return RelateReport(merged=merged, asked=ask(session, entries, groups, standing, now))


def standing_identities() -> Select[Identity]:
    """Return the query for the identities that count, the oldest first."""
    return select(Identity).where(Identity.undone_at.is_(None)).order_by(Identity.id)


def state(
    session: Session, pair: Pair, relation: Relation, reason: str, by: str, now: datetime
) -> None:
    """Write down what two entries are; whatever stood before must have been ended."""
    first, second = pair
    session.add(
        Identity(
            first_id=first,
            second_id=second,
            relation=relation,
            reason=reason,
            decided_by=by,
            decided_at=now,
        )
    )


def end(row: Identity, by: str, now: datetime) -> None:
    """End an identity: it is kept, but no longer counts."""
    row.undone_at, row.undone_by = now, by


def _restate(
    session: Session, fresh: set[int], found: Mapping[Pair, PairVerdict], now: datetime
) -> None:
    """Bring the rules' identities of the fresh entries to the verdicts; staff's stay."""
    kept: set[Pair] = set()
    for row in session.scalars(standing_identities()):
        if fresh.isdisjoint(row.pair):
            continue
        verdict = found.get(row.pair)
        if row.by_staff or (verdict is not None and verdict.relation == row.relation):
            kept.add(row.pair)
        else:
            end(row, RULES, now)
    session.flush()  # a pair has at most one row that counts
    for pair, verdict in found.items():
        if pair not in kept:
            state(session, pair, verdict.relation, verdict.reason, RULES, now)


def _mark(session: Session, fresh: Mapping[int, int | None], edition: str) -> None:
    """Write down what was compared, so that it is compared once."""
    ids = sorted(fresh)
    for start in range(0, len(ids), MANY):
        old = Related.opportunity_id.in_(ids[start : start + MANY])
        session.execute(delete(Related).where(old))
    rows = [
        {"opportunity_id": id, "revision_id": revision_id, "edition": edition}
        for id, revision_id in sorted(fresh.items())
        if revision_id is not None
    ]
    if rows:
        session.execute(insert(Related), rows)


def _groups(standing: list[Identity], entries: Entries) -> tuple[tuple[int, ...], ...]:
    def apart(one: int, other: int) -> bool:
        verdict = compare(entries.by_id[one].profile, entries.by_id[other].profile)
        return verdict.relation not in (Relation.SAME, Relation.LIKELY)

    bonds = [
        Bond(pair=row.pair, by_staff=row.by_staff)
        for row in standing
        if row.relation == Relation.SAME
    ]
    refused = {row.pair for row in standing if row.by_staff and row.relation == Relation.DIFFERENT}
    return tuple(map(entries.in_order, grouped(bonds, refused, apart)))


def _write_groups(session: Session, groups: tuple[tuple[int, ...], ...]) -> int:
    """Write only what is different; return how many more entries stand behind another now."""
    wanted = {id: (group[0], place) for group in groups for place, id in enumerate(group)}
    rows = {row.opportunity_id: row for row in session.scalars(select(GroupMember))}
    behind = sum(row.place > 0 for row in rows.values())
    for id, row in rows.items():
        if id not in wanted:
            session.delete(row)
        elif (row.leader_id, row.place) != wanted[id]:
            row.leader_id, row.place = wanted[id]
    new = [id for id in wanted if id not in rows]
    session.add_all(
        GroupMember(opportunity_id=id, leader_id=wanted[id][0], place=wanted[id][1]) for id in new
    )
    return max(0, sum(place > 0 for _leader, place in wanted.values()) - behind)
