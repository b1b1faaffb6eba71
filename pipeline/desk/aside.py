"""Aside: acts that state nothing: a question waits or is put away, a remark is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.local_date import local_date
from db.reviews import ReviewItem
from pipeline.desk.answers import asked, settle_item
from pipeline.desk.seen import Seen
from pipeline.desk.standing import locked, write_down
from pipeline.duplicates.questions import SAME_AS


def postpone(
    session: Session,
    item_id: int,
    until_on: date,
    by: str,
    now: datetime,
    *,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Write down that a question waits until a day. Raises as `dismiss` does."""
    if until_on <= local_date(now):
        raise ValueError("Zurückstellen lässt sich eine Frage nur auf einen späteren Tag.")
    item, _opportunity = asked(session, item_id, by, seen)
    item.asleep_until_on, item.awaits_answer = until_on, False
    return _about(session, item, Act.POSTPONE, [until_on.isoformat()], why, by, now)


def ask_funder(
    session: Session,
    item_id: int,
    *,
    question: str,
    whom: str,
    due_on: date,
    by: str,
    now: datetime,
    why: str = "",
    seen: Seen | None = None,
) -> Decision:
    """Write down what was asked of a funder, whom, and when an answer is due.

    The question stays open, and is nobody's work until then. Raises as `dismiss` does.
    """
    if not question.strip() or not whom.strip():
        raise ValueError("Wer nachfragt, sagt was und bei wem.")
    if due_on <= local_date(now):
        raise ValueError("Die Antwort kann erst an einem späteren Tag fällig sein.")
    item, _opportunity = asked(session, item_id, by, seen)
    item.asleep_until_on, item.awaits_answer = due_on, True
    value = {"asked": question, "whom": whom, "due_on": due_on.isoformat()}
    return _about(session, item, Act.ASK_FUNDER, [value], why, by, now)


def dismiss(
    session: Session,
    item_id: int,
    by: str,
    now: datetime,
    *,
    why: str,
    seen: Seen | None = None,
) -> Decision:
    """Put a question away that leads to no value, with the reason ("keine", "nicht wichtig").

    Raises LookupError or ValueError, in German, and Moved where somebody was quicker.
    """
    if not why.strip():
        raise ValueError("Wer eine Frage ablegt, sagt warum.")
    item, _opportunity = asked(session, item_id, by, seen)
    if item.field == SAME_AS:
        raise ValueError("Ob zwei Einträge dasselbe sind, sagt Zusammenlegen oder Trennen.")
    decision = _about(session, item, Act.DISMISS, [], why, by, now)
    settle_item(item, decision)
    return decision


def note(
    session: Session,
    opportunity_id: int,
    remark: str,
    by: str,
    now: datetime,
    *,
    seen: Seen | None = None,
) -> Decision:
    """Keep a remark of the desk on an entry; no reader sees it. Raises LookupError, ValueError."""
    if not remark.strip():
        raise ValueError("Eine Anmerkung braucht Worte.")
    opportunity = locked(session, opportunity_id, by, seen)
    return write_down(
        session,
        Decision(
            act=Act.NOTE,
            opportunity_id=opportunity.id,
            revision_id=opportunity.revision_id,
            why=remark,
            decided_by=by,
            decided_at=now,
        ),
    )


def _about(
    session: Session,
    item: ReviewItem,
    act: Act,
    value: list[Any],
    why: str,
    by: str,
    now: datetime,
) -> Decision:
    return write_down(
        session,
        Decision(
            act=act,
            opportunity_id=item.opportunity_id,
            item_id=item.id,
            about=item.question,
            value=value,
            quote=item.quote,
            why=why,
            decided_by=by,
            decided_at=now,
        ),
    )
