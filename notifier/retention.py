"""Retention: how long texts of mails, tellers of tips, ways in, and those who left are kept.

The ledgers stay, but for what belongs to whoever left.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, or_, select, update

from db.deliveries import Delivery
from db.engine import reading, writing
from db.letters import Letter
from db.local_date import BERLIN, local_date
from db.subscribers import Subscriber, SubscriberLink, SubscriberSession
from db.tips import Tip
from notifier.subscribing.erase import erase
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


def forget_gone(engine: Engine, secret: str, now: datetime, years: int) -> int:
    """Erase those who left so many years ago, each counted from the end of its year.

    Until then their rows are the proof that they had agreed and that it was ended (§§ 195, 199
    BGB). The keyed hash that every erasing leaves is kept. Returns how many were erased.
    """
    begun = datetime(local_date(now).year - years, 1, 1, tzinfo=BERLIN)
    long_gone = Subscriber.unsubscribed_at < begun
    with reading(engine) as session:
        ids = session.scalars(select(Subscriber.id).where(long_gone)).all()
    # Each in its own transaction: what goes through all rows must not keep anybody from writing.
    return sum(_forget_one(engine, number, begun, secret, now) for number in ids)


def _forget_one(
    engine: Engine, number: int, left_before: datetime, secret: str, now: datetime
) -> bool:
    """Erase somebody who left, unless the same is back meanwhile."""
    still_gone = select(Subscriber).where(
        Subscriber.id == number, Subscriber.unsubscribed_at < left_before
    )
    with writing(engine) as session:
        subscriber = session.scalar(still_gone.with_for_update())
        if subscriber is not None:
            erase(session, subscriber, secret, now)
        return subscriber is not None
