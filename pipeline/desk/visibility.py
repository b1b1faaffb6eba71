"""Visibility: a person says who may see an entry, or that it is gone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.local_date import local_date
from db.opportunities import Opportunity
from db.projection import rebuild
from db.vocabulary import Visibility
from pipeline.desk.seen import Seen
from pipeline.desk.standing import locked, restate, write_down
from pipeline.visit import absence


def show_as(
    session: Session,
    opportunity_id: int,
    visibility: Visibility,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Let a person decide whether an entry is published; the caller owns the transaction.

    Raises LookupError or ValueError, in German, and Moved.
    """
    opportunity = locked(session, opportunity_id, by, seen)
    before, value = [opportunity.visibility], [visibility.value]
    decision = _written(session, Act.SHOW, opportunity, before, value, why, by, now)
    restate(session, opportunity, now)
    return decision


def withdraw(
    session: Session,
    opportunity_id: int,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Take an entry out because a person says so; no later run brings it back."""
    opportunity = locked(session, opportunity_id, by, seen)
    before = [presence_of(opportunity)]
    absence.withdraw(opportunity, now)
    return _present(session, Act.WITHDRAW, opportunity, before, why, by, now)


def restore(
    session: Session,
    opportunity_id: int,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Bring an entry back: it counts as listed until a run misses it."""
    opportunity = locked(session, opportunity_id, by, seen)
    before = [presence_of(opportunity)]
    absence.restore(opportunity)
    return _present(session, Act.RESTORE, opportunity, before, why, by, now)


def presence_of(opportunity: Opportunity) -> dict[str, Any]:
    """Return whether an entry is still listed, as a row of the log holds it."""
    since_at = opportunity.absent_since_at
    return {
        "presence": opportunity.presence,
        "why": opportunity.withdrawn_why,
        "since_at": since_at.isoformat() if since_at else None,
        "run_id": opportunity.absent_run_id,
    }


def put_back(opportunity: Opportunity, before: dict[str, Any]) -> None:
    """Let an entry be listed or not as it was before a person said otherwise."""
    since_at = before["since_at"]
    opportunity.presence, opportunity.withdrawn_why = before["presence"], before["why"]
    opportunity.absent_since_at = datetime.fromisoformat(since_at) if since_at else None
    opportunity.absent_run_id = before["run_id"]


def _present(
    session: Session,
    act: Act,
    opportunity: Opportunity,
    before: list[Any],
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    value = [presence_of(opportunity)]
    decision = _written(session, act, opportunity, before, value, why, by, now)
    rebuild(session, [opportunity.id], local_date(now))
    return decision


def _written(
    session: Session,
    act: Act,
    opportunity: Opportunity,
    before: list[Any],
    value: list[Any],
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    return write_down(
        session,
        Decision(
            act=act,
            opportunity_id=opportunity.id,
            revision_id=opportunity.revision_id,
            before=before,
            value=value,
            why=why,
            decided_by=by,
            decided_at=now,
        ),
    )
