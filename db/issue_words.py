"""Issue words: what a decision of the desk says of an issue, and which of them stand.

A decision for one cadence is for the first issue of that cadence from its day on and for all of the
same period (`db.rhythm.period`), and is used up by them: if no issue goes out on that day, it holds
for the one that goes out instead, and readers of one week get the same, whatever their weekday. A
decision for all cadences stands until it is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from db.decisions import ISSUE_ACTS, Decision
from db.deliveries import DigestIssue
from db.issue_marks import IssueMark
from db.rhythm import period
from db.vocabulary import Cadence

ALL = ""  # instead of a cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWord:
    """What a decision says: from which day on, and for a note its text and its area."""

    on: date | None = None
    text: str = ""
    area: str = ""

    def to_json(self) -> list[dict[str, Any]]:
        """Return it as a decision's value."""
        return [asdict(self) | {"on": self.on.isoformat() if self.on else None}]


def word_of(decision: Decision) -> IssueWord:
    """Return what a decision says of an issue."""
    (said,) = decision.value
    on = date.fromisoformat(said["on"]) if said["on"] else None
    return IssueWord(on=on, text=said["text"], area=said["area"])


def standing_words(
    session: Session, cadence: Cadence, on: date, *, later: bool = False, locked: bool = False
) -> list[Decision]:
    """Return what stands for the issue of a day, the oldest first.

    With `later` also what is only for issues after it. `locked` lets nobody undo it, nor another
    issue take it, before the transaction ends.
    """
    query = (
        select(Decision)
        .where(
            Decision.act.in_(ISSUE_ACTS),
            Decision.undone_at.is_(None),
            Decision.about.in_((ALL, cadence.value)),
            or_(Decision.about == ALL, ~_taken_outside(cadence, on)),
        )
        .order_by(Decision.id)
    )
    if locked:
        query = query.with_for_update(of=Decision)
    found = list(session.scalars(query))
    # Whoever had to wait for the lock does not see by the same statement what was taken meanwhile.
    taken = _taken_of(session, found, cadence, on) if locked else frozenset()
    return [
        one
        for one in found
        if one.about == ALL or one.id not in taken
        if later or (word_of(one).on or on) <= on
    ]


def _taken_of(
    session: Session, decisions: Iterable[Decision], cadence: Cadence, on: date
) -> frozenset[int]:
    ids = [one.id for one in decisions]
    taken = select(Decision.id).where(Decision.id.in_(ids), _taken_outside(cadence, on))
    return frozenset(session.scalars(taken)) if ids else frozenset()


def _taken_outside(cadence: Cadence, on: date) -> ColumnElement[bool]:
    """Return the condition: an issue of another period than that of a day was planned with it."""
    return exists().where(
        IssueMark.decision_id == Decision.id,
        DigestIssue.id == IssueMark.issue_id,
        ~DigestIssue.issued_on.between(*period(cadence, on)),
    )


def taken_words(session: Session, decisions: Iterable[int]) -> frozenset[int]:
    """Return which of some decisions an issue was planned with."""
    ids = list(decisions)
    if not ids:
        return frozenset()
    return frozenset(
        session.scalars(select(IssueMark.decision_id).where(IssueMark.decision_id.in_(ids)))
    )
