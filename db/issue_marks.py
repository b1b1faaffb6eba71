"""Issue marks: what the desk had decided when an issue was begun, fixed together with it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class IssueMark(Base):
    """One decision of the desk that one issue is planned with, entry by entry.

    Written with the issue itself and never altered: a planner that died is followed by one that
    plans the same issue, whatever the desk decides meanwhile. A note has no entry.
    """

    __tablename__ = "issue_marks"
    __table_args__ = (UniqueConstraint("issue_id", "decision_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("digest_issues.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunities.id"))
