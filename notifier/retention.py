"""Retention: how long the text of a mail is kept, whom a tip came from, and what let in whom.

The ledgers stay.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, or_, select, update

from db.deliveries import Delivery
from db.engine import writing
from db.letters import Letter
from db.subscribers import SubscriberLink, SubscriberSession
from db.tips import Tip
from notifier.subscribing.own_link import A_DAY


def forget_texts(engine: Engine, settled_before: datetime) -> int:
    """Drop the bytes of mails settled before an instant, and return of how many.

    Who got which mail when, and what stood in it, is kept: nobody is told anything twice. A letter
    that never went, since there is no mail server, is of no use by then.
    """
    old_letter = or_(Letter.settled_at < settled_before, Letter.good_until_at < settled_before)
    with writing(engine) as session:
        dropped = session.execute(
            update(Delivery)
            .where(Delivery.settled_at < settled_before, Delivery.message != b"")
            .values(message=b"")
            .returning(Delivery.id)
        )
        letters = session.execute(
            update(Letter)
            .where(old_letter, Letter.message != b"")
            .values(message=b"")
            .returning(Letter.id)
        )
        return len(dropped.all()) + len(letters.all())


def forget_tellers(engine: Engine, settled_before: datetime) -> int:
    """Drop where an answer to a tip could go, of those settled before an instant."""
    old = select(Tip).where(Tip.settled_at < settled_before, Tip.answerable)
    with writing(engine) as session:
        tips = session.scalars(old.with_for_update()).all()
        for tip in tips:
            tip.told = [{**one, "reply_to": ""} for one in tip.told]
            tip.answerable = False
        return len(tips)


def forget_ways_in(engine: Engine, now: datetime) -> int:
    """Drop the links to own mailboxes and the sessions that let nobody in any more.

    A link that ended is kept for a day: so many are counted before another one is written.
    """
    with writing(engine) as session:
        links = delete(SubscriberLink).where(
            SubscriberLink.ends_at <= now, SubscriberLink.made_at <= now - A_DAY
        )
        sessions = delete(SubscriberSession).where(SubscriberSession.ends_at <= now)
        gone = [
            *session.execute(links.returning(SubscriberLink.id)),
            *session.execute(sessions.returning(SubscriberSession.id)),
        ]
        return len(gone)
