"""Visibility: a person says who may see an entry, or that it is gone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.local_date import local_date
from db.projection import rebuild
from db.vocabulary import Visibility
from pipeline.desk.standing import locked, restate
from pipeline.visit import absence


def show_as(
    session: Session, opportunity_id: int, visibility: Visibility, by: str, now: datetime
) -> Decision:
    """Let a person decide whether an entry is published; the caller owns the transaction.

    Raises LookupError or ValueError, in German.
    """
    opportunity = locked(session, opportunity_id, by)
    decision = _written(session, Act.SHOW, opportunity_id, by, now)
    decision.value = [visibility.value]
    restate(session, opportunity, now)
    return decision


def withdraw(session: Session, opportunity_id: int, by: str, now: datetime) -> None:
    """Take an entry out because a person says so; no later run brings it back."""
    opportunity = locked(session, opportunity_id, by)
    absence.withdraw(opportunity, now)
    _written(session, Act.WITHDRAW, opportunity_id, by, now)
    rebuild(session, [opportunity_id], local_date(now))


def restore(session: Session, opportunity_id: int, by: str, now: datetime) -> None:
    """Take a person's word back: the entry counts as listed until a run misses it."""
    absence.restore(locked(session, opportunity_id, by))
    _end(session, Act.WITHDRAW, opportunity_id, by, now)
    rebuild(session, [opportunity_id], local_date(now))


def _written(session: Session, act: Act, opportunity_id: int, by: str, now: datetime) -> Decision:
    _end(session, act, opportunity_id, by, now)
    decision = Decision(
        act=act, opportunity_id=opportunity_id, value=[], decided_by=by, decided_at=now
    )
    session.add(decision)
    return decision


def _end(session: Session, act: Act, opportunity_id: int, by: str, now: datetime) -> None:
    earlier = select(Decision).where(
        Decision.opportunity_id == opportunity_id,
        Decision.act == act,
        Decision.undone_at.is_(None),
    )
    for row in session.scalars(earlier):
        row.undone_by, row.undone_at = by, now
