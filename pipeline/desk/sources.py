"""Sources: what staff decide about a source, each act one row of the log.

The caller owns the transaction. Each raises LookupError or ValueError in German.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.decisions import Act, Decision
from db.findings import Finding
from db.frozen_pages import FrozenPage
from db.full_text import KEEP, WITHHOLD
from db.source_orders import SourceOrder, place_order
from db.vocabulary import OrderAct


def run_now(session: Session, source: str, by: str, now: datetime) -> SourceOrder:
    """Ask for a visit to a source; who asks while one is asked for gets that one."""
    return _ordered(session, OrderAct.RUN, source, by, now)


def check(session: Session, source: str, by: str, now: datetime) -> SourceOrder:
    """Ask what would be read from a source now; nothing of it is stored as an entry."""
    return _ordered(session, OrderAct.CHECK, source, by, now)


def look_at(
    session: Session, url: str, facts: dict[str, Any], by: str, now: datetime
) -> SourceOrder:
    """Ask what would be read from a page that is no source yet."""
    return _ordered(session, OrderAct.LOOK, url, by, now, facts)


def pause(session: Session, source: str, by: str, now: datetime, why: str = "") -> Decision:
    """Let a source rest: its timetable does not count until somebody lets it go on."""
    if _pauses(session, source):
        raise ValueError("Die Quelle ist schon angehalten.")
    return _log(session, Act.PAUSE, source, by, now, why=why)


def resume(session: Session, source: str, by: str, now: datetime) -> None:
    """Let a paused source be visited by its timetable again."""
    _named(by)
    pauses = _pauses(session, source)
    if not pauses:
        raise ValueError("Die Quelle ist nicht angehalten.")
    for row in pauses:
        row.undone_by, row.undone_at = by, now
        _log(session, Act.UNDO, source, by, now).undoes = row.id


def decide_full_text(
    session: Session, source: str, *, keep: bool, basis: str, by: str, now: datetime, why: str
) -> Decision:
    """Say whether a source's text is handed on; where it is not, its frozen copies go too.

    `basis` is what its hosts said when it was decided: who says something else is asked about
    again.
    """
    _named(by)
    if not why.strip():
        raise ValueError("Bitte nennen Sie den Grund.")
    value = [KEEP if keep else WITHHOLD]
    standing = _full_texts(session, source)
    if any(row.value == value and row.basis == basis for row in standing):
        raise ValueError("So ist schon entschieden.")
    for row in standing:
        row.undone_by, row.undone_at = by, now
    if not keep:
        session.execute(delete(FrozenPage).where(FrozenPage.source == source))
    decision = _log(session, Act.FULL_TEXT, source, by, now, why=why, value=value)
    decision.basis = basis
    return decision


def take_back_full_text(session: Session, source: str, by: str, now: datetime) -> None:
    """Let hold again what holds where nobody decided: the text is kept."""
    _named(by)
    standing = _full_texts(session, source)
    if not standing:
        raise ValueError("Über den Volltext dieser Quelle ist nichts entschieden.")
    for row in standing:
        row.undone_by, row.undone_at = by, now
        _log(session, Act.UNDO, source, by, now).undoes = row.id


def acknowledge(
    session: Session, finding_id: int, gist: str, by: str, now: datetime, why: str = ""
) -> Decision:
    """Take note of a finding as it was shown; what it becomes later nobody took note of.

    `gist` is what stood before the person: a finding that changed meanwhile is not noted.
    """
    finding = session.get(Finding, finding_id, with_for_update=True)
    if finding is None or finding.cleared_at is not None:
        raise LookupError("Diesen Befund gibt es nicht mehr.")
    if finding.gist != gist:
        raise ValueError("Der Befund lautet inzwischen anders; bitte lesen Sie ihn noch einmal.")
    finding.acknowledged_gist, finding.acknowledged_by = gist, by
    finding.acknowledged_at = now
    value = [finding.id, finding.reason]
    return _log(session, Act.ACKNOWLEDGE, finding.source, by, now, why=why, value=value)


def _ordered(
    session: Session,
    act: OrderAct,
    about: str,
    by: str,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> SourceOrder:
    _named(by)
    order, new = place_order(session, act, about, by, now, facts)
    if new:
        logged = Act.RUN if act is OrderAct.RUN else Act.CHECK
        _log(session, logged, about, by, now, value=[order.id])
    return order


def _log(
    session: Session,
    act: Act,
    about: str,
    by: str,
    now: datetime,
    *,
    why: str = "",
    value: list[Any] | None = None,
) -> Decision:
    _named(by)
    decision = Decision(
        act=act, about=about, value=value or [], why=why.strip(), decided_by=by, decided_at=now
    )
    session.add(decision)
    return decision


def _pauses(session: Session, source: str) -> list[Decision]:
    standing = select(Decision).where(
        Decision.act == Act.PAUSE, Decision.about == source, Decision.undone_at.is_(None)
    )
    return list(session.scalars(standing.with_for_update()))


def _full_texts(session: Session, source: str) -> list[Decision]:
    standing = select(Decision).where(
        Decision.opportunity_id.is_(None),
        Decision.act == Act.FULL_TEXT,
        Decision.about == source,
        Decision.undone_at.is_(None),
    )
    return list(session.scalars(standing.with_for_update()))


def _named(by: str) -> None:
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
