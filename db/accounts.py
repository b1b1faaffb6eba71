"""Accounts: the people who sign in, the ways in that they have, and their sessions in a browser.

Of links and sessions only a digest is stored, so that whoever reads the database cannot use them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, validates

from db.base import Base


class Account(Base):
    """One person who may sign in; `address` is unique and kept in small letters.

    `authority` is the ministry or body of a reviewer, `area` the key of a manager's region.
    A removed account stays as a row, since decisions name it.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(120), default="")
    area: Mapped[str] = mapped_column(String(80), default="")
    # The hash that argon2 makes of a password; empty where none is set.
    password: Mapped[str] = mapped_column(Text, default="", server_default="")
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    findings_by_mail: Mapped[bool] = mapped_column(default=True, server_default=true())

    @validates("address")
    def _small(self, _name: str, address: str) -> str:
        return plain_address(address)

    @property
    def active(self) -> bool:
        """Whether this person may sign in."""
        return self.locked_at is None and self.removed_at is None


def plain_address(address: str) -> str:
    """Return an address as accounts keep it, however somebody types it."""
    return address.strip().lower()


class SignInLink(Base):
    """A link that signs in once, until it ends."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BrowserSession(Base):
    """One browser in which a person is signed in; `way` is how it was opened."""

    __tablename__ = "browser_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Passkey(Base):
    """A key in a person's device; only its public half is here."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url, as browsers say
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Trial(Base):
    """A sign-in that was begun and waits for its second half; taken up once, or never."""

    __tablename__ = "sign_in_trials"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    kept: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class Throttle(Base):
    """How often something was tried since a window began; `subject` is a digest of who tries."""

    __tablename__ = "throttles"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]
