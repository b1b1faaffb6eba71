"""Entry source: where an entry was read, when, and whether its source still lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun, StoredEntry
from db.opportunities import Opportunity
from db.vocabulary import GOOD_RUNS, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySource:
    """One entry at its source.

    `text_at` is when its present text was found, `seen_at` the last good visit that could show
    it still there; None where no visit did, as for what is written by hand. `withdrawn_why` is a
    `db.vocabulary.Withdrawal`, empty for what is not withdrawn.
    """

    source: str
    key: str
    url: str
    first_seen_at: datetime
    text_at: datetime
    seen_at: datetime | None
    presence: Presence
    absent_since_at: datetime | None
    withdrawn_why: str = ""


def entry_source(session: Session, opportunity_id: int) -> EntrySource:
    """Return where an entry stands. Raises NoResultFound where there is none."""
    opportunity, taken_at = session.execute(
        select(Opportunity, StoredEntry.taken_at)
        .join(StoredEntry, StoredEntry.id == Opportunity.raw_id)
        .where(Opportunity.id == opportunity_id)
    ).one()
    seen_at = None
    if opportunity.presence == Presence.PRESENT:
        seen_at = session.scalar(
            select(CrawlRun.started_at)
            .where(CrawlRun.source == opportunity.source, CrawlRun.outcome.in_(GOOD_RUNS))
            .order_by(CrawlRun.id.desc())
            .limit(1)
        )
    return EntrySource(
        source=opportunity.source,
        key=opportunity.key,
        url=opportunity.url,
        first_seen_at=opportunity.first_seen_at,
        text_at=taken_at,
        seen_at=seen_at,
        presence=Presence(opportunity.presence),
        absent_since_at=opportunity.absent_since_at,
        withdrawn_why=opportunity.withdrawn_why,
    )
