"""Decisions: what people decided, in one log that is only ever added to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Act(StrEnum):
    """What a person did."""

    CORRECT = "correct"  # `subject` names what is replaced, `value` holds what stands now
    SHOW = "show"  # `value` is the visibility
    WITHDRAW = "withdraw"
    SAME = "same"  # with `other_id`
    DIFFERENT = "different"
    WATCH = "watch"  # `about` is the watched page's slug
    PAUSE = "pause"  # `about` is the source's slug; it is paused while the row stands
    RUN = "run"  # `about` is the slug of what is to be visited now
    CHECK = "check"  # the same, or an address, for a look that stores nothing
    ACKNOWLEDGE = "acknowledge"  # `about` is the source, `value` the finding's number and words


class Decision(Base):
    """One act of one person; it is undone, never altered.

    `value` is what the person says: for a correction the statements that stand, as JSON.
    `basis` is the digest of what the machine had read when the person decided: where the
    machine later reads something else, the person is asked again (`pipeline.decided`).
    `case_key` limits a correction to one case. `by` is a name, `why` a reason in words.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_opportunity_id_act", "opportunity_id", "act"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    about: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(20), default="")
    case_key: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[list[Any]]
    basis: Mapped[str] = mapped_column(String(64), default="")
    quote: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime]
    undone_by: Mapped[str] = mapped_column(String(120), default="")
    undone_at: Mapped[datetime | None]
