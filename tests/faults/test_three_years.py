"""Three years of issues: each subscription has each of its periods once, by whatever clock."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select

from db.clock_sights import look
from db.deliveries import Delivery, DigestIssue
from db.engine import make_engine, reading
from db.local_date import BERLIN, local_date
from db.rhythm import Rhythm, slot_of
from db.vocabulary import Cadence
from db.working_days import is_working_day
from landbote.schedule import Plans, due_cadences
from notifier import outbox
from notifier.at_once import last_at_once, moved_since
from notifier.recipients import issued_around, rhythms_asked_for
from tests.conftest import NOW, TODAY
from tests.databases import SqliteTemplate
from tests.notifier.news.telling import restate
from tests.notifier.samples import (
    SENDER,
    SOURCES,
    TOPICS,
    TREE,
    add_subscriber,
    fixed,
    publish,
    values,
)

DAY = timedelta(days=1)
WEEK = 7 * DAY
RHYTHMS = (
    Rhythm(cadence=Cadence.DAILY),
    Rhythm(cadence=Cadence.WEEKLY),
    Rhythm(cadence=Cadence.WEEKLY, weekday=3),
    Rhythm(cadence=Cadence.WEEKLY, weekday=4, land="09"),
    Rhythm(cadence=Cadence.FORTNIGHTLY, weekday=2),
    Rhythm(cadence=Cadence.MONTHLY),
    Rhythm(cadence=Cadence.MONTHLY, land="09"),
)
AREAS = {"06": "06535011", "09": "09571113"}


def plans(engine: Engine, now: datetime) -> Plans:
    """Return what a service knows of issues at an instant."""
    today = local_date(now)
    with reading(engine) as session:
        last = last_at_once(session, today)
        return Plans(
            rhythms=rhythms_asked_for(session),
            issued=issued_around(session, today),
            at_once_hour=last.slot if last else None,
            moved=last is None or moved_since(session, last.created_at),
        )


def tick(engine: Engine, now: datetime, worker: str = "") -> None:
    """Do what a service does when it looks whether anything is due."""
    leap = look(engine, now)
    if leap is not None and not leap.believed:
        return
    for cadence in due_cadences(plans(engine, now), now):
        outbox.plan(
            engine,
            cadence=cadence,
            on=local_date(now),
            now=now,
            sender=SENDER,
            places=TREE,
            sources=SOURCES,
            topics=TOPICS,
            due=True,
            slot=slot_of(cadence, now),
            worker=worker,
        )


def at(on: date, hour: int, minute: int) -> datetime:
    """Return an instant of a local day; on the days of the time change, too."""
    return datetime.combine(on, time(hour, minute), BERLIN).astimezone(UTC)


def live(engine: Engine, days: int, random: Random) -> None:
    """Let two services run for some days.

    Every 40 days both are down for three; now and then one of the clocks is days or years wrong.
    """
    call = publish(engine, "a", values(deadlines=(fixed(TODAY + 3000 * DAY),), areas=("de",)))
    for number in range(days):
        on = TODAY + number * DAY
        if number % 40 in (11, 12, 13):
            continue
        if random.random() < 0.02:
            wrong = on + random.choice([-400, -1, 1, 3, 900]) * DAY
            tick(engine, at(wrong, 8, 0), "wrong")
        restate(engine, call, values(areas=("de",), deadlines=(fixed(on + 2000 * DAY),)), number)
        hours = sorted((random.randint(0, 23), random.randint(0, 59)) for _ in range(2))
        moments = [at(on, *hour) for hour in (*hours, (23, 50))]
        with ThreadPoolExecutor(2) as services:
            for moment in moments:
                list(services.map(partial(tick, engine, moment), ("one", "two")))


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_each_period_once_in_three_years(
    sqlite_template: SqliteTemplate, tmp_path: Path, seed: int
) -> None:
    """Over time changes, ends of months and years, downtime, wrong clocks and two services."""
    days = 3 * 365
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        for number, rhythm in enumerate(RHYTHMS, start=1):
            asked = {
                "cadence": rhythm.cadence,
                "weekday": rhythm.weekday,
                "area": AREAS[rhythm.land],
                "created_at": NOW - DAY,
            }
            add_subscriber(engine, number, subscription=asked)
        live(engine, days, Random(seed))
        with reading(engine) as session:
            rows = session.execute(
                select(Delivery.subscriber_id, DigestIssue.issued_on).join(
                    DigestIssue, DigestIssue.id == Delivery.issue_id
                )
            ).all()
        engine.dispose()
    served: defaultdict[int, list[date]] = defaultdict(list)
    for reader, on in rows:
        served[reader].append(on)
    for number, rhythm in enumerate(RHYTHMS, start=1):
        mine = sorted(on for on in served[number] if TODAY <= on < TODAY + days * DAY)
        assert all(is_working_day(on, rhythm.land) for on in mine)
        due = [on for n in range(days) if rhythm.is_due(on := TODAY + n * DAY)]
        for one, following in pairwise(due):
            times = [on for on in mine if one <= on < following]
            if rhythm.cadence is Cadence.DAILY:
                late = [on for on in mine if one <= on <= one + WEEK]
                assert len(times) <= 1 and late, (rhythm, one)
            else:
                assert len(times) == 1, (rhythm, one, times)
