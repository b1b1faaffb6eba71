"""Dismiss: what a subscriber never wants to hear of again, one entry or its whole programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.chunks import chunks
from db.queries.programmes import programmes, together
from db.subscribers import Dismissal, Remembered
from db.upsert import insert_into
from notifier.subscribing.remember import remembered_by_subscriber


def dismiss(
    session: Session, subscriber_id: int, opportunity_id: int, now: datetime, *, whole: bool = False
) -> None:
    """Never tell a subscriber of an entry again, nor (`whole`) of anything of its programme.

    It is no longer remembered then; of two acts the later one counts.
    """
    said = insert_into(session.get_bind(), Dismissal).values(
        subscriber_id=subscriber_id,
        opportunity_id=opportunity_id,
        whole=whole,
        dismissed_at=now,
    )
    session.execute(
        said.on_conflict_do_update(
            index_elements=[Dismissal.subscriber_id, Dismissal.opportunity_id],
            set_={"whole": whole, "dismissed_at": now},
        )
    )
    covered = (programmes if whole else together)(session, [opportunity_id])[opportunity_id]
    for some in chunks(covered):
        session.execute(
            delete(Remembered).where(
                Remembered.subscriber_id == subscriber_id, Remembered.opportunity_id.in_(some)
            )
        )


def undo_dismissal(session: Session, subscriber_id: int, opportunity_id: int) -> bool:
    """Tell a subscriber of an entry or programme again; False where it was not dismissed."""
    undone = delete(Dismissal).where(
        Dismissal.subscriber_id == subscriber_id, Dismissal.opportunity_id == opportunity_id
    )
    return session.scalar(undone.returning(Dismissal.id)) is not None


def dismissed_by_subscriber(
    session: Session, subscriber_ids: Collection[int]
) -> Mapping[int, frozenset[int]]:
    """Return which entries each of some subscribers never wants to hear of; none has no line.

    Counted as entries stand to each other today: what joined a programme since is dismissed with
    it. What is remembered of a dismissed programme is told all the same.
    """
    said = [
        (subscriber, entry, whole)
        for some in chunks(set(subscriber_ids))
        for subscriber, entry, whole in session.execute(
            select(Dismissal.subscriber_id, Dismissal.opportunity_id, Dismissal.whole).where(
                Dismissal.subscriber_id.in_(some)
            )
        )
    ]
    by_itself = together(session, {entry for _, entry, whole in said if not whole})
    of_all = programmes(session, {entry for _, entry, whole in said if whole})
    found: defaultdict[int, set[int]] = defaultdict(set)
    for subscriber, entry, whole in said:
        found[subscriber] |= (of_all if whole else by_itself)[entry]
    kept = remembered_by_subscriber(session, found)
    return {one: frozenset(entries - kept.get(one, {}).keys()) for one, entries in found.items()}
