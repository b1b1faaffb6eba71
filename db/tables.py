"""Every table in one import, for migrations and for whoever needs the whole schema."""

from db import areas, crawls, deliveries, findings, leases, opportunities, reviews, subscribers
from db.base import Base

metadata = Base.metadata

__all__ = [
    "areas",
    "crawls",
    "deliveries",
    "findings",
    "leases",
    "metadata",
    "opportunities",
    "reviews",
    "subscribers",
]
