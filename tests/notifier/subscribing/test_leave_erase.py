"""Leaving, pausing and erasing: what ends, what stays, and what nobody finds any more."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db.bounces import Bounce
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.subscribers import (
    Consent,
    ErasedAddress,
    Subscriber,
    SubscriberLink,
    SubscriberSession,
    Subscription,
    SubscriptionRequest,
    Suppression,
)
from db.tables import metadata
from db.tips import Tip
from notifier.recipients import may_get_mail
from notifier.retention import forget_ways_in
from notifier.subscribing.dismiss import dismiss
from notifier.subscribing.erase import address_key, come_back, erase, erased
from notifier.subscribing.leave import Way, leave, leave_one
from notifier.subscribing.own_file import own_file
from notifier.subscribing.own_link import MOST_A_DAY, use_own_link, write_own_link
from notifier.subscribing.pause import PauseError, pause, paused, resume
from notifier.subscribing.remember import remember
from notifier.subscribing.settings import new_feed
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, add_subscriber, publish, values

ASCII = "xn--grebenhain-bro-psb.example"
SECRET = "a secret for tests only"


def lived_in(engine: Engine, address: str = "amt@grebenhain.example", number: int = 1) -> int:
    """Store a subscriber of whom there is a row of everything; return the id."""
    entry = publish(engine, f"of {number}", values())
    reader = add_subscriber(engine, number, email=address)
    with writing(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        write_own_link(session, subscriber, sender=SENDER, now=NOW)
        new_feed(subscriber.subscriptions[0])
        agreed: dict[str, Any] = {"subscriber_id": reader, "wording": "Ja.", "way": "operator"}
        session.add(Consent(given_at=NOW, **agreed))
        opened = {"digest": f"s{number}", "opened_at": NOW, "ends_at": NOW}
        session.add(SubscriberSession(subscriber_id=reader, **opened))
        session.add(
            SubscriptionRequest(
                address=address,
                digest=f"r{number}",
                wording="",
                requested_at=NOW,
                good_until_at=NOW,
            )
        )
        session.add(Suppression(email=address, reason="550", since_at=NOW))
        issue = DigestIssue(cadence="daily", issued_on=TODAY, slot=number, created_at=NOW)
        session.add(issue)
        session.flush()
        delivery = Delivery(
            issue_id=issue.id,
            subscriber_id=reader,
            recipient=address,
            subject="Neues",
            message_id=f"m{number}",
            message=f"To: {address}\r\n\r\nFür {address}".encode(),
            planned_at=NOW,
            item_count=1,
        )
        revision = session.get_one(Opportunity, entry).revision_id
        about = {"opportunity_id": entry, "revision_id": revision, "reason": "new"}
        delivery.items = [DeliveryItem(subscriber_id=reader, **about)]
        session.add(delivery)
        session.flush()
        came = {"digest": f"b{number}", "kind": "soft", "read_at": NOW}
        session.add(Bounce(delivery_id=delivery.id, said=f"{address}: Postfach voll", **came))
        told = [{"said": "Hier.", "reply_to": address, "at": NOW.isoformat()}]
        tip = {"address": "https://example.org", "first_at": NOW, "last_at": NOW}
        session.add(Tip(place=f"p{number}", told=told, answerable=True, **tip))
        dismiss(session, reader, entry, NOW)
        remember(session, reader, entry, NOW)
    return reader


def found(engine: Engine, *needles: str) -> set[str]:
    """Return in which columns of the whole database one of some texts stands."""
    places = set()
    with reading(engine) as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for name, value in row.items():
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    said = json.dumps(text, ensure_ascii=False, default=str).lower()
                    if any(needle.lower() in said for needle in needles):
                        places.add(f"{table.name}.{name}")
    return places


def test_erased_is_an_address_everywhere(engine: Engine) -> None:
    """No column of any table has it, in either spelling; another subscriber keeps everything."""
    reader = lived_in(engine, "buero@grebenhain-büro.example")
    other = lived_in(engine, "amt@hosenfeld.example", number=2)
    needles = ("grebenhain-büro", ASCII, "token-of-1")
    before = found(engine, *needles)
    assert len(before) >= 6 and {"deliveries.message", "tips.told"} <= before
    with writing(engine) as session:
        erase(session, session.get_one(Subscriber, reader), SECRET, NOW)
    assert found(engine, *needles) == set()
    with reading(engine) as session:
        kept = session.scalars(select(ErasedAddress.address_key)).all()
        assert kept == [address_key(SECRET, "Buero@grebenhain-BÜRO.example ")]
        assert erased(session, SECRET, "buero@grebenhain-büro.example")
        assert not erased(session, SECRET, "amt@hosenfeld.example")
        assert not erased(session, "another secret", "buero@grebenhain-büro.example")
        for table in (Subscriber, Subscription, Consent, Delivery, DeliveryItem, Suppression):
            assert session.scalar(select(func.count()).select_from(table)) == 1, table
    before = found(engine, "hosenfeld.example", "token-of-2")
    assert len(before) >= 6
    with writing(engine) as session:
        come_back(session, SECRET, "buero@grebenhain-büro.example")
        assert not erased(session, SECRET, "buero@grebenhain-büro.example")
        erase(session, session.get_one(Subscriber, other), SECRET, NOW)
    assert found(engine, "hosenfeld.example", "token-of-2") == set()


@pytest.mark.parametrize("address", ["buero@grebenhain.example", "buero@grebenhain-büro.example"])
def test_the_own_file_has_everything(engine: Engine, address: str) -> None:
    """What is kept of one subscriber, in either spelling, stands in it, and nothing of another."""
    reader = lived_in(engine, address)
    lived_in(engine, "amt@hosenfeld.example", number=2)
    with reading(engine) as session:
        text = own_file(session, session.get_one(Subscriber, reader))
    kept = json.loads(text)
    assert kept["adresse"] == address
    lists = ("abonnements", "einwilligungen", "anfragen", "vorgemerkt", "mails", "briefe")
    assert {name: len(kept[name]) for name in lists} == dict.fromkeys(lists, 1)
    assert kept["mails"][0]["einträge"][0]["titel"] == "Bürgerbusse für den ländlichen Raum"
    assert kept["rückläufer"][0]["art"] == "soft"
    assert kept["sperre"]["grund"] == "550" and kept["zugänge"][0]["art"] == "Link"
    assert "hosenfeld" not in text and "token-of-2" not in text


def test_who_leaves_gets_nothing_more(engine: Engine) -> None:
    """All subscriptions and feeds end, the consent is withdrawn, browsers are let in no more."""
    reader, other = lived_in(engine), add_subscriber(engine, 2)
    with writing(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        assert leave(session, subscriber, NOW, way=Way.ONE_CLICK)
        assert not leave(session, subscriber, NOW + timedelta(days=1), way=Way.PAGE)
    with reading(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        assert subscriber.unsubscribed_at == NOW
        assert [(one.ended_at, one.feed_key) for one in subscriber.subscriptions] == [(NOW, None)]
        (consent,) = session.scalars(select(Consent))
        assert (consent.withdrawn_at, consent.withdrawn_way) == (NOW, "one_click")
        for ways_in in (SubscriberLink, SubscriberSession):
            assert session.scalar(select(func.count()).select_from(ways_in)) == 0
        assert session.scalars(select(Subscriber.id).where(may_get_mail())).all() == [other]


def test_one_subscription_ends_alone_and_the_last_one_with_all(engine: Engine) -> None:
    """That of somebody else does not end, and none ends twice."""
    reader, other = add_subscriber(engine, 1), add_subscriber(engine, 2)
    with writing(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        subscriber.subscriptions.append(
            Subscription(area="06", cadence="weekly", created_at=NOW, topics=[])
        )
        session.flush()
        first, second = subscriber.subscriptions
        others = session.get_one(Subscriber, other).subscriptions[0]
        assert not leave_one(session, subscriber, others.id, NOW, way=Way.PAGE)
        assert leave_one(session, subscriber, first.id, NOW, way=Way.PAGE)
        assert not leave_one(session, subscriber, first.id, NOW, way=Way.PAGE)
        assert subscriber.unsubscribed_at is None and second.ended_at is None
        assert leave_one(session, subscriber, second.id, NOW, way=Way.PAGE)
        assert subscriber.unsubscribed_at == NOW and others.ended_at is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_pause_ends_within_a_year(days: int) -> None:
    """And begins before it ends."""
    with pytest.raises(PauseError, match="Tag"):
        pause(Subscriber(), TODAY + timedelta(days=days), TODAY)


def test_a_pause_ends_by_itself() -> None:
    """On its day there is mail again, and before it where somebody says so."""
    subscriber = Subscriber()
    until = TODAY + timedelta(days=30)
    pause(subscriber, until, TODAY)
    days = (TODAY, until - timedelta(days=1), until)
    assert [paused(subscriber, day) for day in days] == [until, until, None]
    resume(subscriber, TODAY)
    assert paused(subscriber, TODAY) is None
    resume(subscriber, until)
    assert subscriber.paused_until_on == TODAY


def test_an_own_link_is_good_once_and_for_an_hour(engine: Engine) -> None:
    """A later one leaves the earlier ones as they are; a day has only some of them."""
    reader = add_subscriber(engine, 1)
    with writing(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        written = [
            write_own_link(session, subscriber, sender=SENDER, now=NOW)
            for _ in range(MOST_A_DAY + 1)
        ]
        assert written == [True] * MOST_A_DAY + [False]
        day_after = NOW + timedelta(days=1, minutes=1)
        assert write_own_link(session, subscriber, sender=SENDER, now=day_after)
        assert use_own_link(session, "made up", NOW) is None


def test_what_lets_nobody_in_is_forgotten(engine: Engine) -> None:
    """Ended links after a day, in which they are counted, and ended sessions at once."""
    reader = add_subscriber(engine, 1)
    with writing(engine) as session:
        subscriber = session.get_one(Subscriber, reader)
        for hours in (0, 20):
            write_own_link(session, subscriber, sender=SENDER, now=NOW + timedelta(hours=hours))
        for number, days in enumerate((0, 30)):
            ends = NOW + timedelta(days=days)
            opened = {"digest": f"s{number}", "opened_at": NOW, "ends_at": ends}
            session.add(SubscriberSession(subscriber_id=reader, **opened))
    gone = [forget_ways_in(engine, NOW + timedelta(hours=hours)) for hours in (0, 23, 24, 44)]
    assert gone == [1, 0, 1, 1]
