"""By hand: a person writes an entry down; it goes the way of every other.

The publisher's words are stored as they were pasted and read by the rules; what the person
says beside them are decisions over that reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.items import RawEntry, digest
from db.crawls import CrawlRun, StoredEntry
from db.decisions import Act, Decision
from db.opportunities import Opportunity
from db.statements import Subject
from db.vocabulary import RunOutcome
from pipeline.decided import Pending, Step
from pipeline.desk.confirm import confirm
from pipeline.desk.correct import Correction, correct
from pipeline.run import Rules, decide
from pipeline.store import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry as a person wrote it down, and how the rules read it.

    `confirmed` is what the person found read rightly, `corrections` what he says otherwise.
    """

    step: Step
    confirmed: Sequence[Subject] = ()
    corrections: Sequence[Correction] = ()


def as_read(raw: RawEntry, rules: Rules, today: date) -> Step:
    """Return what the rules read in an entry that is not stored yet. Raises TooMuchError."""
    return decide(Pending(raw_id=0, raw=raw), rules, today)


def write_entry(session: Session, written: Written, rules: Rules, by: str, now: datetime) -> int:
    """Store an entry with what was read and what a person says; return its number.

    The caller owns the transaction. Raises ValueError, in German, where it is there already or
    something that was said cannot be decided.
    """
    if not by.strip():
        raise ValueError("eine Entscheidung braucht einen Namen")
    raw = written.step.pending.raw
    this = select(Opportunity).where(Opportunity.source == raw.source, Opportunity.key == raw.key)
    there = session.scalars(this).one_or_none()
    if there is not None:
        raise ValueError(f"Das ist schon erfasst, als Eintrag {there.id}.")
    pending = replace(written.step.pending, raw_id=_stored(session, raw, now))
    (asked,) = store(session, [replace(written.step, pending=pending)], rules.edition, now)
    if asked is None:
        raise ValueError("Das hat eben jemand anders erfasst.")
    opportunity = session.scalars(this).one()
    session.add(
        Decision(
            act=Act.WRITE,
            opportunity_id=opportunity.id,
            revision_id=opportunity.revision_id,
            about=raw.url,
            value=[],
            decided_by=by,
            decided_at=now,
        )
    )
    session.flush()
    for subject in written.confirmed:
        confirm(session, opportunity.id, subject, by, now)
    for correction in written.corrections:
        correct(session, opportunity.id, correction, by, now, rules.area_name)
    return opportunity.id


def _stored(session: Session, raw: RawEntry, now: datetime) -> int:
    """Store the words with the visit that they stand for; return their number."""
    run = CrawlRun(
        source=raw.source,
        started_at=now,
        finished_at=now,
        outcome=RunOutcome.OK,
        entries=1,
        new=1,
    )
    session.add(run)
    session.flush()
    payload = raw.to_json()
    entry = StoredEntry(
        source=raw.source,
        key=raw.key,
        digest=digest(payload),
        payload=payload,
        run_id=run.id,
        taken_at=now,
    )
    session.add(entry)
    session.flush()
    return entry.id
