"""Page visits: what every page of a source was when it was last read, so as to ask for changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class PageVisit(Base):
    """One page of one source as the last good visit found it.

    `yielded` holds the rest of what the crawlers keep of the page: the entries it gave, the
    links it led to and what both depended on. Only the crawlers understand it.
    """

    __tablename__ = "page_visits"
    __table_args__ = (UniqueConstraint("source", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    url: Mapped[str] = mapped_column(Text)
    etag: Mapped[str] = mapped_column(Text, default="")
    last_modified: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(String(64))  # digest of address, type and body
    read_on: Mapped[date]
    yielded: Mapped[dict[str, Any]]
