"""Manners: what a host says to machines, and since when it says just that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

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

    @property
    def against_machines(self) -> tuple[str, ...]:
        """What it says against the use of its texts by artificial intelligence, as codes."""
        words = (value for kind, value, _page in self.says.get("marks", ()) if value == "noai")
        return (*(self.says.get("shut_out") or ()), *words)


def basis_of(words: Iterable[str]) -> str:
    """Return the mark of what hosts say against machines, by which a decision knows it again."""
    return hashlib.sha256(" ".join(sorted(set(words))).encode()).hexdigest()


def latest_manners(session: Session, source: str) -> list[HostManners]:
    """Return what each host of a source says now, by its name."""
    newest = (
        select(func.max(HostManners.id))
        .where(HostManners.source == source)
        .group_by(HostManners.host)
    )
    found = select(HostManners).where(HostManners.id.in_(newest))
    return list(session.scalars(found.order_by(HostManners.host)))


def manners_of(session: Session, source: str) -> dict[str, list[HostManners]]:
    """Return all that the hosts of a source ever said, by host, the newest first."""
    found = select(HostManners).where(HostManners.source == source)
    hosts: dict[str, list[HostManners]] = {}
    for row in session.scalars(found.order_by(HostManners.host, HostManners.id.desc())):
        hosts.setdefault(row.host, []).append(row)
    return hosts


def against_machines(session: Session) -> dict[str, tuple[str, ...]]:
    """Return by source what its hosts say now against use by artificial intelligence."""
    newest = select(func.max(HostManners.id)).group_by(HostManners.source, HostManners.host)
    said: dict[str, set[str]] = {}
    for row in session.scalars(select(HostManners).where(HostManners.id.in_(newest))):
        if row.against_machines:
            said.setdefault(row.source, set()).update(row.against_machines)
    return {source: tuple(sorted(words)) for source, words in said.items()}
