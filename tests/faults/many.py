"""Many readers, made in one go, and what a service does for them: plan the day, and send."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from db.engine import writing
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence
from notifier import outbox
from notifier.mail.transport import SmtpTransport
from tests.conftest import NOW, TODAY
from tests.faults.dying import Work
from tests.notifier.samples import SENDER, SOURCES, TOPICS, TREE

LANES = 10
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=16)  # a little more than a claim holds


def add_readers(engine: Engine, count: int) -> None:
    """Store so many subscribers of a daily digest, of a few domains."""
    with writing(engine) as session:
        for number in range(1, count + 1):
            subscriber = Subscriber(
                email=f"reader{number}@town{number % 20}.example",
                name=f"Gemeinde {number}",
                token=f"token-of-{number}",
                created_at=NOW,
                confirmed_at=NOW,
            )
            subscriber.subscriptions = [
                Subscription(
                    area="06535011",
                    topics=["mobility"],
                    cadence=Cadence.DAILY,
                    created_at=NOW - DAY,
                )
            ]
            session.add(subscriber)


def plan_day(engine: Engine, day: int, at: datetime) -> None:
    """Plan the issue of the n-th day."""
    outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY + day * DAY,
        now=at,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )


def whole_service(url: str, day: int, at: datetime) -> Work:
    """Return the work of a service on a day: match, build, write down, and send."""

    def work(engine: Engine, _step: Callable[[], None]) -> None:
        plan_day(engine, day, at)
        transport = SmtpTransport(url, "landbote@example.org", lanes=LANES)
        outbox.send(engine, transport, worker=f"{os.getpid()}", clock=lambda: at)

    return work
