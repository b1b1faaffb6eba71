"""Remember: what a subscriber wants to be reminded of before it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.queries.programmes import together
from db.subscribers import Dismissal, Remembered
from db.upsert import insert_into

LEAD_DAYS = 14  # where nobody says otherwise
MOST_LEAD_DAYS = 90


def remember(
    session: Session,
    subscriber_id: int,
    opportunity_id: int,
    now: datetime,
    *,
    lead_days: int = LEAD_DAYS,
) -> None:
    """Remind a subscriber of an entry so many days before it ends; said again, it is changed.

    It is no longer dismissed then; of two acts the later one counts.
    """
    said = insert_into(session.get_bind(), Remembered).values(
        subscriber_id=subscriber_id,
        opportunity_id=opportunity_id,
        lead_days=lead_days,
        remembered_at=now,
    )
    session.execute(
        said.on_conflict_do_update(
            index_elements=[Remembered.subscriber_id, Remembered.opportunity_id],
            set_={"lead_days": lead_days},
        )
    )
    session.execute(
        delete(Dismissal).where(
            Dismissal.subscriber_id == subscriber_id,
            Dismissal.opportunity_id.in_(together(session, [opportunity_id])[opportunity_id]),
            # A programme stays dismissed; only this of it is told.
            Dismissal.whole.is_(False),
        )
    )


def forget(session: Session, subscriber_id: int, opportunity_id: int) -> bool:
    """Remind a subscriber of an entry no more; False where it was not remembered."""
    undone = delete(Remembered).where(
        Remembered.subscriber_id == subscriber_id, Remembered.opportunity_id == opportunity_id
    )
    return session.scalar(undone.returning(Remembered.id)) is not None


def remembered_by_subscriber(
    session: Session, subscriber_ids: Collection[int]
) -> Mapping[int, Mapping[int, int]]:
    """Return of which entries each of some subscribers is to be reminded, and how long before.

    Whoever remembered nothing has no line. All entries that are shown as one are remembered with
    the one of them that was chosen; the longest time of several counts.
    """
    said = [
        (subscriber, entry, lead)
        for some in chunks(set(subscriber_ids))
        for subscriber, entry, lead in session.execute(
            select(Remembered.subscriber_id, Remembered.opportunity_id, Remembered.lead_days).where(
                Remembered.subscriber_id.in_(some)
            )
        )
    ]
    shown = together(session, {entry for _, entry, _ in said})
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for subscriber, entry, lead in said:
        for one in shown[entry]:
            found[subscriber][one] = max(lead, found[subscriber].get(one, 0))
    return dict(found)
