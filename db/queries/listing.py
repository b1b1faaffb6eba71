"""Listing: the published opportunities, the runs of the sources, the mails, the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.deliveries import Delivery
from db.opportunities import Opportunity, Revision
from db.reviews import ReviewItem
from db.values import Values, from_json
from db.vocabulary import ReviewState, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One published opportunity with what is stated about it now."""

    id: int
    source: str
    key: str
    values: Values
    revisions: int


def published(session: Session) -> Iterator[Listed]:
    """Yield every published opportunity, by title."""
    rows = session.execute(
        select(Opportunity, Revision.content, Revision.number)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.visibility == Visibility.PUBLISHED)
        .order_by(func.lower(Opportunity.title), Opportunity.id)
    )
    for opportunity, content, number in rows:
        yield Listed(
            id=opportunity.id,
            source=opportunity.source,
            key=opportunity.key,
            values=from_json(content),
            revisions=number,
        )


def revisions_of(session: Session, opportunity_id: int) -> list[Revision]:
    """Return all revisions of a published opportunity, the newest first; none if unpublished."""
    found = (
        select(Revision)
        .join(Opportunity, Opportunity.id == Revision.opportunity_id)
        .where(Opportunity.id == opportunity_id, Opportunity.visibility == Visibility.PUBLISHED)
        .order_by(Revision.number.desc())
    )
    return list(session.scalars(found))


def latest_runs(session: Session) -> dict[str, CrawlRun]:
    """Return the newest run of every source that was ever visited."""
    newest = select(func.max(CrawlRun.id)).group_by(CrawlRun.source)
    runs = session.scalars(select(CrawlRun).where(CrawlRun.id.in_(newest)))
    return {run.source: run for run in runs}


def open_questions(session: Session) -> dict[str, int]:
    """Return how many questions to staff are open, by source."""
    rows = session.execute(
        select(Opportunity.source, func.count())
        .join(ReviewItem, ReviewItem.opportunity_id == Opportunity.id)
        .where(ReviewItem.state == ReviewState.OPEN)
        .group_by(Opportunity.source)
    )
    return {source: count for source, count in rows}


def questions(session: Session, limit: int = 200) -> list[tuple[ReviewItem, Opportunity]]:
    """Return the open questions with what they are about, the oldest first."""
    found = (
        select(ReviewItem, Opportunity)
        .join(Opportunity, Opportunity.id == ReviewItem.opportunity_id)
        .where(ReviewItem.state == ReviewState.OPEN)
        .order_by(ReviewItem.id)
        .limit(limit)
    )
    return [(item, opportunity) for item, opportunity in session.execute(found)]


def deliveries(session: Session, limit: int = 100) -> list[Delivery]:
    """Return the newest mails of the ledger."""
    return list(session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(limit)))
