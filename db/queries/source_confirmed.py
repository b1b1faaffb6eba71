"""Source confirmed: which sources were read as a whole where they live, and not from samples."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.crawls import CrawlRun
from db.vocabulary import GOOD_RUNS


def confirmed_sources(session: Session) -> set[str]:
    """Return the sources with a good run that was not made from stored pages."""
    good = select(CrawlRun.source).where(CrawlRun.outcome.in_(GOOD_RUNS))
    return set(session.scalars(good.where(CrawlRun.replayed.is_(False)).distinct()))
