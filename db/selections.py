"""Selections: what a regional manager collected, and to whom it goes as an own digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Selection(Base):
    """Some opportunities in an order of their own, with words to the whole and to each.

    `area` is the key of the region that it is for. Once `sent_at` is set it is not changed any
    more; `issue_id` is the issue that it went out as.
    """

    __tablename__ = "selections"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    area: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text)
    intro: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("digest_issues.id"), unique=True)


class SelectionItem(Base):
    """One opportunity in a selection, with a line of the manager's own."""

    __tablename__ = "selection_items"
    __table_args__ = (UniqueConstraint("selection_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selections.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    place: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")


class ListMember(Base):
    """Somebody who gets the selections of a region: asked by its manager, confirmed by themselves.

    `subscriber_id` is set once the address confirmed; until then `digest` is that of the link that
    was sent to it, and good until `good_until_at`. `wording` is what was agreed to. Who left stays
    as a row, as proof.
    """

    __tablename__ = "list_members"
    __table_args__ = (UniqueConstraint("area", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(320), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscribers.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    wording: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    good_until_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_way: Mapped[str] = mapped_column(String(40), default="", server_default="")
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
