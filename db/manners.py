"""Manners: what a host says to machines, and since when it says just that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class HostManners(Base):
    """What one host told the visits to one source, from one visit to the last that found it so.

    A row is added only when a host says something else; the newest of a (source, host) is what
    it says now. `says` is the record that `crawlers.observe.manners` writes of it.
    """

    __tablename__ = "host_manners"
    __table_args__ = (Index("ix_host_manners_newest", "source", "host", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    host: Mapped[str] = mapped_column(String(260))  # with its port, where that is not the usual
    says: Mapped[dict[str, Any]]
    since_at: Mapped[datetime]
    seen_at: Mapped[datetime]
