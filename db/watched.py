"""Watched pages: what staff have watched by its address, each a source of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class WatchedPageRow(Base):
    """One page that staff named. `level`, `kind` and `area` are codes of the crawlers."""

    __tablename__ = "watched_pages"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    url: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    area: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8), default="de")
    added_at: Mapped[datetime]
