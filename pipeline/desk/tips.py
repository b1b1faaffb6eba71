"""Tips: what the desk makes of a page that a stranger named, each act one row of the log.

The caller owns the transaction. Each raises LookupError or ValueError in German.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.opportunities import Opportunity
from db.reviews import TIP, ReviewItem
from db.tips import Tip
from db.vocabulary import ReviewState, TipEnd
from pipeline.desk.standing import locked

QUOTED = 600  # characters of a sentence that a question repeats


def ask_because_of(
    session: Session, tip_id: int, opportunity_id: int, by: str, now: datetime
) -> Decision:
    """Let a tip become a question about an entry, so that the desk looks at it."""
    tip = _open(session, tip_id, by)
    opportunity = locked(session, opportunity_id, by)
    item = _question(session, tip, opportunity, now)
    return _settled(session, tip, TipEnd.QUESTION, by, now, entry=opportunity.id, item_id=item.id)


def became(session: Session, tip_id: int, opportunity_id: int, by: str, now: datetime) -> Decision:
    """Note which entry was written down because of a tip."""
    return _settled(session, _open(session, tip_id, by), TipEnd.ENTRY, by, now, opportunity_id)


def put_away(session: Session, tip_id: int, why: str, by: str, now: datetime) -> Decision:
    """Settle a tip that leads to nothing, with the reason."""
    if not why.strip():
        raise ValueError("Bitte geben Sie einen Grund an.")
    return _settled(session, _open(session, tip_id, by), TipEnd.DONE, by, now, why=why)


def take_back(session: Session, tip_id: int, by: str, now: datetime) -> Decision:
    """Open a settled tip again; a question that came of it is asked no more.

    An entry that came of it stays: it is withdrawn where it stands.
    """
    tip = _locked(session, tip_id, by)
    if tip.settled_by_id is None:
        raise ValueError("Dieser Hinweis ist offen.")
    decision = session.get_one(Decision, tip.settled_by_id)
    item = session.get(ReviewItem, decision.item_id) if decision.item_id else None
    if item is not None and item.state == ReviewState.OPEN:
        item.state, item.settled_at = ReviewState.MOOT, now
    tip.settled_at = tip.settled_by_id = None
    decision.undone_by, decision.undone_at = by, now
    return _logged(
        session,
        Decision(
            act=Act.UNDO,
            undoes=decision.id,
            about=decision.about,
            item_id=decision.item_id,
            decided_by=by,
            decided_at=now,
        ),
    )


def _question(session: Session, tip: Tip, opportunity: Opportunity, now: datetime) -> ReviewItem:
    said = " ".join(tip.told[-1]["said"].split())[:QUOTED] if tip.told else ""
    mark = hashlib.sha256(f"tip {tip.id} {tip.count}".encode()).hexdigest()
    asked = select(ReviewItem).where(
        ReviewItem.opportunity_id == opportunity.id, ReviewItem.fingerprint == mark
    )
    item = session.scalars(asked).one_or_none()
    if item is None:
        item = ReviewItem(
            opportunity_id=opportunity.id,
            fingerprint=mark,
            raised_by=TIP,
            field="source",
            question=f"Jemand hat uns auf {tip.address} hingewiesen: „{said}“ "
            "Stimmt der Eintrag noch?",
            asked_at=now,
        )
        session.add(item)
    item.state, item.settled_at = ReviewState.OPEN, None
    session.flush()
    return item


def _settled(
    session: Session,
    tip: Tip,
    end: TipEnd,
    by: str,
    now: datetime,
    entry: int | None = None,
    *,
    item_id: int | None = None,
    why: str = "",
) -> Decision:
    decision = Decision(
        act=Act.SETTLE_TIP,
        about=tip.address,
        value=[{"tip": tip.id, "end": end.value, "entry": entry}],
        item_id=item_id,
        why=" ".join(why.split()),
        decided_by=by,
        decided_at=now,
    )
    _logged(session, decision)
    tip.settled_at, tip.settled_by_id = now, decision.id
    return decision


def _open(session: Session, tip_id: int, by: str) -> Tip:
    tip = _locked(session, tip_id, by)
    if tip.settled_at is not None:
        raise ValueError("Dieser Hinweis ist inzwischen erledigt. Gespeichert wurde nichts.")
    return tip


def _locked(session: Session, tip_id: int, by: str) -> Tip:
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    rows = select(Tip).where(Tip.id == tip_id).with_for_update()
    tip = session.scalars(rows.execution_options(populate_existing=True)).one_or_none()
    if tip is None:
        raise LookupError(f"Einen Hinweis mit der Nummer {tip_id} gibt es nicht.")
    return tip


def _logged(session: Session, decision: Decision) -> Decision:
    session.add(decision)
    session.flush()
    return decision
