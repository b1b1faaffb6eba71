"""Findings: what is wrong with a source or the mail, told once for as long as it lasts."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.vocabulary import FindingKind

MAIL = "mail:"  # what the findings of the delivery are filed under: no source has a colon
_ADDRESS = re.compile(r"https?://[^\s„“\"<>]+")


class Finding(Base):
    """One thing wrong with one source, from the run that showed it to the one that cleared it.

    What is wrong with the delivery of mails is filed under MAIL.

    There is at most one open finding of a kind per source. `reason` is a German sentence,
    the newest one; `page` the address it is about. `runs` counts the visits that showed it.
    """

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_open", "source", "cleared_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(Text, default="")
    since_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    runs: Mapped[int] = mapped_column(default=1)
    cleared_at: Mapped[datetime | None]


def note(
    session: Session, source: str, kind: FindingKind, reason: str, page: str, now: datetime
) -> bool:
    """Open a finding, or confirm the one that is open; return whether it is new to staff.

    `page` is used where the reason names no address itself.
    """
    address = _ADDRESS.search(reason)
    where = address[0].rstrip(".,:;)") if address else page
    for finding in open_findings(session, source):
        if finding.kind == kind:
            finding.reason, finding.page = reason, where
            finding.last_seen_at, finding.runs = now, finding.runs + 1
            return False
    session.add(
        Finding(source=source, kind=kind, reason=reason, page=where, since_at=now, last_seen_at=now)
    )
    return True


def clear(session: Session, source: str, now: datetime, keep: Collection[FindingKind] = ()) -> int:
    """Close the open findings of a source but those of some kinds; return how many there were."""
    closing = [finding for finding in open_findings(session, source) if finding.kind not in keep]
    for finding in closing:
        finding.cleared_at = now
    return len(closing)


def open_findings(session: Session, source: str) -> list[Finding]:
    """Return what is wrong with a source, or with the mail, now, the oldest first."""
    found = select(Finding).where(Finding.source == source, Finding.cleared_at.is_(None))
    return list(session.scalars(found.order_by(Finding.id)))
