"""Findings: what is wrong with a source or the mail, told once for as long as it lasts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.vocabulary import UNANSWERED, FindingKind

MAIL = "mail:"  # what the findings of the delivery are filed under: no source has a colon
_ADDRESS = re.compile(r"https?://[^\s„“\"<>]+")
# Counts and days move from run to run; an address and a status are what a reason is about.
_MOVING = re.compile(rf"(?P<kept>{_ADDRESS.pattern}|HTTP \d+)|\d[\d.,]*")


class Finding(Base):
    """One thing wrong with one source, from the run that showed it to the one that cleared it.

    What is wrong with the delivery of mails is filed under MAIL.

    There is at most one open finding of a kind per source. `reason` is a German sentence,
    the newest one; `page` the address it is about. `runs` counts the visits that showed it.
    `told` holds the gist of each reason that staff were mailed, `acknowledged_gist` that of the
    one that a person took note of.
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
    told: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    acknowledged_gist: Mapped[str] = mapped_column(String(64), default="", server_default="")
    acknowledged_by: Mapped[str] = mapped_column(String(320), default="", server_default="")
    acknowledged_at: Mapped[datetime | None]

    @property
    def gist(self) -> str:
        """What the newest reason says, whatever its counts and days: the mark of one matter."""
        words = _MOVING.sub(lambda found: found["kept"] or "#", self.reason)
        return hashlib.sha256(f"{self.kind} {words}".encode()).hexdigest()

    @property
    def acknowledged(self) -> bool:
        """Whether a person took note of just this; of another reason nobody did."""
        return self.acknowledged_gist == self.gist

    @property
    def untold(self) -> bool:
        """Whether staff were mailed nothing of this yet, and nobody took note of it."""
        return not self.acknowledged and self.gist not in self.told


def note(
    session: Session, source: str, kind: FindingKind, reason: str, page: str, now: datetime
) -> bool:
    """Open a finding, or confirm the one that is open; return whether it is new to staff.

    `page` is used where the reason names no address itself.
    """
    address = _ADDRESS.search(reason)
    where = address[0].rstrip(".,:;)") if address else page
    same = UNANSWERED if kind in UNANSWERED else {kind}
    for finding in open_findings(session, source):
        if finding.kind in same:
            finding.kind, finding.reason, finding.page = kind, reason, where
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


def note_or_clear(
    session: Session, source: str, kind: FindingKind, reason: str, now: datetime
) -> None:
    """Open or confirm a finding of a kind; close it where there is no reason for one."""
    if reason:
        note(session, source, kind, reason, "", now)
    else:
        clear(session, source, now, keep=[other for other in FindingKind if other is not kind])


def open_findings(session: Session, source: str) -> list[Finding]:
    """Return what is wrong with a source, or with the mail, now, the oldest first."""
    found = select(Finding).where(Finding.source == source, Finding.cleared_at.is_(None))
    return list(session.scalars(found.order_by(Finding.id)))
