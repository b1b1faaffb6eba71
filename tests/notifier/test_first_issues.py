"""What is open is owed with a first issue, and again when somebody comes to ask for more."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import Engine, select

from crawlers.source import Level
from db.deliveries import Delivery
from db.engine import reading, writing
from db.subscribers import Subscription
from db.vocabulary import Cadence
from notifier.news.select import MAX_FIRST
from notifier.subscribing.settings import change, wanted_of
from tests.conftest import NOW, TODAY
from tests.notifier.samples import add_subscriber, fixed, publish, values
from tests.notifier.test_planning import DAY, MONDAY, also, old, plan, plan_all, told

EARLIER = NOW - 50 * DAY  # what was published then is no news any more
HOUR = timedelta(hours=1)
AURACH = "09571113"


def stock(engine: Engine, key: str, **fields: Any) -> int:
    """Publish something long ago that is still open."""
    ends = {"deadlines": (fixed(TODAY + 200 * DAY),)}
    return publish(engine, key, values(title=f"Aufruf {key}", **ends, **fields), EARLIER)


def changed(engine: Engine, reader: int, days: int, **fields: Any) -> None:
    """Let a reader change the oldest subscription an hour after an issue after Monday."""
    with writing(engine) as session:
        mine = session.scalars(
            select(Subscription)
            .where(Subscription.subscriber_id == reader)
            .order_by(Subscription.id)
        ).first()
        assert mine is not None
        before = wanted_of(mine)
        wanted = {one: getattr(before, one) for one in before.__slots__} | fields
        change(mine, type(before)(**wanted), NOW + (days + 1) * DAY + HOUR)


def texts(engine: Engine, reader: int) -> list[str]:
    """Return the text parts of all mails of a reader, on one line each."""
    with reading(engine) as session:
        found = session.scalars(
            select(Delivery.message)
            .where(Delivery.subscriber_id == reader)
            .order_by(Delivery.planned_at)
        ).all()
    mails = [message_from_bytes(one, policy=policy.default) for one in found]
    bodies = [mail.get_body(preferencelist=("plain",)) for mail in mails]
    return [" ".join(body.get_content().split()) for body in bodies if body is not None]


@pytest.mark.parametrize("weekday", [None, 1])
def test_a_subscription_beside_another_has_its_own_first_issue(
    engine: Engine, weekday: int | None
) -> None:
    """Mails of another weekday did not carry it, though they came after it was made."""
    readers = [
        add_subscriber(
            engine, n, subscription=old(cadence=Cadence.WEEKLY, weekday=3, topics=["climate"])
        )
        for n in (1, 2)
    ]
    assert plan(engine, MONDAY - 4 * DAY, Cadence.WEEKLY) == 0  # last Thursday
    for reader in readers:
        also(
            engine,
            reader,
            cadence=Cadence.WEEKLY,
            weekday=weekday,
            area="06631013",
            topics=["village"],
            created_at=NOW,
        )
    mine = MONDAY + (weekday or 0) * DAY
    assert plan(engine, mine, Cadence.WEEKLY) == 0  # nothing is open for it yet
    climate = publish(engine, "c", values(topics=("climate",)), NOW + 2 * DAY)
    assert plan(engine, MONDAY + 3 * DAY, Cadence.WEEKLY) == 2
    # What stands in it was there for long, be it that this service read it only now.
    open_now = stock(engine, "v", topics=("village",))
    assert plan(engine, mine + 7 * DAY, Cadence.WEEKLY) == 2
    assert plan(engine, MONDAY + 10 * DAY, Cadence.WEEKLY) == 0
    assert plan(engine, mine + 14 * DAY, Cadence.WEEKLY) == 0
    for reader in readers:
        assert told(engine)[reader, MONDAY + 3 * DAY] == [climate]
        assert told(engine)[reader, mine + 7 * DAY] == [open_now]
        assert "erste Ausgabe" in texts(engine, reader)[1]


def test_who_asks_for_another_place_is_told_what_is_open_there(engine: Engine) -> None:
    """In the next issue, be there news or not, once; who changes nothing of that is not."""
    mover, stayer, renamer = (add_subscriber(engine, n, subscription=old()) for n in (1, 2, 3))
    here, there = stock(engine, "h", areas=("06",)), stock(engine, "t", areas=("09",))
    news = publish(engine, "n", values(areas=("06",)), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 3}
    changed(engine, mover, 0, area=AURACH)
    changed(engine, renamer, 0, name="Rathaus", lead_days=20)
    assert plan_all(engine, MONDAY + DAY) == {"daily": 1}
    assert told(engine)[mover, MONDAY + DAY] == [there]
    assert plan_all(engine, MONDAY + 2 * DAY) == {}
    assert told(engine)[stayer, MONDAY] == sorted([here, news])
    assert (stayer, MONDAY + DAY) not in told(engine)
    first, second = texts(engine, mover)
    assert "Sie haben Ihr Abonnement geändert" in second and "erste Ausgabe" in first
    assert "geändert" not in first and "erste Ausgabe" not in second


@pytest.mark.parametrize(
    ("fields", "owed"),
    [
        ({"topics": ("mobility", "village")}, True),
        ({"topics": ()}, True),
        ({"levels": ()}, True),
        ({"excluded": ()}, True),
        ({"topics": ("mobility",), "required": ("Rufbus",)}, False),
    ],
)
def test_only_who_asks_for_more_is_owed_anything(
    engine: Engine, fields: dict[str, Any], owed: bool
) -> None:
    """Of topics, levels and words alike; news that came meanwhile stay news."""
    asked = old(levels=[Level.FEDERAL, Level.STATE], excluded=["Fahrrad"])
    readers = [add_subscriber(engine, n, subscription=asked) for n in (1, 2)]
    publish(engine, "n", values(title="Bus"), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 2}
    stock(engine, "v", topics=("mobility", "village"), level="region", summary="Fahrrad")
    stock(engine, "w", topics=("mobility",), level="state")
    unsure = publish(engine, "p", values(title="Bus", kind="notice", deadlines=()), NOW + DAY)
    for reader in readers:
        changed(engine, reader, 0, **fields)
    plan_all(engine, MONDAY + DAY)
    for reader in readers:
        mine = told(engine).get((reader, MONDAY + DAY), [])
        assert (len(mine) > 1) == owed and (unsure in mine) == (not fields.get("required"))


def test_what_is_owed_after_a_change_is_a_selection(engine: Engine) -> None:
    """No more than a first issue holds; the mail says how much more there is."""
    readers = [add_subscriber(engine, n, subscription=old()) for n in (1, 2)]
    publish(engine, "n", values(areas=("06",)), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 2}
    for number in range(MAX_FIRST + 5):
        stock(engine, f"t{number}", areas=("09",))
    for reader in readers:
        changed(engine, reader, 0, area=AURACH)
    assert plan_all(engine, MONDAY + DAY) == {"daily": 2}
    for reader in readers:
        assert len(told(engine)[reader, MONDAY + DAY]) == MAX_FIRST
        assert "5 weitere" in texts(engine, reader)[1]


def test_another_cadence_is_no_new_beginning(engine: Engine) -> None:
    """Who had a daily mail and wants a weekly one is not told again what is open."""
    readers = [add_subscriber(engine, n, subscription=old()) for n in (1, 2)]
    publish(engine, "n", values(), NOW)
    assert plan_all(engine, MONDAY) == {"daily": 2}
    stock(engine, "s")
    for reader in readers:
        changed(engine, reader, 0, cadence=Cadence.WEEKLY, weekday=2)
    assert plan_all(engine, MONDAY + 2 * DAY) == {}
    publish(engine, "m", values(title="Neuer Aufruf"), NOW + 8 * DAY)
    assert plan_all(engine, MONDAY + 9 * DAY) == {"weekly": 2}
    assert all("erste Ausgabe" not in texts(engine, reader)[1] for reader in readers)


def test_what_moves_a_subscription_is_a_reason_for_an_issue_at_once(engine: Engine) -> None:
    """Who changes the place within the hour need not wait for somebody else's news."""
    from notifier.at_once import moved_since

    asked = old(cadence=Cadence.AT_ONCE)
    for number in (1, 2):
        add_subscriber(engine, number, subscription=asked)
    before = NOW + timedelta(hours=20)
    with reading(engine) as session:
        assert not moved_since(session, before)
    changed(engine, 2, 0, area=AURACH)
    with reading(engine) as session:
        assert moved_since(session, before)
