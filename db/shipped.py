"""Which edition of the shipped data files a database holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class ShippedEdition(Base):
    """One data set by name, with the digest of the files it was loaded from."""

    __tablename__ = "shipped_editions"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]
