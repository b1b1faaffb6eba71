"""Decisions: what people decided, in one log that is only ever added to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Act(StrEnum):
    """What a person did; the last of a group stands, until it is undone."""

    # What holds of a subject: `subject` names what is replaced, `value` what stands now.
    CORRECT = "correct"  # something else than the machine reads
    ACCEPT = "accept"  # what the machine asked about
    CONFIRM = "confirm"  # what the machine states
    # Who may see it: `value` is the visibility.
    SHOW = "show"
    # Whether it is still there.
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    # What two entries are to each other, with `other_id`.
    SAME = "same"
    DIFFERENT = "different"
    # Answers to a question that state nothing.
    REJECT = "reject"  # what the machine asked about is not so; `value` says what
    DISMISS = "dismiss"  # there is nothing to state
    # Beside what stands.
    POSTPONE = "postpone"  # `value` is the day until which
    ASK_FUNDER = "ask_funder"  # `value` is what was asked, whom, and when an answer is due
    NOTE = "note"  # `why` is the remark
    WATCH = "watch"  # `about` is the watched page's slug
    PAUSE = "pause"  # `about` is the source's slug; it is paused while the row stands
    FULL_TEXT = "full_text"  # `about` is the source, `value` whether its text is handed on
    RUN = "run"  # `about` is the slug of what is to be visited now
    CHECK = "check"  # the same, or an address, for a look that stores nothing
    WRITE = "write"  # an entry by hand; what holds of it are decisions of their own
    # A tip has its answer; `value` holds the tip's number, how, and of which entry.
    SETTLE_TIP = "settle_tip"
    # What becomes of an unclear mail; `value` holds the mail's number, and how.
    SETTLE_MAIL = "settle_mail"
    ACKNOWLEDGE = "acknowledge"  # `about` is the source, `value` the finding's number and words
    # What the desk says of an issue; `about` is a cadence, empty for all until it is undone, and
    # `value` holds one record with the issue's day (`db.issue_words`).
    HOLD_BACK = "hold_back"
    LIFT = "lift"
    INTRODUCE = "introduce"  # the note on top
    UNDO = "undo"  # `undoes` is the decision that was taken back


# What says of a subject what holds, and what else lies over the machine's readings.
STATES = frozenset({Act.CORRECT, Act.ACCEPT, Act.CONFIRM})
OVER_READINGS = STATES | {Act.REJECT, Act.SHOW}

# What an issue is planned with.
ISSUE_ACTS = (Act.HOLD_BACK, Act.LIFT, Act.INTRODUCE)


class Decision(Base):
    """One act of one person; it is undone, never altered.

    `before` is what stood, `value` what the person says: statements as JSON where the act is
    about a subject, in one case (`case_key`) or in all, else plain words. It rests on what
    the machine had read: `revision_id` is the revision before the person's eyes, and `basis`
    the digest of the reading that the act takes the place of; where the machine later reads
    something else, the person is asked again (`pipeline.decisions`). `item_id` is the question
    that was answered, `quote` the words it rests on, `why` the reason.

    `undone_by` and `undone_at` are no part of the log but an index of what stands: they are
    filled where a later row ended this one, and emptied where that row is undone.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_opportunity_id_act", "opportunity_id", "act"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("review_items.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(20), default="")
    case_key: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    value: Mapped[list[Any]] = mapped_column(default=list)
    basis: Mapped[str] = mapped_column(String(64), default="")
    quote: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(320), index=True)
    decided_at: Mapped[datetime]
    undone_by: Mapped[str] = mapped_column(String(320), default="")
    undone_at: Mapped[datetime | None]
