"""Who is due gets one mail with all that is due, of all that is wanted and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.local_date import local_date
from db.subscribers import Remembered, Subscription
from db.vocabulary import Cadence
from notifier import outbox
from notifier.at_once import last_at_once, moved_since
from notifier.subscribing.dismiss import dismiss
from tests.conftest import NOW, TODAY
from tests.notifier.deciding import hold, note
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
MONDAY = TODAY + DAY
LONG_AGO = NOW - 60 * DAY


def plan(engine: Engine, on: date, cadence: Cadence, slot: int = 0) -> int:
    """Plan an issue for those who are due, and return how many mails it has."""
    return outbox.plan(
        engine,
        cadence=cadence,
        on=on,
        now=NOW + (on - TODAY) + timedelta(hours=slot),
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
        due=True,
        slot=slot,
    ).planned


def plan_all(engine: Engine, on: date) -> dict[str, int]:
    """Plan all issues of a day; return how many mails each has that has any."""
    counts = {cadence.value: plan(engine, on, cadence) for cadence in list(Cadence)[1:]}
    return {cadence: count for cadence, count in counts.items() if count}


def also(engine: Engine, subscriber: int, **fields: Any) -> None:
    """Give a subscriber one more subscription."""
    asked = {"area": "06535011", "topics": ["mobility"], "created_at": LONG_AGO} | fields
    with writing(engine) as session:
        session.add(Subscription(subscriber_id=subscriber, applicants=[], levels=[], **asked))


def old(**fields: Any) -> dict[str, Any]:
    """Return a subscription of long ago."""
    return {"created_at": LONG_AGO} | fields


def told(engine: Engine) -> Mapping[tuple[int, date], list[int]]:
    """Return which entries each mail told of, by reader and day."""
    with reading(engine) as session:
        rows = session.execute(
            select(DeliveryItem.subscriber_id, DigestIssue.issued_on, DeliveryItem.opportunity_id)
            .join(Delivery, Delivery.id == DeliveryItem.delivery_id)
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .order_by(DeliveryItem.opportunity_id)
        ).all()
    found: dict[tuple[int, date], list[int]] = {}
    for reader, on, entry in rows:
        found.setdefault((reader, on), []).append(entry)
    return found


def test_one_address_gets_one_mail_with_all_that_is_due(engine: Engine) -> None:
    """Of three municipalities each thing once, in the issue of the rarest cadence."""
    one, other = add_subscriber(engine, 1), add_subscriber(engine, 2)
    for area in ("06535002", "06631013"):
        also(engine, one, area=area, cadence=Cadence.WEEKLY)
    also(engine, other, cadence=Cadence.AT_ONCE, topics=["village"])
    mobility = publish(engine, "a", values(), NOW)
    village = publish(engine, "b", values(topics=("village",), areas=("06535011",)), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 1, "weekly": 1}
    assert told(engine) == {
        (one, MONDAY): [mobility],
        (other, MONDAY): [mobility, village],
    }
    publish(engine, "c", values(title="Neuer Aufruf"), NOW + 2 * DAY)
    assert plan_all(engine, MONDAY + DAY) == {"daily": 2}


def test_each_has_an_own_weekday_and_the_marks_of_the_week(engine: Engine) -> None:
    """What the desk holds back of a week's issue is in none of that week; its note is in all."""
    monday = add_subscriber(engine, 1, subscription=old(cadence=Cadence.WEEKLY))
    friday = add_subscriber(engine, 2, subscription=old(cadence=Cadence.WEEKLY, weekday=4))
    assert plan(engine, MONDAY - 3 * DAY, Cadence.WEEKLY) == 0  # last Friday
    kept, shown = (publish(engine, key, values(title=f"Aufruf {key}"), NOW) for key in "ab")
    hold(engine, kept, 1, Cadence.WEEKLY)
    note(engine, "Sprechtag am Samstag.", 1, cadence=Cadence.WEEKLY)
    days = [MONDAY + n * DAY for n in range(5)]
    assert [plan(engine, on, Cadence.WEEKLY) for on in days] == [1, 0, 0, 0, 1]
    assert told(engine) == {(monday, days[0]): [shown], (friday, days[4]): [shown]}
    with reading(engine) as session:
        texts = session.scalars(select(Delivery.message)).all()
    assert all(b"Sprechtag" in text for text in texts)
    assert plan(engine, MONDAY + 7 * DAY, Cadence.WEEKLY) == 1
    assert told(engine)[monday, MONDAY + 7 * DAY] == [kept]


@pytest.mark.parametrize("down", [1, 3])
def test_after_downtime_nobody_is_served_twice_or_left_out(engine: Engine, down: int) -> None:
    """Half of an issue was planned when the machine went down; the other half comes days later."""
    readers = [
        add_subscriber(engine, number, subscription=old(cadence=Cadence.WEEKLY))
        for number in range(1, 4)
    ]
    publish(engine, "a", values(), NOW)
    assert plan(engine, MONDAY, Cadence.WEEKLY) == 3
    with writing(engine) as session:
        session.execute(delete(DeliveryItem).where(DeliveryItem.subscriber_id == readers[2]))
        session.execute(delete(Delivery).where(Delivery.subscriber_id == readers[2]))
        session.execute(update(DigestIssue).values(planned_at=None))
    publish(engine, "b", values(title="Zweiter Aufruf"), NOW + DAY)
    later = MONDAY + down * DAY
    assert plan(engine, later, Cadence.WEEKLY) == 1
    assert set(told(engine)) == {(readers[0], MONDAY), (readers[1], MONDAY), (readers[2], later)}


