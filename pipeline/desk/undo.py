"""Undo: a person takes back what a person decided. That is a decision too; the row stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.changes import AreaName
from db.decisions import ISSUE_ACTS, OVER_READINGS, Act, Decision
from db.local_date import local_date
from db.opportunities import Opportunity
from db.projection import rebuild
from db.statements import Subject, statements_to_json
from pipeline.desk import identities
from pipeline.desk.answers import reopen
from pipeline.desk.issue import take_back
from pipeline.desk.seen import Moved, Seen
from pipeline.desk.standing import locked, restate, write_down
from pipeline.desk.stating import stands_of
from pipeline.desk.taking import wake
from pipeline.desk.visibility import presence_of, put_back
from pipeline.desk.words import sentence
from pipeline.duplicates.comparable import Grounds

_OF_TWO = (Act.SAME, Act.DIFFERENT)
_OF_PRESENCE = (Act.WITHDRAW, Act.RESTORE)
_STAYS = (Act.UNDO, Act.WRITE)


def undo(
    session: Session,
    decision_id: int,
    by: str,
    now: datetime,
    *,
    grounds: Grounds | None = None,
    seen: Seen | None = None,
    area_name: AreaName = str,
) -> Decision:
    """Take back a decision: what it had ended stands again, or what the machine reads.

    The caller owns the transaction; `grounds` are needed for a word on two entries, and
    `area_name` gives the German name of an area key. Raises LookupError or ValueError, in
    German, for what does not stand or is taken back elsewhere.
    """
    decision = session.get(Decision, decision_id)
    if decision is None or Act(decision.act) is Act.UNDO:
        raise LookupError(f"eine Entscheidung mit der Nummer {decision_id} steht nicht")
    if decision.act == Act.WRITE:
        raise ValueError("Ein von Hand erfasster Eintrag wird zurückgezogen oder nicht gezeigt.")
    if decision.act in ISSUE_ACTS:
        return take_back(session, decision_id, by, now)
    if decision.opportunity_id is None:
        raise ValueError("diese Entscheidung wird an anderer Stelle zurückgenommen")
    act = Act(decision.act)
    if act in _OF_TWO:
        return _separately(session, decision, grounds, by, now, seen)
    opportunity = locked(session, decision.opportunity_id, by, seen)
    session.refresh(decision)
    check_stands(session, decision)
    row = _row(decision, opportunity, by, now)
    if act in OVER_READINGS:
        _over_readings(session, decision, row, opportunity, now, area_name)
    elif act in _OF_PRESENCE:
        row.before = [presence_of(opportunity)]
        if decision.before:
            put_back(opportunity, decision.before[0])
        row.value = [presence_of(opportunity)]
        write_down(session, row)
        rebuild(session, [opportunity.id], local_date(now))
    else:
        write_down(session, row)
        reopen(session, decision)
        wake(session, decision)
    return row


def undo_last(
    session: Session, by: str, now: datetime, *, grounds: Grounds | None = None
) -> Decision:
    """Take back the last that a person decided and did not take back yet.

    Raises LookupError where there is nothing, and ValueError where it can be undone no more.
    """
    taken_back = aliased(Decision)
    last = (
        select(Decision.id)
        .outerjoin(taken_back, taken_back.undoes == Decision.id)
        .where(Decision.decided_by == by, Decision.act.not_in(_STAYS), taken_back.id.is_(None))
        .where(Decision.opportunity_id.is_not(None))  # what is about a source ends on its page
        .order_by(Decision.id.desc())
        .limit(1)
    )
    decision_id = session.scalar(last)
    if decision_id is None:
        raise LookupError("Sie haben nichts entschieden, was sich zurücknehmen ließe.")
    return undo(session, decision_id, by, now, grounds=grounds)


def check_stands(session: Session, decision: Decision) -> None:
    """Raise where a decision was taken back, or somebody decided otherwise since."""
    if decision.undone_at is None:
        return
    taken_back = session.scalar(select(Decision).where(Decision.undoes == decision.id))
    if taken_back is not None:
        raise LookupError(f"eine Entscheidung mit der Nummer {decision.id} steht nicht")
    later = (
        select(Decision)
        .where(Decision.opportunity_id == decision.opportunity_id, Decision.id > decision.id)
        .where(Decision.decided_by == decision.undone_by)
        .where(Decision.decided_at == decision.undone_at)
        .order_by(Decision.id)
    )
    since = session.scalars(later).first()
    who = sentence(since) if since else f"{decision.undone_by} hat inzwischen anders entschieden."
    raise Moved(f"Das lässt sich nicht mehr zurücknehmen. {who} Gespeichert wurde nichts.")


def _over_readings(
    session: Session,
    decision: Decision,
    row: Decision,
    opportunity: Opportunity,
    now: datetime,
    area_name: AreaName,
) -> None:
    if decision.subject:
        matter = (Subject(decision.subject), decision.case_key)
        row.before = statements_to_json(stands_of(session, opportunity, *matter))
    else:
        row.before = [opportunity.visibility]
    write_down(session, row)
    reopen(session, decision)
    restate(session, opportunity, now, area_name)
    if decision.subject:
        row.value = statements_to_json(stands_of(session, opportunity, *matter))
    else:
        row.value = [opportunity.visibility]


def _separately(
    session: Session,
    decision: Decision,
    grounds: Grounds | None,
    by: str,
    now: datetime,
    seen: Seen | None,
) -> Decision:
    """Take back what a person said of two entries."""
    if grounds is None or decision.opportunity_id is None or decision.other_id is None:
        raise ValueError("diese Entscheidung wird an anderer Stelle zurückgenommen")
    check_stands(session, decision)
    pair = (decision.opportunity_id, decision.other_id)
    identities.undo(session, *pair, grounds=grounds, by=by, now=now, seen=seen)
    row = session.scalar(select(Decision).where(Decision.undoes == decision.id))
    if row is None:  # between the look and the lock somebody else took it back, or said otherwise
        raise Moved("Das hat inzwischen jemand anders zurückgenommen. Gespeichert wurde nichts.")
    return row


def _row(decision: Decision, opportunity: Opportunity, by: str, now: datetime) -> Decision:
    return Decision(
        act=Act.UNDO,
        opportunity_id=decision.opportunity_id,
        item_id=decision.item_id,
        revision_id=opportunity.revision_id,
        undoes=decision.id,
        about=decision.about,
        subject=decision.subject,
        case_key=decision.case_key,
        quote=decision.quote,
        decided_by=by,
        decided_at=now,
    )
