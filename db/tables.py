"""Every table in one import, for migrations and for whoever needs the whole schema."""

from db import (
    areas,
    crawls,
    decisions,
    deliveries,
    facts,
    findings,
    identities,
    leases,
    opportunities,
    page_visits,
    reviews,
    samples,
    subscribers,
    watched,
)
from db.base import Base

metadata = Base.metadata

__all__ = [
    "areas",
    "crawls",
    "decisions",
    "deliveries",
    "facts",
    "findings",
    "identities",
    "leases",
    "metadata",
    "opportunities",
    "page_visits",
    "reviews",
    "samples",
    "subscribers",
    "watched",
]
