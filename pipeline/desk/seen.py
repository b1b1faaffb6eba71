"""Seen: what a person had before him when he decided, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.opportunities import Opportunity, Revision
from pipeline.desk.words import instant, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How an entry stood on a page: its revision, and the last decision on it (0: none)."""

    revision_id: int
    decision_id: int = 0

    @property
    def token(self) -> str:
        """The form in which a page carries it: "17-4"."""
        return f"{self.revision_id}-{self.decision_id}"

    @classmethod
    def of(cls, token: str) -> Seen:
        """Return what a page carried. Raises ValueError, in German, for anything else."""
        revision, _, decision = token.partition("-")
        if not (revision.isascii() and revision.isdigit() and decision.isascii()):
            raise ValueError("Die Seite ist unvollständig; bitte laden Sie sie neu.")
        if not decision.isdigit() or max(len(revision), len(decision)) > 18:
            raise ValueError("Die Seite ist unvollständig; bitte laden Sie sie neu.")
        return cls(revision_id=int(revision), decision_id=int(decision))


class Moved(ValueError):
    """The entry is another than the person saw; the message says in German what happened."""


def seen_of(session: Session, opportunity_ids: Collection[int]) -> dict[int, Seen]:
    """Return for each of these entries what a page that shows it now has seen."""
    stands = select(Opportunity.id, Opportunity.revision_id).where(
        Opportunity.id.in_(opportunity_ids)
    )
    revisions = {id: revision or 0 for id, revision in session.execute(stands)}
    last = dict.fromkeys(revisions, 0)
    for column in (Decision.opportunity_id, Decision.other_id):
        newest = select(column, func.max(Decision.id)).where(column.in_(opportunity_ids))
        for id, number in session.execute(newest.group_by(column)):
            if id in last:
                last[id] = max(last[id], number)
    return {
        id: Seen(revision_id=revision, decision_id=last[id]) for id, revision in revisions.items()
    }


def check_seen(session: Session, opportunity_id: int, seen: Seen | None) -> None:
    """Raise Moved where an entry is no longer what a person saw; the caller has locked it."""
    if seen is None:
        return
    now = seen_of(session, [opportunity_id]).get(opportunity_id)
    if now is not None and now != seen:
        raise Moved(_what_happened(session, opportunity_id, seen))


def _what_happened(session: Session, opportunity_id: int, seen: Seen) -> str:
    on_it = or_(Decision.opportunity_id == opportunity_id, Decision.other_id == opportunity_id)
    made = select(Decision).where(on_it, Decision.id > seen.decision_id).order_by(Decision.id)
    told = [sentence(one) for one in session.scalars(made)]
    if not told:
        read_at = session.scalar(
            select(func.max(Revision.made_at)).where(Revision.opportunity_id == opportunity_id)
        )
        told = [f"{instant(read_at)}: Seite der Quelle neu gelesen."] if read_at else []
    what = " ".join(told)
    return f"Der Eintrag hat sich inzwischen geändert. {what} Gespeichert wurde nichts."
