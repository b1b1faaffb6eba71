"""Webhooks before a real receiver: each change arrives, signed, and nobody is led astray."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account
from db.change_log import note_changes
from db.engine import reading, writing
from db.finding.filter import Filter, to_json
from db.letters import Letter
from db.opportunities import Opportunity
from db.projection import rebuild
from db.saved_filters import SavedFilter, Webhook, WebhookCall
from db.vocabulary import DeliveryState, Presence, Role, Visibility
from landbote.webhooks import sending
from landbote.webhooks.calling import Answer, call
from landbote.webhooks.sending import ABANDONED, WAITS, Counts, claim, send
from tests.conftest import NOW, TODAY
from tests.doses import seldom
from tests.landbote.receiver import Receiver, receiving
from tests.notifier.samples import SENDER, TREE, change, publish, values
from web.interfaces.changes import Publisher
from web.webhooks import acts
from web.webhooks.planning import Ground, plan

GROUND = Ground(
    publisher=Publisher(base_url="https://landbote.example.org", sources={}),
    concerned_by=TREE.concerned_by,
    today=TODAY,
)


@dataclass
class Service:
    """The job of the service, at a time of its own, before one receiver."""

    engine: Engine
    receiver: Receiver
    now: datetime = NOW
    caller: Any = field(default_factory=lambda: partial(call, loopback=True))

    def run(self, later: timedelta = timedelta()) -> Counts:
        """Note, plan and send, some time later."""
        self.now += later
        note_changes(self.engine, self.now)
        plan(self.engine, GROUND, self.now)
        return send(self.engine, self.caller, SENDER, lambda: self.now)

    def calls(self) -> list[WebhookCall]:
        """The ledger."""
        with reading(self.engine) as session:
            return list(session.scalars(select(WebhookCall).order_by(WebhookCall.id)))

    def hook(self) -> Webhook:
        """The webhook."""
        with reading(self.engine) as session:
            return session.scalars(select(Webhook)).one()


def furnished(engine: Engine, url: str, **narrowed: Any) -> int:
    """A webhook of somebody for a filter; what was there before is not told."""
    note_changes(engine, NOW)
    with writing(engine) as session:
        person = Account(address="m@example.org", role=Role.MANAGER, created_at=NOW)
        session.add(person)
        session.flush()
        wanted = to_json(Filter(**narrowed))
        made = {"made_at": NOW, "changed_at": NOW}
        saved = SavedFilter(account_id=person.id, name="Busse", wanted=wanted, **made)
        session.add(saved)
        session.flush()
        fitting = session.scalars(select(Opportunity.id)).all()
        return acts.make(session, saved.id, url, fitting, NOW).id


@pytest.fixture
def service(engine: Engine) -> Iterator[Service]:
    """A service with a webhook for everything about mobility, and a call that was there before."""
    with receiving() as receiver:
        publish(engine, "0", values(title="War schon da"))
        furnished(engine, receiver.url, topics=("mobility",))
        yield Service(engine=engine, receiver=receiver)


def test_each_change_that_fits_arrives_once_and_signed(service: Service) -> None:
    """In its order; what does not fit is not told, and what was told is not told again."""
    publish(service.engine, "1", values(title="Bürgerbusse"))
    publish(service.engine, "2", values(title="Dorfläden", topics=("village",)))
    assert service.run() == Counts(taken=1)
    change(service.engine, 2, values(award_max=1), NOW + timedelta(hours=1), "weniger")
    assert service.run(timedelta(hours=1)).taken == 1 and service.run().taken == 0
    secret = service.hook().secret
    first, second = (json.loads(service.receiver.verify(place, secret)) for place in (0, 1))
    assert (first["type"], first["data"]["title"]) == ("opportunity.new", "Bürgerbusse")
    assert (second["type"], second["data"]["values"]["award_max"]) == ("opportunity.changed", 1)
    assert len(set(service.receiver.ids)) == 2
    assert [one.state for one in service.calls()] == [DeliveryState.SENT] * 2


def test_what_fits_no_more_or_is_gone_is_told(service: Service) -> None:
    """Who took it up is to hear that it is over; after that nothing."""
    engine = service.engine
    change(engine, 1, values(topics=("village",)), NOW, "anderes Thema")
    service.run()
    with writing(engine) as session:
        session.get_one(Opportunity, 1).presence = Presence.WITHDRAWN
        rebuild(session, [1], TODAY)
    service.run()
    kinds = [json.loads(body)["type"] for _headers, body in service.receiver.came]
    assert kinds == ["opportunity.changed"]
    publish(engine, "1", values())
    service.run()
    with writing(engine) as session:
        session.get_one(Opportunity, 2).presence = Presence.WITHDRAWN
        rebuild(session, [2], TODAY)
    service.run()
    kinds = [json.loads(body)["type"] for _headers, body in service.receiver.came[1:]]
    assert kinds == ["opportunity.new", "opportunity.withdrawn"]


@pytest.mark.parametrize("mood", [500, seldom(429), 301, "silent", "slow"])
def test_what_is_not_taken_is_tried_again(service: Service, mood: int | str) -> None:
    """The same call with the same id and bytes; a redirect is not followed, nobody waits long."""
    publish(service.engine, "1", values())
    publish(service.engine, "2", values())
    service.receiver.moods = [mood]
    patient = service.caller
    if isinstance(mood, str):
        service.caller = partial(call, loopback=True, seconds=1.5)
    assert service.run() == Counts(later=1)
    service.caller = patient
    assert service.run().taken == 0
    assert service.run(WAITS[0]).taken == 2
    came = service.receiver.came
    assert [one[0]["webhook-id"] for one in came] == ["msg_1_2", "msg_1_2", "msg_1_3"]
    assert came[0][1] == came[1][1]
    assert came[0][0]["webhook-timestamp"] != came[1][0]["webhook-timestamp"]


def test_an_endless_answer_is_not_read(service: Service) -> None:
    """That it was taken is known from its first line."""
    publish(service.engine, "1", values())
    service.receiver.moods = ["endless"]
    assert service.run().taken == 1


def test_after_three_days_it_is_stopped_and_its_owner_hears(service: Service) -> None:
    """Once started again it brings what was missed, in order."""
    publish(service.engine, "1", values())
    service.receiver.moods = [500] * 50
    results = [service.run()] + [service.run(wait) for wait in WAITS]
    assert [one.stopped for one in results] == [0] * len(WAITS) + [1]
    assert timedelta(days=2, hours=20) < service.now - NOW <= timedelta(days=3)
    publish(service.engine, "2", values())
    assert service.run(timedelta(days=1)) == Counts()
    assert service.hook().stopped_why.startswith("Drei Tage lang kam nichts an")
    with reading(service.engine) as session:
        (letter,) = session.scalars(select(Letter))
        assert (letter.recipient, letter.kind) == ("m@example.org", "webhook")
    service.receiver.moods = []
    with writing(service.engine) as session:
        acts.start(session, session.get_one(Webhook, 1), service.now)
    assert service.run().taken == 2
    assert service.receiver.ids[-2:] == ["msg_1_2", "msg_1_3"]


def test_who_wants_nothing_more_is_asked_no_more(service: Service) -> None:
    """410 stops it at once."""
    publish(service.engine, "1", values())
    service.receiver.moods = [410]
    assert service.run().stopped == 1
    assert service.run(timedelta(days=1)) == Counts() and len(service.receiver.came) == 1


def test_a_call_whose_sender_died_goes_once_more(service: Service) -> None:
    """Nobody knows whether it arrived; its id is the same, so that its receiver does."""
    publish(service.engine, "1", values())
    dead: list[str] = []

    def dying(url: str, headers: dict[str, str], body: bytes) -> Answer:
        dead.append(headers["webhook-id"])
        call(url, headers, body, loopback=True)
        raise KeyboardInterrupt

    alive, service.caller = service.caller, dying
    with pytest.raises(KeyboardInterrupt):
        service.run()
    service.caller = alive
    assert service.run() == Counts()
    assert service.run(ABANDONED).taken == 1
    assert service.receiver.ids == [*dead, *dead]


def test_several_may_send_at_once(service: Service) -> None:
    """Each call is claimed by one of them."""
    for key in range(1, 7):
        publish(service.engine, str(key), values())
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: service.run(), range(3)))
    service.run()
    assert sorted(service.receiver.ids) == [f"msg_1_{number}" for number in range(2, 8)]


def test_who_answers_too_late_settles_nothing(service: Service) -> None:
    """Somebody else has the call by then."""
    publish(service.engine, "1", values())
    service.receiver.moods = []
    note_changes(service.engine, NOW)
    plan(service.engine, GROUND, NOW)
    slow = claim(service.engine, 1, NOW)
    assert slow is not None
    assert service.run(ABANDONED).taken == 1
    sending.settle(service.engine, slow, Answer(said="zu spät"), SENDER, service.now)
    assert [one.state for one in service.calls()] == [DeliveryState.SENT]


def test_for_a_day_both_secrets_sign(service: Service) -> None:
    """Whoever puts the new one in place misses nothing."""
    old = service.hook().secret
    with writing(service.engine) as session:
        new = acts.rotate(session.get_one(Webhook, 1), NOW)
    for key, later in (("1", timedelta()), ("2", acts.BOTH_SIGN)):
        publish(service.engine, key, values())
        service.run(later)
    service.receiver.verify(0, old)
    service.receiver.verify(0, new)
    service.receiver.verify(1, new)
    with pytest.raises(AssertionError):
        service.receiver.verify(1, old)


def test_a_test_goes_past_what_waits(service: Service) -> None:
    """It is tried once, and stops nothing."""
    publish(service.engine, "1", values())
    service.receiver.moods = [500, 500]
    service.run()
    with writing(service.engine) as session:
        acts.probe(session, session.get_one(Webhook, 1), service.now)
    assert service.run() == Counts(later=1)
    assert service.receiver.ids[-1].startswith("msg_test_1_")
    assert [one.state for one in service.calls()] == [DeliveryState.DEFERRED, DeliveryState.FAILED]


def test_nobody_hears_for_a_locked_account(service: Service) -> None:
    """Whoever may not sign in is told nothing."""
    with writing(service.engine) as session:
        session.scalars(select(Account)).one().locked_at = NOW
    publish(service.engine, "1", values())
    assert service.run() == Counts()


def test_what_was_planned_before_is_not_sent_for_a_locked_account(service: Service) -> None:
    """Nor what waits for another try."""
    publish(service.engine, "1", values())
    service.receiver.moods = [500]
    assert service.run() == Counts(later=1)
    with writing(service.engine) as session:
        session.scalars(select(Account)).one().locked_at = NOW
    assert service.run(timedelta(hours=1)) == Counts()
    assert len(service.receiver.came) == 1


def test_what_was_hidden_since_is_told_without_what_stood_there(service: Service) -> None:
    """It waited for another try; that there was a change is told, and then that it is gone."""
    publish(service.engine, "1", values(title="Geheimes"))
    service.receiver.moods = [500]
    service.run()
    with writing(service.engine) as session:
        session.get_one(Opportunity, 2).visibility = Visibility.HELD
        rebuild(session, [2], TODAY)
    assert service.run(timedelta(hours=1)) == Counts(taken=2)
    _first, again, gone = (json.loads(body) for _headers, body in service.receiver.came)
    assert (again["type"], again["data"]["title"]) == ("opportunity.new", "")
    assert again["data"]["values"] is None and "Geheimes" not in json.dumps((again, gone))
    assert (gone["type"], gone["data"]["why"]) == ("opportunity.withdrawn", "hidden")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "localhost", "10.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
def test_no_call_goes_inside_a_network(host: str) -> None:
    """Looked at when the connection is made, so that no name leads there either."""
    with receiving() as receiver:
        port = receiver.url.rpartition(":")[2]
        answer = call(f"http://{host}:{port}/", {}, b"{}")
        assert (answer.status, receiver.came) == (0, [])
        assert "nicht im öffentlichen Internet" in answer.said
