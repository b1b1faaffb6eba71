"""Samples: which published machine values a week's random sample took, for a person to judge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Sample(Base):
    """One value that was drawn, and the question (`item_id`) by which a person is asked.

    A stratum is a field and a kind of source; `stratum_size` is how many values it had when
    the week's sample was drawn, `place` numbers those that were. `statement` is the value as
    JSON (`db.statements`). What became of it follows from the question and its decision.
    """

    __tablename__ = "samples"
    __table_args__ = (UniqueConstraint("week", "field", "source_kind", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(String(8))  # 2026-W48
    field: Mapped[str] = mapped_column(String(40))
    source_kind: Mapped[str] = mapped_column(String(20))
    stratum_size: Mapped[int]
    place: Mapped[int]
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_items.id"), unique=True)
    statement: Mapped[dict[str, Any]]
    drawn_at: Mapped[datetime] = mapped_column(index=True)


def week_of(on: date) -> str:
    """Return the ISO week of a day: "2026-W48"."""
    year, week, _weekday = on.isocalendar()
    return f"{year}-W{week:02}"
