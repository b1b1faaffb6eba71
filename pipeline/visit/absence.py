"""Absence: after a good run, who is there, who is missing, who counts as gone.

Only absence is written down; an entry that was there and is there costs no row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.crawls import CrawlRun
from db.local_date import local_date
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.values import from_json
from db.vocabulary import GOOD_RUNS, Presence, Withdrawal
from pipeline.visit.presence import Sighting, Standing, after, ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How many entries changed their presence by one run."""

    missing: int = 0
    returned: int = 0
    withdrawn: int = 0


def call_roll(
    session: Session, run: CrawlRun, listed: Set[str] | None, *, today: date, now: datetime
) -> Attendance:
    """Compare what a good run listed with what is known of its source, and write who is absent.

    `run` must stand in the database with its outcome. `listed` holds the keys of all entries
    that were sent or kept; None means that the source said it is as it was.
    """
    absent = _absent(session, run.source)
    runs = _good_runs(session, absent, run.source)
    over = _over(session, [one.id for one in absent], today)
    changes = []
    for one in absent:
        sighting = Sighting(
            at=now,
            listed=one.key in (listed or ()),
            ended=one.id in over,
            absent_runs=len(runs) - bisect_left(runs, one.absent_run_id or run.id),
        )
        changes.append((one, after(standing_of(one), sighting)))
    if listed is not None:
        first = Sighting(at=now, listed=False)
        fresh = _not_listed(session, run.source, listed)
        changes += [(one, after(standing_of(one), first)) for one in fresh]
    return _write(session, changes, run, today)


def welcome_back(session: Session, run: CrawlRun, listed: Set[str], now: datetime) -> Attendance:
    """Take back who is listed again, for a source whose runs cannot say who is missing."""
    there = Sighting(at=now, listed=True)
    back = [one for one in _absent(session, run.source) if one.key in listed]
    welcome = [(one, after(standing_of(one), there)) for one in back]
    return _write(session, welcome, run, local_date(now))


def withdraw(opportunity: Opportunity, now: datetime) -> None:
    """Take an entry out because a person says so; no later run brings it back."""
    opportunity.presence, opportunity.withdrawn_why = Presence.WITHDRAWN, Withdrawal.STAFF
    opportunity.absent_since_at = opportunity.absent_since_at or now


def restore(opportunity: Opportunity) -> None:
    """Take a person's word back: the entry counts as listed until a run misses it."""
    opportunity.presence, opportunity.withdrawn_why = Presence.PRESENT, ""
    opportunity.absent_since_at = opportunity.absent_run_id = None


def standing_of(opportunity: Opportunity) -> Standing:
    """Return where an opportunity stands, as its row says it."""
    why = opportunity.withdrawn_why
    return Standing(
        presence=Presence(opportunity.presence),
        since_at=opportunity.absent_since_at,
        why=Withdrawal(why) if why else None,
    )


def _absent(session: Session, source: str) -> Sequence[Opportunity]:
    found = select(Opportunity).where(
        Opportunity.source == source, Opportunity.presence != Presence.PRESENT
    )
    return session.scalars(found.order_by(Opportunity.id)).all()


def _not_listed(session: Session, source: str, listed: Set[str]) -> list[Opportunity]:
    """Return those that were there and are not listed, without loading those that are."""
    there = select(Opportunity.id, Opportunity.key).where(
        Opportunity.source == source, Opportunity.presence == Presence.PRESENT
    )
    ids = [number for number, key in session.execute(there) if key not in listed]
    found: list[Opportunity] = []
    for some in chunks(ids):
        found += session.scalars(select(Opportunity).where(Opportunity.id.in_(some)))
    return found


def _good_runs(session: Session, absent: Iterable[Opportunity], source: str) -> list[int]:
    """Return the good runs since the first one that any of the missing entries missed."""
    missed = [one.absent_run_id for one in absent if one.presence == Presence.MISSING]
    since = min((run_id for run_id in missed if run_id), default=None)
    if since is None:
        return []
    runs = select(CrawlRun.id).where(CrawlRun.source == source, CrawlRun.id >= since)
    return list(session.scalars(runs.where(CrawlRun.outcome.in_(GOOD_RUNS)).order_by(CrawlRun.id)))


def _over(session: Session, ids: Sequence[int], today: date) -> set[int]:
    """Return those missing entries that ended by their own dates."""
    contents = (
        select(Opportunity.id, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.presence == Presence.MISSING)
    )
    over: set[int] = set()
    for some in chunks(ids):
        rows = session.execute(contents.where(Opportunity.id.in_(some)))
        over |= {number for number, content in rows if ended(from_json(content), today)}
    return over


def _write(
    session: Session,
    changes: Iterable[tuple[Opportunity, Standing]],
    run: CrawlRun,
    today: date,
) -> Attendance:
    counts: Counter[Presence] = Counter()
    moved: list[int] = []
    for one, standing in changes:
        if standing == standing_of(one):
            continue
        counts[standing.presence] += 1
        moved.append(one.id)
        one.presence, one.absent_since_at = standing.presence, standing.since_at
        one.withdrawn_why = standing.why or ""
        here = standing.presence is Presence.PRESENT
        one.absent_run_id = None if here else one.absent_run_id or run.id
    rebuild(session, moved, today)
    return Attendance(
        missing=counts[Presence.MISSING],
        returned=counts[Presence.PRESENT],
        withdrawn=counts[Presence.WITHDRAWN],
    )
