"""Events: what takes place on a day that is not over, the nearest first."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.facts import Facts


def events_from(session: Session, today: date) -> list[int]:
    """Return the numbers of all that takes place on a day or later."""
    rows = session.scalars(
        select(Facts.opportunity_id)
        .where(Facts.event_until >= today)
        .order_by(Facts.event_on, Facts.sort_title, Facts.opportunity_id)
    )
    return list(rows)
