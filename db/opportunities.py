"""Opportunities and their revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.vocabulary import Presence


class Opportunity(Base):
    """One programme, call, prize, event or notice; its identity is source and key.

    `revision_id` is what stands now, `news_revision_id` the last revision that was worth
    telling: a cosmetic change moves only the first. `raw_id` and `read_with` say which
    text was read by which edition of our rules, so that nothing is read twice.

    `presence` says whether its source still lists it; while it does not, `absent_since_at`
    and `absent_run_id` are the first good run without it, and `withdrawn_why` is filled once
    it counts as gone (`pipeline.visit.presence`). An entry that is there writes nothing.
    """

    __tablename__ = "opportunities"
    __table_args__ = (UniqueConstraint("source", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    visibility: Mapped[str] = mapped_column(String(20), index=True)
    revision_id: Mapped[int | None] = mapped_column(index=True)
    news_revision_id: Mapped[int | None] = mapped_column(index=True)
    raw_id: Mapped[int] = mapped_column(ForeignKey("raw_entries.id"), index=True)
    read_with: Mapped[str] = mapped_column(String(64))
    first_seen_at: Mapped[datetime]
    news_at: Mapped[datetime | None] = mapped_column(index=True)
    presence: Mapped[str] = mapped_column(String(20), default=Presence.PRESENT, index=True)
    absent_since_at: Mapped[datetime | None]
    absent_run_id: Mapped[int | None] = mapped_column(ForeignKey("crawl_runs.id"), index=True)
    withdrawn_why: Mapped[str] = mapped_column(String(20), default="")


class Revision(Base):
    """What was stated about an opportunity from one moment on.

    `read` is what the machine read: statements as JSON (`db.statements`). `content` is what
    stands: `db.values.Values` as JSON, that is `read` with people's decisions in its place.
    `changes` is a list of {field, case, old, new, material, lost, sentence}.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("opportunity_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"))
    number: Mapped[int]
    cause: Mapped[str] = mapped_column(String(20))  # first, aside, source, reread, staff
    material: Mapped[bool]
    content: Mapped[dict[str, Any]]
    read: Mapped[list[Any]]
    changes: Mapped[list[Any]]
    raw_id: Mapped[int] = mapped_column(ForeignKey("raw_entries.id"), index=True)
    read_with: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
