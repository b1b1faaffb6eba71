"""Undo: a person takes back what a person decided; the row stays, with who ended it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.statements import Subject
from pipeline.desk.answers import reopen
from pipeline.desk.standing import locked, restate

UNDOABLE = (Act.CORRECT, Act.SHOW)


def undo(session: Session, decision_id: int, by: str, now: datetime) -> Decision:
    """End a correction or a word on visibility: what the machine reads stands again.

    The caller owns the transaction. Raises LookupError or ValueError, in German, for a
    decision that does not stand or is taken back elsewhere.
    """
    decision = session.get(Decision, decision_id, with_for_update=True)
    if decision is None or decision.undone_at is not None:
        raise LookupError(f"eine Entscheidung mit der Nummer {decision_id} steht nicht")
    if decision.act not in UNDOABLE or decision.opportunity_id is None:
        raise ValueError("diese Entscheidung wird an anderer Stelle zurückgenommen")
    opportunity = locked(session, decision.opportunity_id, by)
    decision.undone_by, decision.undone_at = by, now
    if decision.subject:
        reopen(session, decision.opportunity_id, Subject(decision.subject), now)
    restate(session, opportunity, now)
    return decision
