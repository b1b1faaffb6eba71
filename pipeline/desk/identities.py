"""Identities: what staff decide about two entries. It stands for ever, until staff undo it.

Each act checks, acts and writes. The caller owns the transaction, which must be one that
writes; nothing is committed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.identities import RULES
from db.vocabulary import Relation
from pipeline.desk.seen import Seen, check_seen
from pipeline.desk.standing import write_down
from pipeline.duplicates import compare
from pipeline.duplicates.comparable import Comparable, Grounds, load
from pipeline.duplicates.mates import share_a_block
from pipeline.duplicates.plan import plan_decision
from pipeline.duplicates.questions import answered
from pipeline.duplicates.standing import Pair, Restated, Tie, ties_of
from pipeline.duplicates.write import RelateReport, still_holds, write

# Others may write at the same time; what hangs together is few entries and soon held.
ATTEMPTS = 5

Deed = Callable[[], tuple[Restated, Decision]]


def merge(
    session: Session,
    one: int,
    other: int,
    *,
    grounds: Grounds,
    by: str,
    now: datetime,
    why: str = "",
    seen: Seen | None = None,
) -> RelateReport:
    """Say that two entries are the same.

    `seen` is how the first one stood on the page. Raises LookupError or ValueError, in German,
    and Moved.
    """
    reason = "von der Servicestelle zusammengelegt"
    said = _Said(relation=Relation.SAME, reason=reason, why=why, by=by, now=now)
    return _say(session, one, other, said, grounds, seen)


def separate(
    session: Session,
    one: int,
    other: int,
    *,
    grounds: Grounds,
    by: str,
    now: datetime,
    why: str = "",
    seen: Seen | None = None,
) -> RelateReport:
    """Say that two entries are different. Raises as `merge` does."""
    reason = "von der Servicestelle getrennt"
    said = _Said(relation=Relation.DIFFERENT, reason=reason, why=why, by=by, now=now)
    return _say(session, one, other, said, grounds, seen)


def undo(
    session: Session,
    one: int,
    other: int,
    *,
    grounds: Grounds,
    by: str,
    now: datetime,
    why: str = "",
    seen: Seen | None = None,
) -> RelateReport:
    """Take back what stands between two entries.

    After a word of staff the word before it stands again, or the rules are asked; a merge that
    the rules made is turned into a separation, or they would make it again. Raises LookupError
    where nothing stands, and as `merge` does.
    """
    pair = _pair(one, other, by)

    def act() -> tuple[Restated, Decision]:
        ends = _published(session, pair, grounds)
        stands = _standing(session, pair)
        if stands is None:
            raise LookupError(f"zwischen {one} und {other} ist nichts entschieden")
        if not stands.by_staff:
            reason = "von der Servicestelle zurückgenommen"
            said = _Said(relation=Relation.DIFFERENT, reason=reason, why=why, by=by, now=now)
            return _restated(pair, stands, said)
        word, earlier = _words_of_staff(session, pair)
        again = (earlier,) if earlier else _by_rules(session, pair, ends)
        restated = Restated(ended=(stands,), stated=again)
        row = _row(pair, Act.UNDO, [stands.relation], [tie.relation for tie in again], why, by, now)
        row.undoes = word
        return restated, row

    return _carry_out(session, (one, other), act, grounds, seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a person says of two entries."""

    relation: Relation
    reason: str
    why: str
    by: str
    now: datetime


def _say(
    session: Session, one: int, other: int, said: _Said, grounds: Grounds, seen: Seen | None
) -> RelateReport:
    pair = _pair(one, other, said.by)

    def act() -> tuple[Restated, Decision]:
        _published(session, pair, grounds)
        return _restated(pair, _standing(session, pair), said)

    return _carry_out(session, (one, other), act, grounds, seen)


def _restated(pair: Pair, stands: Tie | None, said: _Said) -> tuple[Restated, Decision]:
    tie = Tie(pair=pair, relation=said.relation, reason=said.reason, by=said.by)
    before = [stands.relation.value] if stands else []
    why = said.why or said.reason
    act, value = Act(said.relation.value), [said.relation.value]
    row = _row(pair, act, before, value, why, said.by, said.now)
    if stands and stands.by_staff and stands.relation is said.relation:
        return Restated(), row
    return Restated(ended=(stands,) if stands else (), stated=(tie,)), row


def _carry_out(
    session: Session, pair: Pair, act: Deed, grounds: Grounds, seen: Seen | None
) -> RelateReport:
    """Do an act and what follows from it; where others moved meanwhile, on what stands now."""
    for _attempt in range(ATTEMPTS):
        restated, row = act()
        if not restated.touched:
            check_seen(session, pair[0], seen)
            return RelateReport()
        plan = plan_decision(session, restated, grounds)
        if still_holds(session, plan):
            # From here on nobody else changes them.
            check_seen(session, pair[0], seen)
            write_down(session, row)
            if any(tie.by_staff for tie in restated.stated):
                answered(session, row)
            return write(session, plan, row.decided_by, row.decided_at)
    raise RuntimeError(f"the entries around {pair} moved {ATTEMPTS} times")


def _row(
    pair: Pair,
    act: Act,
    before: list[Any],
    value: list[Any],
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    return Decision(
        act=act,
        opportunity_id=pair[0],
        other_id=pair[1],
        before=before,
        value=value,
        why=why,
        decided_by=by,
        decided_at=now,
    )


def _words_of_staff(session: Session, pair: Pair) -> tuple[int | None, Tie | None]:
    """Return the word that stands between two entries, and the one that it had ended, if any."""
    of_pair = select(Decision).where(
        Decision.opportunity_id == pair[0], Decision.other_id == pair[1]
    )
    rows = session.scalars(of_pair).all()
    taken_back = {row.undoes for row in rows}
    words = [row for row in rows if row.act != Act.UNDO and row.id not in taken_back]
    words.sort(key=lambda row: row.id)
    if len(words) < 2:
        return (words[0].id if words else None), None
    *_, before, last = words
    relation = Relation(before.act)
    tie = Tie(pair=pair, relation=relation, reason=before.why, by=before.decided_by)
    return last.id, tie


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
