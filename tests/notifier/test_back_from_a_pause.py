"""Whoever is back from a pause is told what is open and was not told, once, and why."""

from __future__ import annotations

from sqlalchemy import Engine, update

from db.deliveries import Delivery
from db.engine import reading, writing
from db.queries.told_stamp import told_stamp
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.news.select import MAX_FIRST
from notifier.subscribing.pause import pause, resume
from tests.conftest import NOW
from tests.notifier.samples import add_subscriber, publish, values
from tests.notifier.test_first_issues import stock, texts
from tests.notifier.test_planning import DAY, MONDAY, also, old, plan, plan_all, told

WEEK = 7 * DAY
BACK = MONDAY + 4 * WEEK
OVER = "Ihre Pause ist zu Ende"


def paused(engine: Engine, *readers: int) -> None:
    """Let some readers pause for four weeks, from the day after their first issue on."""
    with writing(engine) as session:
        for reader in readers:
            pause(session.get_one(Subscriber, reader), BACK, MONDAY)


def test_after_a_long_pause_the_next_mail_brings_what_is_open(engine: Engine) -> None:
    """Without news, too, once, and nothing that was told before; who did not pause gets no mail."""
    back, also_back, stayer = (add_subscriber(engine, n, subscription=old()) for n in (1, 2, 3))
    before = publish(engine, "n", values(), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 3}
    paused(engine, back, also_back)
    meanwhile = [
        publish(engine, key, values(title=f"Aufruf {key}"), NOW + 5 * DAY) for key in ("m", "o")
    ]
    assert plan_all(engine, MONDAY + WEEK) == {"daily": 1}
    assert plan_all(engine, BACK - 3 * DAY) == {}
    assert plan_all(engine, BACK) == {"daily": 2}
    for reader in (back, also_back):
        assert told(engine)[reader, MONDAY] == [before]
        assert told(engine)[reader, BACK] == meanwhile
        first, second = texts(engine, reader)
        assert OVER in second and "geändert" not in second and "erste Ausgabe" not in second
        assert OVER not in first
    publish(engine, "p", values(title="Später"), NOW + (BACK - MONDAY) + DAY)
    assert plan_all(engine, BACK + DAY) == {"daily": 3}
    assert not any(OVER in texts(engine, one)[-1] for one in (back, also_back, stayer))


def test_what_is_owed_after_a_pause_is_a_selection(engine: Engine) -> None:
    """No more than a first issue holds; a mail that reached nobody leaves it owed."""
    readers = [add_subscriber(engine, n, subscription=old()) for n in (1, 2)]
    publish(engine, "n", values(), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 2}
    paused(engine, *readers)
    for number in range(MAX_FIRST + 5):
        stock(engine, f"t{number}")
    assert plan_all(engine, BACK) == {"daily": 2}
    for reader in readers:
        assert len(told(engine)[reader, BACK]) == MAX_FIRST
        assert "5 weitere" in texts(engine, reader)[1]
    with writing(engine) as session:
        lost = update(Delivery).where(Delivery.subscriber_id == readers[0])
        session.execute(lost.where(Delivery.planned_at > NOW + WEEK).values(state="failed"))
    assert plan_all(engine, BACK + DAY) == {"daily": 1}
    assert len(told(engine)[readers[0], BACK + DAY]) == MAX_FIRST
    assert plan_all(engine, BACK + 2 * DAY) == {}


def test_each_subscription_is_owed_its_own_after_a_pause(engine: Engine) -> None:
    """A mail of another weekday did not carry it; after two months it is still no first issue."""
    until = MONDAY + 13 * WEEK
    readers = [
        add_subscriber(engine, n, subscription=old(cadence=Cadence.WEEKLY, topics=["climate"]))
        for n in (1, 2)
    ]
    for reader in readers:
        also(engine, reader, cadence=Cadence.WEEKLY, weekday=3, topics=["village"])
    assert plan(engine, MONDAY - 4 * DAY, Cadence.WEEKLY) == 0  # last Thursday
    publish(engine, "c", values(topics=("climate",)), NOW)
    publish(engine, "v", values(title="Dorf", topics=("village",)), NOW)
    for on in (MONDAY, MONDAY + 3 * DAY):
        assert plan(engine, on, Cadence.WEEKLY) == 2
    with writing(engine) as session:
        for reader in readers:
            pause(session.get_one(Subscriber, reader), until, MONDAY + 4 * DAY)
    climate, village = (stock(engine, one, topics=(one,)) for one in ("climate", "village"))
    assert plan(engine, until - 4 * DAY, Cadence.WEEKLY) == 0
    assert plan(engine, until, Cadence.WEEKLY) == 2
    assert plan(engine, until + 3 * DAY, Cadence.WEEKLY) == 2
    for days in (7, 10):
        assert plan(engine, until + days * DAY, Cadence.WEEKLY) == 0
    for reader in readers:
        assert told(engine)[reader, until] == [climate]
        assert told(engine)[reader, until + 3 * DAY] == [village]
        later = texts(engine, reader)[2:]
        assert all(OVER in one and "erste Ausgabe" not in one for one in later)


def test_who_ends_a_pause_early_is_back_on_that_day(engine: Engine) -> None:
    """The page of the next issue is looked up anew; who had no pause is owed nothing."""
    reader, longer, never = (add_subscriber(engine, n, subscription=old()) for n in (1, 2, 3))
    publish(engine, "n", values(), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 3}
    paused(engine, reader, longer)
    meanwhile = stock(engine, "s")
    with reading(engine) as session:
        stamp = told_stamp(session)
    today = MONDAY + 9 * DAY
    with writing(engine) as session:
        for one in (reader, never):
            resume(session.get_one(Subscriber, one), today)
    with reading(engine) as session:
        assert told_stamp(session) != stamp
    assert plan_all(engine, today) == {"daily": 1}
    assert told(engine)[reader, today] == [meanwhile]
    assert OVER in texts(engine, reader)[1]
