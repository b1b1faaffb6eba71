"""Collecting: the selection that an account collects into, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.selections import CurrentSelection, Selection, SelectionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """What is collected into; without a number there is none yet, and the first entry begins it."""

    number: int = 0
    title: str = ""
    entries: frozenset[int] = frozenset()


def collecting(session: Session, account_id: int) -> Collecting:
    """Return what an account collects into, and the entries that are in it."""
    rows = session.execute(
        select(Selection.id, Selection.title, SelectionItem.opportunity_id)
        .join(CurrentSelection, CurrentSelection.selection_id == Selection.id)
        .outerjoin(SelectionItem, SelectionItem.selection_id == Selection.id)
        .where(CurrentSelection.account_id == account_id, Selection.sent_at.is_(None))
    ).all()
    if not rows:
        return Collecting()
    entries = frozenset(entry for _number, _title, entry in rows if entry is not None)
    return Collecting(number=rows[0][0], title=rows[0][1], entries=entries)
