"""Every table in one import, for migrations and for whoever needs the whole schema."""

from db import crawls, deliveries, opportunities, reviews, shipped, subscribers
from db.base import Base

metadata = Base.metadata

__all__ = ["crawls", "deliveries", "metadata", "opportunities", "reviews", "shipped", "subscribers"]
