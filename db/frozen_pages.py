"""Frozen pages: how a source's pages looked when they were last read, and when they last broke."""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from db.base import Base


class FrozenPage(Base):
    """The copy of one page as it came: of each kind of page a good one and a bad one at most.

    `step` is the spider's method that reads such a page. `body` is its text in UTF-8,
    compressed; `size` the bytes that came, `cut` whether the copy holds only the first of them.
    `reason` is empty for a page that could be read.
    """

    __tablename__ = "frozen_pages"
    __table_args__ = (UniqueConstraint("source", "step", "good"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    step: Mapped[str] = mapped_column(String(80))
    good: Mapped[bool]
    url: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    content_type: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int]
    cut: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(Text, default="")
    run_id: Mapped[int]
    taken_at: Mapped[datetime]

    @property
    def text(self) -> str:
        """The page's text as it came."""
        return zlib.decompress(self.body).decode("utf-8", "replace")


def frozen_pages(session: Session, source: str) -> list[FrozenPage]:
    """Return the copies of a source's pages without their bodies, the bad ones first."""
    found = select(FrozenPage).where(FrozenPage.source == source).options(defer(FrozenPage.body))
    return list(session.scalars(found.order_by(FrozenPage.good, FrozenPage.id)))
