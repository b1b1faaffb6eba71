"""Request and confirm: a mailbox is asked once a day, and its yes is proven."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from db.engine import reading, writing
from db.letters import Letter
from db.subscribers import (
    Consent,
    ErasedAddress,
    Subscriber,
    Subscription,
    SubscriptionRequest,
    Suppression,
)
from db.upsert import insert_into
from db.vocabulary import Cadence, LetterKind
from notifier.subscribing.confirm import confirm, request_of
from notifier.subscribing.erase import address_key, erased
from notifier.subscribing.leave import Way, leave
from notifier.subscribing.orders import Order, checked_terms
from notifier.subscribing.request import LASTS, ask, forget_requests, orders_of
from tests.conftest import NOW
from tests.notifier.samples import SENDER, add_subscriber

ADDRESS = "rathaus@beispiel.example.org"
ORDER = checked_terms(
    Order(email=ADDRESS, area="06535011", consent="Ich möchte Mails.", weekday=2, lead_days=28),
    ["mobilitaet"],
)
OTHER = replace(ORDER, area="06631013", required=("Schwimmbad",), sign_of_life=True)
YES = "Ja, ich möchte Mails."


def asked(engine: Engine, *orders: Order, later: timedelta = timedelta()) -> bool:
    """Ask in a transaction; whether a mail was written."""
    with writing(engine) as session:
        return ask(session, orders, lambda one: f"{one.area}, x", SENDER, NOW + later)


def link(engine: Engine, number: int = 0) -> str:
    """The secret that stands in one of the mails."""
    with reading(engine) as session:
        letters = select(Letter).where(Letter.kind == LetterKind.CONFIRM).order_by(Letter.id)
        text = session.scalars(letters).all()[number].message.decode()
    joined = text.replace("=\r\n", "").replace("=3D", "=")
    return joined.split("/abonnieren/bestaetigen/")[1].split()[0]


def say_yes(engine: Engine, secret: str, *chosen: int, later: timedelta = timedelta()) -> bool:
    """Confirm in a transaction; False where there is nothing to confirm any more."""
    with writing(engine) as session:
        request = request_of(session, secret, NOW + later)
        if request is None:
            return False
        return confirm(session, request, chosen or (0,), YES, NOW + later, SENDER.secret)


def count(engine: Engine, table: type) -> int:
    """How many rows a table has."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_request_becomes_a_subscription_with_its_proof(engine: Engine) -> None:
    """Who, when and with which words, for request and confirmation; nothing before the yes."""
    assert asked(engine, ORDER, OTHER)
    assert count(engine, Subscriber) == 0
    assert say_yes(engine, link(engine), 0, 1, later=timedelta(hours=3))
    with reading(engine) as session:
        reader = session.scalars(select(Subscriber)).one()
        assert (reader.email, reader.confirmed_at) == (ADDRESS, NOW + timedelta(hours=3))
        assert reader.sign_of_life
        first, second = reader.subscriptions
        assert (first.area, first.weekday, first.lead_days) == ("06535011", 2, 28)
        assert (second.area, second.required) == ("06631013", ["Schwimmbad"])
        proof = session.scalars(select(Consent)).one()
        assert (proof.way, proof.requested_at, proof.request_wording) == (
            "double_opt_in",
            NOW,
            "Ich möchte Mails.",
        )
        assert (proof.given_at, proof.wording) == (NOW + timedelta(hours=3), YES)


def test_one_mail_a_day_and_what_is_ordered_beside_it_waits_with_it(engine: Engine) -> None:
    """The same twice is one; the next day asks anew; what was confirmed asks anew, too."""
    assert asked(engine, ORDER)
    assert not asked(engine, OTHER) and not asked(engine, ORDER)
    assert count(engine, Letter) == 1
    with reading(engine) as session:
        request = session.scalars(select(SubscriptionRequest)).one()
        assert orders_of(request) == (ORDER, OTHER)
    assert asked(engine, ORDER, later=timedelta(days=1))
    assert say_yes(engine, link(engine), 1)
    with reading(engine) as session:
        assert [one.area for one in session.scalars(select(Subscription))] == ["06631013"]
    assert asked(engine, ORDER) and count(engine, Letter) == 3


