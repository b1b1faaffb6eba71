"""Tips: what strangers, and sources of leads, told the service desk of a page worth reading."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

MOST_KEPT = 20  # what so many said of one page is kept in words; all are counted
BETWEEN = " … "  # a find's title and the words it rests on, in what it told


class Tip(Base):
    """One page that somebody named, however often; `place` is a digest of what page it is.

    `told` holds what was said, the oldest first: the sentence, where an answer may go, and when;
    `answerable` while such an address is kept. It is open until `settled_at`; `settled_by_id` is
    the decision that says what became of it. One that was `found` was told by sources alone, each
    with its slug and address in `told`, the deadline it names (`until`) and the one it named
    before (`was`), and the entry that it is probably about with the reason (`entry`, `why`); it
    matters until `until_on`, where a day is known.
    """

    __tablename__ = "tips"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(Text)
    told: Mapped[list[Any]] = mapped_column(default=list)
    count: Mapped[int] = mapped_column(default=0)
    answerable: Mapped[bool] = mapped_column(default=False)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_by_id: Mapped[int | None]
    found: Mapped[bool] = mapped_column(default=False, server_default="0")
    until_on: Mapped[date | None]


class LookedAt(Base):
    """One find of a source of leads that was looked at: it is read once.

    `tip_id` is the hint that it led to, which another text of the same page leads to again.
    """

    __tablename__ = "leads_looked_at"

    raw_id: Mapped[int] = mapped_column(ForeignKey("raw_entries.id"), primary_key=True)
    tip_id: Mapped[int | None] = mapped_column(
        ForeignKey("tips.id", ondelete="SET NULL"), index=True
    )
