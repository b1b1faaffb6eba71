"""Selections: what a regional manager collected, and to whom it goes as an own digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Selection(Base):
    """Some opportunities in an order of their own, with words to the whole and to each.

    `area` is the key of the region that it is for. `version` goes up with every change but for
    what is added, so that two windows notice each other. Once `sent_at` is set it is not changed
    any more; `issue_id` is the issue that it went out as, and `signed` who it was from then.
    """

    __tablename__ = "selections"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    area: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(Text)
    intro: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("digest_issues.id"), unique=True)
    signed: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class SelectionItem(Base):
    """One opportunity in a selection, with a line of the manager's own.

    `seen` is how it stood when somebody last looked at it here: a list of entry and revision, the
    leading one first, and whether it was over. Of what was sent it is what its card showed.
    """

    __tablename__ = "selection_items"
    __table_args__ = (UniqueConstraint("selection_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selections.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunities.id"), index=True)
    place: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime]
    seen: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class CurrentSelection(Base):
    """The selection into which an account collects."""

    __tablename__ = "current_selections"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selections.id"), index=True)


class ListMember(Base):
    """Somebody who gets the selections of a region: asked by its manager, confirmed by themselves.

    `place` is the area within the region that the reader is from; the region itself where nobody
    said it. `subscriber_id` is set once the address confirmed; until then `digest` is that of the
    link that was sent to it, good until `good_until_at`. `asked_by` and `asked_words` are who
    asked, and with which words; `wording` is what was agreed to. Who left, declined or was removed
    stays as a row, as proof and so that nobody is asked again too soon; `earlier` are former
    memberships of the same address.
    """

    __tablename__ = "list_members"
    __table_args__ = (UniqueConstraint("area", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(320), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(80), default="", server_default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscribers.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    asked_by: Mapped[str] = mapped_column(Text, default="", server_default="")
    asked_words: Mapped[str] = mapped_column(Text, default="", server_default="")
    asked_at: Mapped[datetime]
    times_asked: Mapped[int] = mapped_column(default=1, server_default="1")
    good_until_at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(Text, default="", server_default="")
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_way: Mapped[str] = mapped_column(String(40), default="", server_default="")
    removed_at: Mapped[datetime | None]
    earlier: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
