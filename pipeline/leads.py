"""Leads: what municipal sites and the press tell of others' funding is a hint to staff.

It is kept word for word as any other find, and read by the same rules, but never becomes an
entry: who tells of a call is not who answers for it. What offers money and asks to apply for it
(`pipeline.lead`) is put among the desk's hints (`pipeline.noted`); all else is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import structlog
from sqlalchemy import Engine, delete, func, or_, select, update
from sqlalchemy.orm import Session

from crawlers.items import RawEntry
from crawlers.source import Source
from db.chunks import chunks
from db.crawls import StoredEntry
from db.engine import reading, writing
from db.local_date import local_date
from db.opportunities import Opportunity
from db.projection import rebuild
from db.reviews import ReviewItem
from db.tips import LookedAt, Tip
from db.vocabulary import ReviewState, Visibility
from pipeline.duplicates.comparable import Grounds
from pipeline.known import Known, known
from pipeline.lead import FRESH, Lead, lead_of
from pipeline.noted import note
from pipeline.run import Rules

BATCH = 200


def look_for_leads(
    engine: Engine, sources: Mapping[str, Source], rules: Callable[[], Rules], now: datetime
) -> int:
    """Look once at what sources of leads brought, and return how many leads are new.

    Rules are costly: they are asked for only where something waits.
    """
    slugs, new = _of_leads(sources), 0
    while True:
        with reading(engine) as session:
            rows = _waiting(session, slugs)
        if not rows:
            return new
        read_by, today = rules(), local_date(now)
        leads = {raw: lead for raw, text in rows if (lead := _read(text, read_by, today))}
        with reading(engine) as session:
            entries = _known(session, leads, read_by) if leads else {}
        with writing(engine) as session:
            hints = {
                raw: note(session, raw, lead, entries.get(raw), now) for raw, lead in leads.items()
            }
            new += sum(is_new for _, is_new in hints.values())
            session.add_all(
                LookedAt(raw_id=raw, tip_id=hints[raw][0] if raw in hints else None)
                for raw, _ in rows
            )


def hold_back(engine: Engine, sources: Mapping[str, Source], now: datetime) -> int:
    """Hold what is published of sources that give leads by now; return how many entries.

    Nobody is told that they ended, for they did not; what was asked about them is nobody's work.
    """
    of_leads = select(Opportunity.id).where(
        Opportunity.source.in_(_of_leads(sources)),
        Opportunity.visibility == Visibility.PUBLISHED,
    )
    with reading(engine) as session:
        ids = list(session.scalars(of_leads))
    if not ids:
        return 0
    with writing(engine) as session:
        for some in chunks(ids):
            asked = ReviewItem.opportunity_id.in_(some), ReviewItem.state == ReviewState.OPEN
            settled = {"state": ReviewState.MOOT, "settled_at": now}
            session.execute(update(ReviewItem).where(*asked).values(settled))
            held = update(Opportunity).where(Opportunity.id.in_(some))
            session.execute(held.values(visibility=Visibility.HELD))
        rebuild(session, ids, local_date(now))
    return len(ids)


def fall_away(engine: Engine, now: datetime) -> None:
    """Drop the leads that nobody decided on and that lead nowhere any more.

    Their deadline has passed, or nobody looked at them for sixty days.
    """
    over = or_(Tip.until_on < local_date(now), Tip.last_at < now - FRESH)
    with writing(engine) as session:
        session.execute(delete(Tip).where(Tip.found, Tip.settled_at.is_(None), over))


def _read(payload: str, rules: Rules, today: date) -> Lead | None:
    """Return what a find leads to; one that cannot be read leads nowhere, and stops no other."""
    try:
        return lead_of(RawEntry.from_json(payload), rules, today)
    except Exception as error:
        structlog.get_logger().error("Hinweis nicht lesbar", reason=repr(error)[:500])
        return None


def _known(session: Session, leads: Mapping[int, Lead], rules: Rules) -> dict[int, Known]:
    """Return the entries that leads are probably about, each by the number of its text."""
    profiles = {-raw: replace(lead.profile, id=-raw) for raw, lead in leads.items()}
    tellers = {-raw: lead.teller for raw, lead in leads.items()}
    grounds = Grounds(sources=rules.sources, actors=rules.actors)
    found = known(session, profiles, tellers, grounds, rules.gazetteer.tree)
    return {-number: one for number, one in found.items()}


def _of_leads(sources: Mapping[str, Source]) -> list[str]:
    return sorted(slug for slug, source in sources.items() if source.leads)


def _waiting(session: Session, slugs: Sequence[str]) -> list[tuple[int, str]]:
    """Return the next finds that nobody looked at, the oldest first, each as it stands by now."""
    of_leads = StoredEntry.source.in_(slugs)
    newest = select(func.max(StoredEntry.id)).where(of_leads)
    newest = newest.group_by(StoredEntry.source, StoredEntry.key)
    rows = (
        select(StoredEntry.id, StoredEntry.payload)
        .outerjoin(LookedAt, LookedAt.raw_id == StoredEntry.id)
        .where(LookedAt.raw_id.is_(None), StoredEntry.id.in_(newest))
        .order_by(StoredEntry.id)
        .limit(BATCH)
    )
    return [(number, payload) for number, payload in session.execute(rows)]
