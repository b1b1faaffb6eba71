"""The log of decisions, newest first, by whoever, whatever and whenever; paged by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.decisions import Decision
from db.local_date import BERLIN
from db.opportunities import Opportunity

PAGE = 50
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which decisions are wanted; what is empty leaves all in. `since` and `until` are days."""

    by: str = ""
    source: str = ""
    subject: str = ""
    act: str = ""
    entry: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One decision with the entry that it is about, if it is about one."""

    decision: Decision
    title: str
    source: str


def logged(
    session: Session, filters: Filters, before: int | None = None, limit: int = PAGE
) -> list[Logged]:
    """Return the decisions older than one (None: the newest) that the filters let in."""
    query = (
        select(Decision, Opportunity.title, Opportunity.source)
        .outerjoin(Opportunity, Opportunity.id == Decision.opportunity_id)
        .where(*_conditions(filters))
        .order_by(Decision.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Decision.id < before)
    return [
        Logged(decision=decision, title=title or "", source=source or "")
        for decision, title, source in session.execute(query)
    ]


def all_logged(session: Session, filters: Filters) -> Iterator[Logged]:
    """Yield every decision that the filters let in, a few hundred in memory at a time."""
    before = None
    while page := logged(session, filters, before, _AT_A_TIME):
        yield from page
        before = page[-1].decision.id
        session.expunge_all()


def people(session: Session) -> list[str]:
    """Return everybody who decided something, by name."""
    return list(
        session.scalars(select(Decision.decided_by).distinct().order_by(Decision.decided_by))
    )


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.by:
        found.append(Decision.decided_by == filters.by)
    if filters.source:
        found.append(Opportunity.source == filters.source)
    if filters.subject:
        found.append(Decision.subject == filters.subject)
    if filters.act:
        found.append(Decision.act == filters.act)
    if filters.entry is not None:
        found.append(
            or_(Decision.opportunity_id == filters.entry, Decision.other_id == filters.entry)
        )
    if filters.since is not None:
        found.append(Decision.decided_at >= _midnight(filters.since))
    if filters.until is not None:
        found.append(Decision.decided_at < _midnight(filters.until + timedelta(days=1)))
    return found


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time.min, BERLIN)
