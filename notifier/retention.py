"""Retention: how long the text of a mail is kept; the ledger stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, update

from db.deliveries import Delivery
from db.engine import writing


def forget_texts(engine: Engine, settled_before: datetime) -> int:
    """Drop the bytes of mails settled before an instant, and return of how many.

    Who got which mail when, and what stood in it, is kept: nobody is told anything twice.
    """
    with writing(engine) as session:
        dropped = session.execute(
            update(Delivery)
            .where(Delivery.settled_at < settled_before, Delivery.message != b"")
            .values(message=b"")
            .returning(Delivery.id)
        )
        return len(dropped.all())
