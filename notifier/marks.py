"""Marks: what the desk holds back from an issue, puts first in it, and says on top of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.decisions import Act, Decision
from db.deliveries import DigestIssue
from db.identities import GroupMember
from db.issue_marks import IssueMark
from db.issue_words import standing_words, word_of
from db.vocabulary import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of the desk on top of an issue; without an area it is for every reader."""

    text: str
    area: str
    by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an issue is planned with beside the news: entries by their ids, and notes."""

    held: frozenset[int] = frozenset()
    lifted: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()


def standing_marks(session: Session, cadence: Cadence, on: date) -> Marks:
    """Return what an issue would be planned with if it were begun now."""
    decided = standing_words(session, cadence, on)
    return _marks((one, entry) for one, entry in _by_entry(session, decided))


def write_marks(session: Session, issue_id: int, cadence: Cadence, on: date) -> None:
    """Fix what an issue is planned with, in the transaction that begins it."""
    decided = standing_words(session, cadence, on, locked=True)
    session.add_all(
        IssueMark(issue_id=issue_id, decision_id=one.id, opportunity_id=entry)
        for one, entry in _by_entry(session, decided)
    )


def marks_of(session: Session, issue_id: int) -> Marks:
    """Return what an issue is planned with, however long ago it was begun."""
    rows = session.execute(
        select(Decision, IssueMark.opportunity_id)
        .join(IssueMark, IssueMark.decision_id == Decision.id)
        .where(IssueMark.issue_id == issue_id)
        .order_by(IssueMark.id)
    )
    return _marks((decision, entry) for decision, entry in rows)


def kept_out(session: Session, cadence: Cadence) -> Mapping[int, tuple[date, ...]]:
    """Return the days of those issues that entries were held back from, by entry."""
    rows = session.execute(
        select(IssueMark.opportunity_id, DigestIssue.issued_on)
        .join(DigestIssue, DigestIssue.id == IssueMark.issue_id)
        .join(Decision, Decision.id == IssueMark.decision_id)
        .where(
            Decision.act == Act.HOLD_BACK,
            DigestIssue.cadence == cadence,
            IssueMark.opportunity_id.is_not(None),
        )
        .order_by(DigestIssue.issued_on)
    )
    found: defaultdict[int, list[date]] = defaultdict(list)
    for entry, on in rows:
        found[entry or 0].append(on)
    return {entry: tuple(days) for entry, days in found.items()}


def _by_entry(
    session: Session, decided: Iterable[Decision]
) -> Iterable[tuple[Decision, int | None]]:
    """Yield each decision with each entry it is about: what shares a card shares its fate."""
    decided = list(decided)
    mates = _mates(session, [one.opportunity_id for one in decided if one.opportunity_id])
    for one in decided:
        if one.opportunity_id is None:
            yield one, None
        else:
            for entry in sorted({one.opportunity_id, *mates.get(one.opportunity_id, ())}):
                yield one, entry


def _mates(session: Session, ids: list[int]) -> Mapping[int, set[int]]:
    if not ids:
        return {}
    here, there = aliased(GroupMember), aliased(GroupMember)
    rows = session.execute(
        select(here.opportunity_id, there.opportunity_id)
        .join(there, there.leader_id == here.leader_id)
        .where(here.opportunity_id.in_(ids))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in rows:
        found[one].add(other)
    return found


def _marks(rows: Iterable[tuple[Decision, int | None]]) -> Marks:
    held: set[int] = set()
    lifted: set[int] = set()
    notes: list[Note] = []
    for decision, entry in rows:
        if decision.act == Act.INTRODUCE:
            said = word_of(decision)
            notes.append(
                Note(
                    text=said.text,
                    area=said.area,
                    by=decision.decided_by,
                    decided_at=decision.decided_at,
                )
            )
        elif entry is not None:
            (held if decision.act == Act.HOLD_BACK else lifted).add(entry)
    return Marks(held=frozenset(held), lifted=frozenset(lifted), notes=tuple(notes))
