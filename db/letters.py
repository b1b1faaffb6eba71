"""Letters: the ledger of mails that are no digests, such as a link to sign in with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.mails import MailRow


class Letter(MailRow, Base):
    """One mail to one person; `once` names what it is about, and nobody gets that twice.

    After `good_until_at` it is of no use to anybody and goes no more.
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    once: Mapped[str] = mapped_column(String(200), unique=True)
    good_until_at: Mapped[datetime]
