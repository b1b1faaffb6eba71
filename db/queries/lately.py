"""Lately: what the last days brought, the newest first; and how much is open of each topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.facts import Facts, FactTopic
from db.opportunities import Opportunity, Revision
from db.queries.published import status_on
from db.vocabulary import GOOD_RUNS, OpportunityStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """One opportunity that was news.

    `new` says that nothing of it was known before; `sentences` say what is otherwise now. Both are
    empty where only another source came to tell of it, too.
    """

    id: int
    at: datetime
    new: bool
    sentences: tuple[str, ...]


def lately(session: Session, since: datetime, today: date, limit: int) -> list[Lately]:
    """Return what was news since an instant and is not over, the newest first."""
    rows = session.execute(
        select(Facts, Revision.cause, Revision.changes, Opportunity.news_at)
        .join(Opportunity, Opportunity.id == Facts.opportunity_id)
        .outerjoin(Revision, Revision.id == Opportunity.news_revision_id)
        .where(
            Facts.news_at >= since,
            status_on(today) != OpportunityStatus.CLOSED.value,
            or_(Facts.event_until.is_(None), Facts.event_until >= literal(today)),
        )
        .order_by(Facts.news_at.desc(), Facts.opportunity_id.desc())
        .limit(limit)
    )
    return [
        Lately(
            id=facts.opportunity_id,
            at=facts.news_at or since,
            new=cause == "first" and facts.entries == 1,
            sentences=_sentences(changes) if news_at == facts.news_at else (),
        )
        for facts, cause, changes, news_at in rows
    ]


def open_by_topic(session: Session, today: date) -> dict[str, int]:
    """Return how many opportunities of each topic are open on a day."""
    rows = session.execute(
        select(FactTopic.topic, func.count())
        .join(Facts, Facts.opportunity_id == FactTopic.opportunity_id)
        .where(status_on(today) == OpportunityStatus.OPEN.value)
        .group_by(FactTopic.topic)
    )
    return {topic: count for topic, count in rows}


def last_read_at(session: Session) -> datetime | None:
    """Return when any source was last read as a whole."""
    good = select(CrawlRun.started_at).where(CrawlRun.outcome.in_(GOOD_RUNS))
    return session.scalar(good.order_by(CrawlRun.id.desc()).limit(1))


def _sentences(changes: list[dict[str, str]] | None) -> tuple[str, ...]:
    return tuple(one["sentence"] for one in changes or () if one.get("sentence"))
