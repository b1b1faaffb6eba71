"""Events: what takes place on a day that is not over, the nearest first."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.facts import Facts

LONGEST = timedelta(days=92)  # of an event of several days, which may have begun


def events_from(session: Session, today: date) -> list[tuple[date, int]]:
    """Return the days and numbers of all that begins from a day on, or may not have ended by it.

    When something ends the facts do not say: of what has begun the values tell.
    """
    rows = session.execute(
        select(Facts.event_on, Facts.opportunity_id)
        .where(Facts.event_on >= today - LONGEST)
        .order_by(Facts.event_on, Facts.sort_title, Facts.opportunity_id)
    )
    return [(on, id) for on, id in rows if on is not None]