def test_a_pause_brings_what_happened_meanwhile_afterwards(engine: Engine) -> None:
    """As far back as news are told at all."""
    reader = add_subscriber(engine, 1, subscription=old(), paused_until_on=MONDAY + 3 * DAY)
    add_subscriber(engine, 2, subscription=old())
    one = publish(engine, "a", values(), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 1}
    for days in (1, 2):
        assert plan_all(engine, MONDAY + days * DAY) == {}
    assert plan_all(engine, MONDAY + 3 * DAY) == {"daily": 1}
    assert told(engine)[reader, MONDAY + 3 * DAY] == [one]


def test_a_month_without_news_brings_one_sign_of_life(engine: Engine) -> None:
    """To who wants one, once a month, with the first issue; news make it needless."""
    silent = add_subscriber(engine, 1, subscription=old(), sign_of_life=True)
    add_subscriber(engine, 2, subscription=old())
    first = date(2027, 1, 4)
    assert plan_all(engine, first) == {"daily": 1}
    assert plan_all(engine, first + DAY) == {}
    assert plan_all(engine, date(2027, 2, 1)) == {"daily": 1}
    publish(engine, "a", values(deadlines=()), NOW + (date(2027, 2, 9) - TODAY))
    assert plan_all(engine, date(2027, 2, 10)) == {"daily": 2}
    assert plan_all(engine, date(2027, 3, 1)) == {}
    with reading(engine) as session:
        rows = session.execute(
            select(Delivery.subscriber_id, Delivery.item_count).order_by(Delivery.id)
        )
        assert [tuple(row) for row in rows if row[0] == silent] == [
            (silent, 0),
            (silent, 0),
            (silent, 1),
        ]


def test_what_is_dismissed_is_never_told_and_what_is_remembered_is_told_in_time(
    engine: Engine,
) -> None:
    """By the reader's own lead time, once, though it was told before; others hear as usual."""
    reader, other = (add_subscriber(engine, n, subscription=old()) for n in (1, 2))
    ends = (fixed(MONDAY + 44 * DAY),)
    away = publish(engine, "a", values(title="Nicht für uns"), NOW)
    kept = publish(engine, "b", values(title="Vorgemerkt", deadlines=ends), NOW)
    with writing(engine) as session:
        dismiss(session, reader, away, NOW)
        session.add(
            Remembered(subscriber_id=reader, opportunity_id=kept, lead_days=30, remembered_at=NOW)
        )
    assert plan_all(engine, MONDAY) == {"daily": 2}
    assert told(engine) == {(reader, MONDAY): [kept], (other, MONDAY): [away, kept]}
    at = MONDAY + 14 * DAY
    assert plan_all(engine, at - 3 * DAY) == {}
    assert plan_all(engine, at) == {"daily": 1} and told(engine)[reader, at] == [kept]
    assert plan_all(engine, at + DAY) == {}
    assert plan_all(engine, MONDAY + 30 * DAY) == {"daily": 1}
    assert (other, MONDAY + 30 * DAY) in told(engine)


def test_at_once_is_an_issue_an_hour_and_tells_what_moved(engine: Engine) -> None:
    """Each with its own Message-ID; where nothing moved there is nothing to plan."""
    for number in (1, 2):
        add_subscriber(engine, number, subscription=old(cadence=Cadence.AT_ONCE))
    publish(engine, "a", values(), NOW)
    assert plan(engine, MONDAY, Cadence.AT_ONCE, 7) == 2
    with reading(engine) as session:
        last = last_at_once(session, MONDAY)
        assert last is not None and last.slot == 7
        assert not moved_since(session, last.created_at)
    publish(engine, "b", values(title="Zweiter Aufruf"), NOW + DAY + timedelta(hours=8))
    with reading(engine) as session:
        assert moved_since(session, last.created_at)
    assert plan(engine, MONDAY, Cadence.AT_ONCE, 9) == 2
    with reading(engine) as session:
        ids = session.scalars(select(Delivery.message_id)).all()
        days = {local_date(at) for at in session.scalars(select(Delivery.planned_at))}
    assert len(set(ids)) == 4 and days == {MONDAY}


def test_several_planners_share_an_issue(engine: Engine) -> None:
    """Whatever order each goes in: what the first has planned the next leaves alone."""
    for number in range(1, 4):
        add_subscriber(engine, number, subscription=old())
    publish(engine, "a", values(), NOW)
    assert plan(engine, MONDAY, Cadence.DAILY) == 3
    with writing(engine) as session:
        session.scalars(select(DigestIssue)).one().planned_at = None
    assert plan(engine, MONDAY, Cadence.DAILY) == 0
