"""Identities: what staff decide about two entries. It stands for ever, until staff undo it.

Each act checks, acts and writes. The caller owns the transaction, which must be one that
writes; nothing is committed here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.identities import RULES
from db.vocabulary import Relation
from pipeline.duplicates import compare
from pipeline.duplicates.comparable import Comparable, Grounds, load
from pipeline.duplicates.mates import share_a_block
from pipeline.duplicates.plan import plan_decision
from pipeline.duplicates.questions import answered
from pipeline.duplicates.standing import Pair, Restated, Tie, ties_of
from pipeline.duplicates.write import RelateReport, still_holds, write

# Others may write at the same time; what hangs together is few entries and soon held.
ATTEMPTS = 5

Deed = Callable[[], Restated]


def merge(
    session: Session, one: int, other: int, *, grounds: Grounds, by: str, now: datetime
) -> RelateReport:
    """Say that two entries are the same. Raises LookupError or ValueError, in German."""
    pair = _pair(one, other, by)

    def act() -> Restated:
        _published(session, pair, grounds)
        return _said(session, pair, Relation.SAME, "von der Servicestelle zusammengelegt", by)

    return _carry_out(session, pair, act, grounds, by, now)


def separate(
    session: Session, one: int, other: int, *, grounds: Grounds, by: str, now: datetime
) -> RelateReport:
    """Say that two entries are different. Raises LookupError or ValueError, in German."""
    pair = _pair(one, other, by)

    def act() -> Restated:
        _published(session, pair, grounds)
        return _said(session, pair, Relation.DIFFERENT, "von der Servicestelle getrennt", by)

    return _carry_out(session, pair, act, grounds, by, now)


def undo(
    session: Session, one: int, other: int, *, grounds: Grounds, by: str, now: datetime
) -> RelateReport:
    """Take back what stands between two entries.

    After a decision of staff the rules are asked again; a merge that the rules made is
    turned into a separation, or they would make it again. Raises LookupError where nothing
    stands.
    """
    pair = _pair(one, other, by)

    def act() -> Restated:
        ends = _published(session, pair, grounds)
        stands = _standing(session, pair)
        if stands is None:
            raise LookupError(f"zwischen {one} und {other} ist nichts entschieden")
        if not stands.by_staff:
            reason = "von der Servicestelle zurückgenommen"
            return _said(session, pair, Relation.DIFFERENT, reason, by)
        return Restated(ended=(stands,), stated=_by_rules(session, pair, ends))

    return _carry_out(session, pair, act, grounds, by, now)


def _carry_out(
    session: Session, pair: Pair, act: Deed, grounds: Grounds, by: str, now: datetime
) -> RelateReport:
    """Do an act and what follows from it; where others moved meanwhile, on what stands now."""
    for _attempt in range(ATTEMPTS):
        restated = act()
        if not restated.touched:
            return RelateReport()
        plan = plan_decision(session, restated, grounds)
        if still_holds(session, plan):
            if any(tie.by_staff for tie in restated.stated):
                answered(session, *pair, now)
            _log(session, restated, by, now)
            return write(session, plan, by, now)
    raise RuntimeError(f"the entries around {pair} moved {ATTEMPTS} times")


def _log(session: Session, restated: Restated, by: str, now: datetime) -> None:
    """Write down who said what of a pair, beside what follows from it."""
    for tie in restated.ended:
        earlier = select(Decision).where(
            Decision.act.in_((Act.SAME, Act.DIFFERENT)),
            Decision.opportunity_id == tie.pair[0],
            Decision.other_id == tie.pair[1],
            Decision.undone_at.is_(None),
        )
        for row in session.scalars(earlier):
            row.undone_by, row.undone_at = by, now
    session.add_all(
        Decision(
            act=Act(tie.relation.value),
            opportunity_id=tie.pair[0],
            other_id=tie.pair[1],
            value=[],
            why=tie.reason,
            decided_by=by,
            decided_at=now,
        )
        for tie in restated.stated
        if tie.by_staff
    )


def _said(session: Session, pair: Pair, relation: Relation, reason: str, by: str) -> Restated:
    stands = _standing(session, pair)
    if stands is None:
        return Restated(stated=(Tie(pair=pair, relation=relation, reason=reason, by=by),))
    if stands.by_staff and stands.relation is relation:
        return Restated()
    new = Tie(pair=pair, relation=relation, reason=reason, by=by)
    return Restated(ended=(stands,), stated=(new,))


def _by_rules(session: Session, pair: Pair, ends: tuple[Comparable, Comparable]) -> tuple[Tie, ...]:
    """Return what the rules say of two entries, if they would compare them at all."""
    profiles = [end.profile for end in ends]
    verdict = compare(*profiles)
    if verdict.relation is Relation.DIFFERENT or not share_a_block(session, *profiles):
        return ()
    return (Tie(pair=pair, relation=verdict.relation, reason=verdict.reason, by=RULES),)


def _published(session: Session, pair: Pair, grounds: Grounds) -> tuple[Comparable, Comparable]:
    found = load(session, pair, grounds, {})
    for id in pair:
        if id not in found:
            raise LookupError(f"einen veröffentlichten Eintrag mit der Nummer {id} gibt es nicht")
    return found[pair[0]], found[pair[1]]


def _pair(one: int, other: int, by: str) -> Pair:
    if not by or by == RULES:
        raise ValueError("eine Entscheidung braucht einen Namen")
    if one == other:
        raise ValueError("zwei verschiedene Einträge sind nötig")
    return min(one, other), max(one, other)


def _standing(session: Session, pair: Pair) -> Tie | None:
    return next((tie for tie in ties_of(session, pair) if tie.pair == pair), None)