def test_of_two_that_ask_at_once_one_mail_is_written(engine: Engine) -> None:
    """Whichever comes first, both orders wait."""
    with ThreadPoolExecutor(4) as pool:
        orders = [replace(ORDER, lead_days=days) for days in (7, 14, 28, 56)]
        written = list(pool.map(lambda one: asked(engine, one), orders))
    assert sorted(written) == [False, False, False, True]
    assert (count(engine, Letter), count(engine, SubscriptionRequest)) == (1, 1)
    with reading(engine) as session:
        (request,) = session.scalars(select(SubscriptionRequest))
        assert sorted(one.lead_days for one in orders_of(request)) == [7, 14, 28, 56]


def test_of_two_that_confirm_at_once_one_does(engine: Engine) -> None:
    """The same link twice, and links of two days: one subscriber, each subscription once."""
    asked(engine, ORDER)
    asked(engine, ORDER, later=timedelta(days=1))
    links = [link(engine), link(engine), link(engine, 1), link(engine, 1)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda one: say_yes(engine, one), links))
    assert sorted(done) == [False, False, True, True]
    assert [count(engine, table) for table in (Subscriber, Subscription, Consent)] == [1, 1, 2]


def test_a_link_is_good_for_seven_days_and_then_forgotten_with_its_mail(engine: Engine) -> None:
    """A forged one is never good, and what still waits is kept."""
    asked(engine, ORDER)
    asked(engine, replace(ORDER, email="b@example.org"), later=timedelta(days=1))
    first, second = link(engine), link(engine, 1)
    assert not say_yes(engine, "erfunden")
    assert not say_yes(engine, first, later=LASTS)
    assert forget_requests(engine, NOW + LASTS - timedelta(seconds=1)) == 0
    assert forget_requests(engine, NOW + LASTS) == 1
    assert (count(engine, SubscriptionRequest), count(engine, Letter)) == (1, 1)
    assert say_yes(engine, second, later=LASTS)


def test_who_had_left_comes_back_without_the_old_subscriptions(engine: Engine) -> None:
    """And whatever kept the address from mail is over: its mailbox has just answered."""
    add_subscriber(engine, 1, email=ADDRESS)
    with writing(engine) as session:
        reader = session.scalars(select(Subscriber)).one()
        leave(session, reader, NOW, way=Way.PAGE)
        session.add(Suppression(email=ADDRESS, reason="hard", since_at=NOW))
        session.add(Suppression(email="andere@example.org", reason="hard", since_at=NOW))
        for address in (ADDRESS, "andere@example.org"):
            key = address_key(SENDER.secret, address)
            erase = insert_into(session.get_bind(), ErasedAddress)
            session.execute(erase.values(address_key=key, since_at=NOW))
    asked(engine, replace(ORDER, cadence=Cadence.WEEKLY))
    assert say_yes(engine, link(engine), later=timedelta(hours=1))
    with reading(engine) as session:
        reader = session.scalars(select(Subscriber)).one()
        assert reader.unsubscribed_at is None
        running = [one.area for one in reader.subscriptions if one.ended_at is None]
        assert running == ["06535011"] and len(reader.subscriptions) == 2
        assert [one.email for one in session.scalars(select(Suppression))] == ["andere@example.org"]
        assert not erased(session, SENDER.secret, ADDRESS)
        assert erased(session, SENDER.secret, "andere@example.org")


def test_what_stands_already_is_not_doubled(engine: Engine) -> None:
    """Of the same terms in another order there is still one; other terms are another one."""
    topics = ("kultur", "mobilitaet")
    first = checked_terms(replace(ORDER, topics=topics), topics)
    again = checked_terms(replace(ORDER, topics=topics[::-1]), topics)
    for number, order in enumerate((first, again, replace(first, excluded=("Forst",)))):
        asked(engine, order)
        assert say_yes(engine, link(engine, number))
    assert count(engine, Subscription) == 2


@pytest.mark.parametrize("address", ["rat@grün.example", "rat@xn--grn-ioa.example"])
def test_a_domain_with_umlauts_is_one_address_however_it_is_written(
    engine: Engine, address: str
) -> None:
    """Its mail goes to the ASCII form."""
    order = checked_terms(replace(ORDER, email=address), ["mobilitaet"])
    assert asked(engine, order)
    with reading(engine) as session:
        assert session.scalars(select(Letter.recipient)).one() == "rat@xn--grn-ioa.example"
        assert session.scalars(select(SubscriptionRequest.address)).one() == "rat@grün.example"
