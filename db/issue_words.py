"""Issue words: what a decision of the desk says of an issue, and which of them stand.

A decision for one cadence is for the first issue of that cadence from its day on, and is used up
by it: if no issue goes out on that day, it holds for the one that goes out instead. A decision
for all cadences stands until it is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from db.decisions import ISSUE_ACTS, Decision
from db.issue_marks import IssueMark
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
    session: Session, cadence: Cadence, on: date | None = None, *, locked: bool = False
) -> list[Decision]:
    """Return what stands for the next issue of a cadence, the oldest first.

    With a day only what is for an issue of that day. `locked` lets nobody undo it, nor another
    issue take it, before the transaction ends.
    """
    query = (
        select(Decision)
        .where(
            Decision.act.in_(ISSUE_ACTS),
            Decision.undone_at.is_(None),
            Decision.about.in_((ALL, cadence.value)),
            or_(Decision.about == ALL, ~exists().where(IssueMark.decision_id == Decision.id)),
        )
        .order_by(Decision.id)
    )
    if locked:
        query = query.with_for_update(of=Decision)
    found = list(session.scalars(query))
    # Whoever had to wait for the lock does not see by the same statement what was taken meanwhile.
    taken = taken_words(session, (one.id for one in found)) if locked else frozenset()
    return [
        one
        for one in found
        if one.about == ALL or one.id not in taken
        if on is None or (word_of(one).on or on) <= on
    ]


def taken_words(session: Session, decisions: Iterable[int]) -> frozenset[int]:
    """Return which of some decisions an issue was planned with."""
    ids = list(decisions)
    if not ids:
        return frozenset()
    return frozenset(
        session.scalars(select(IssueMark.decision_id).where(IssueMark.decision_id.in_(ids)))
    )
