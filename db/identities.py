"""Identities: which entries are one programme, who said so, and why.

Opportunities stay as they are, one for each source and key. What two of them are to each
other is a row with its reason, by the rules or by staff; a row is never altered but ended.
What follows from the rows, the groups, is written down beside them for quick reading.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

RULES = "rules"  # in `decided_by`: nobody of the staff


class Identity(Base):
    """What two entries are to each other, the one with the lower id first.

    `relation` is a `db.vocabulary.Relation`. A row with `undone_at` no longer counts; of a
    pair at most one row counts.
    """

    __tablename__ = "identities"
    __table_args__ = (
        Index(
            "uq_identities_standing",
            "first_id",
            "second_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(320))
    decided_at: Mapped[datetime]
    undone_by: Mapped[str] = mapped_column(String(320), default="")
    undone_at: Mapped[datetime | None]

    @property
    def pair(self) -> tuple[int, int]:
        """The ids of the two, the lower first."""
        return self.first_id, self.second_id

    @property
    def by_staff(self) -> bool:
        """Whether a person decided this; then no rule may change it."""
        return self.decided_by != RULES


class GroupMember(Base):
    """One entry of a group that is shown as one opportunity; place 0 leads.

    Those with one `sure_id` are surely the same, and it is the first of them. With the others
    of the group they are shown while staff are asked.
    """

    __tablename__ = "group_members"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    sure_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"))
    place: Mapped[int]


class Related(Base):
    """Which revision of an entry was compared with the others, by which edition of the rules.

    `words` are those that name it, as the comparison found them: whoever is called otherwise
    need not be loaded.
    """

    __tablename__ = "related"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    revision_id: Mapped[int]
    edition: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text, default="")


class BlockKey(Base):
    """One block that a compared entry stands in: who shares one may be the same."""

    __tablename__ = "block_keys"
    __table_args__ = (Index("ix_block_keys_key", "key", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
