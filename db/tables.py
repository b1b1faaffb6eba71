"""Every table in one import, for migrations and for whoever needs the whole schema."""

from db import (
    accounts,
    areas,
    crawls,
    decisions,
    deliveries,
    facts,
    findings,
    frozen_pages,
    identities,
    issue_marks,
    leases,
    letters,
    opportunities,
    page_visits,
    planned_days,
    reviews,
    samples,
    source_orders,
    subscribers,
    tips,
    watched,
)
from db.base import Base

metadata = Base.metadata

__all__ = [
    "accounts",
    "areas",
    "crawls",
    "decisions",
    "deliveries",
    "facts",
    "findings",
    "frozen_pages",
    "identities",
    "issue_marks",
    "leases",
    "letters",
    "metadata",
    "opportunities",
    "page_visits",
    "planned_days",
    "reviews",
    "samples",
    "source_orders",
    "subscribers",
    "tips",
    "watched",
]
