"""Outbox: each mail once, and nobody who does not want it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import Engine, func, select, text, update

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.subscribers import Subscriber, Suppression
from db.vocabulary import Cadence, DeliveryState, Reason, Visibility
from notifier import mail_claims, outbox
from notifier.mail.sender import Sender
from notifier.mail.transport import (
    DeferredError,
    Envelope,
    MemoryTransport,
    RefusedError,
    UnreachableError,
)
from notifier.mail_ledgers import DIGESTS, Waiting
from notifier.recipients import may_get_mail
from notifier.retention import forget_texts
from notifier.subscribing.erase import erase
from notifier.subscribing.pause import pause, resume
from tests.conftest import NOW, TODAY
from tests.notifier.samples import (
    FEDERAL,
    SENDER,
    SOURCES,
    TOPICS,
    TREE,
    add_subscriber,
    change,
    fixed,
    publish,
    values,
)

DAY = timedelta(days=1)


def plan(
    engine: Engine,
    on: date = TODAY,
    cadence: Cadence = Cadence.DAILY,
    sender: Sender = SENDER,
) -> outbox.PlanCounts:
    """Plan an issue on its own day."""
    return outbox.plan(
        engine,
        cadence=cadence,
        on=on,
        now=NOW + (on - TODAY),
        sender=sender,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )


@dataclass
class Answers(MemoryTransport):
    """A way out that answers some recipients otherwise."""

    errors: Mapping[str, Exception] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    async def send(self, envelope: Envelope) -> str:
        """Keep the mail, or raise what was asked for."""
        if envelope.recipient in self.errors:
            raise self.errors[envelope.recipient]
        return await super().send(envelope)


def send(
    engine: Engine, at: datetime = NOW, transport: MemoryTransport | None = None
) -> tuple[outbox.SendCounts, list[str]]:
    """Send what is due and return the counts and who got a mail."""
    way = transport or MemoryTransport()
    counts = outbox.send(engine, way, worker="test", clock=lambda: at)
    return counts, [envelope.recipient for envelope in way.sent]


def states(engine: Engine) -> dict[str, str]:
    """Return recipient and state of every delivery."""
    with reading(engine) as session:
        rows = session.execute(select(Delivery.recipient, Delivery.state).order_by(Delivery.id))
        return {recipient: state for recipient, state in rows}


def told(engine: Engine) -> list[tuple[int, str]]:
    """Return subscriber and reason of every item."""
    with reading(engine) as session:
        rows = session.execute(
            select(DeliveryItem.subscriber_id, DeliveryItem.reason).order_by(DeliveryItem.id)
        )
        return [(subscriber, reason) for subscriber, reason in rows]


def readers(engine: Engine, count: int = 3) -> list[int]:
    """Store some subscribers."""
    return [add_subscriber(engine, number) for number in range(1, count + 1)]


def claim(
    engine: Engine, worker: str, wanted: Sequence[Waiting] = ()
) -> list[mail_claims.ClaimedMail]:
    """Claim what is wanted, or the first that is due, and return what was got."""
    with reading(engine) as session:
        wanted = wanted or DIGESTS.waiting(session, DeliveryState.PLANNED, NOW, 0, 1)
    turns = [mail_claims.Turn(wanted=one) for one in wanted]
    got = mail_claims.take_turns(engine, turns, worker, NOW)
    return [one.mail for one in got if one.mail is not None]


def test_planned_then_sent(engine: Engine) -> None:
    """Every subscriber gets one mail with what was planned, and the ledger says so."""
    publish(engine, "a", values())
    ids = readers(engine)
    assert plan(engine) == outbox.PlanCounts(planned=3)
    assert told(engine) == [(one, Reason.NEW) for one in ids]
    transport = MemoryTransport()
    counts, recipients = send(engine, transport=transport)
    assert counts == outbox.SendCounts(sent=3)
    assert sorted(recipients) == [f"reader{number}@example.org" for number in (1, 2, 3)]
    assert set(states(engine).values()) == {DeliveryState.SENT}
    with reading(engine) as session:
        kept = {row.recipient: row for row in session.scalars(select(Delivery))}
    for envelope in transport.sent:
        row = kept[envelope.recipient]
        assert envelope.message == row.message
        assert message_from_bytes(row.message)["Message-ID"] == f"<{row.message_id}>"
        assert (row.answer, row.settled_at, row.attempts) == ("250 kept", NOW, 1)


def test_sent_once(engine: Engine) -> None:
    """Sending again, or planning the same issue again, sends nothing."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    send(engine)
    assert plan(engine) == outbox.PlanCounts()
    assert send(engine) == (outbox.SendCounts(), [])


def test_planning_goes_on_after_a_crash(engine: Engine) -> None:
    """An issue that was planned in part is completed, with nobody twice."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    with writing(engine) as session:
        session.execute(update(DigestIssue).values(planned_at=None))
    add_subscriber(engine, 3)
    assert plan(engine) == outbox.PlanCounts(planned=1, already=2)
    assert len(told(engine)) == 3


def test_tomorrow_has_no_repetition(engine: Engine) -> None:
    """The next issue holds only what is new since, and whoever has nothing new gets no mail."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    assert plan(engine, TODAY + DAY) == outbox.PlanCounts(nothing=2)
    publish(engine, "b", values(title="Zweiter Aufruf"), NOW + DAY)
    assert plan(engine, TODAY + 2 * DAY) == outbox.PlanCounts(planned=2)
    with reading(engine) as session:
        assert session.scalars(select(Delivery.item_count)).all() == [1, 1, 1, 1]


def test_a_missed_day_is_caught_up(engine: Engine) -> None:
    """What was published while nothing ran is told as new on the next day that something runs."""
    publish(engine, "a", values(), NOW - 5 * DAY)
    publish(engine, "b", values(), NOW - 20 * DAY)
    for number in (1, 2):
        add_subscriber(engine, number, subscription={"created_at": NOW - 9 * DAY})
    plan(engine)
    assert sorted(told(engine)) == [(1, "new"), (1, "open"), (2, "new"), (2, "open")]


def test_change_is_told_with_its_sentence(engine: Engine) -> None:
    """A material change after the mail is told in the next one, in words."""
    one = publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    later = values(deadlines=(fixed(TODAY + 90 * DAY),))
    change(engine, one, later, NOW + DAY, "Frist verlängert: 01.02.2027 → 20.02.2027")
    assert plan(engine, TODAY + DAY).planned == 2
    with reading(engine) as session:
        last = session.scalars(select(Delivery).order_by(Delivery.id.desc())).first()
        assert last is not None
        text = message_from_bytes(last.message).get_payload(0)
    assert "Frist verlängert: 01.02.2027 → 20.02.2027" in text.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert [reason for _, reason in told(engine)] == ["new", "new", "changed", "changed"]


def test_item_with_two_reasons_is_recorded_with_both(engine: Engine) -> None:
    """A new item about to close is told once; both reasons are in the ledger."""
    publish(engine, "a", values(deadlines=(fixed(TODAY + 5 * DAY),)))
    readers(engine, 2)
    plan(engine)
    assert [reason for _, reason in told(engine)] == ["new", "closing", "new", "closing"]
    assert plan(engine, TODAY + DAY).planned == 0


def test_cadences_do_not_repeat_each_other(engine: Engine) -> None:
    """Who has a daily and a weekly subscription is told of each item by the first to come."""
    publish(engine, "a", values())
    one = add_subscriber(engine, 1)
    add_subscriber(engine, 2, subscription={"cadence": Cadence.WEEKLY})
    assert plan(engine).planned == 1
    assert plan(engine, cadence=Cadence.WEEKLY).planned == 1
    assert told(engine)[0] == (one, "new")
    assert len(states(engine)) == 2


def test_held_and_foreign_opportunities_are_not_told(engine: Engine) -> None:
    """What waits for staff, and what comes from a source that is gone, stands in no mail."""
    held = publish(engine, "a", values())
    publish(engine, "b", values(), source=FEDERAL)
    readers(engine, 2)
    with writing(engine) as session:
        session.get_one(Opportunity, held).visibility = Visibility.HELD
    counts = outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY,
        now=NOW,
        sender=SENDER,
        places=TREE,
        sources={"state": SOURCES["state"]},
        topics=TOPICS,
    )
    assert counts == outbox.PlanCounts(nothing=2)


@pytest.mark.parametrize(
    "state", [{"confirmed_at": None}, {"unsubscribed_at": NOW}, {"email": "Blocked@example.org"}]
)
def test_unwanted_mail_is_not_planned(engine: Engine, state: dict[str, object]) -> None:
    """Unconfirmed, unsubscribed and suppressed addresses get nothing."""
    publish(engine, "a", values())
    with writing(engine) as session:
        session.add(Suppression(email="BLOCKED@example.org", reason="asked", since_at=NOW))
    add_subscriber(engine, 1, **state)
    add_subscriber(engine, 2)
    assert plan(engine) == outbox.PlanCounts(planned=1)
    assert list(states(engine)) == ["reader2@example.org"]


def test_unwanted_mail_is_not_sent(engine: Engine) -> None:
    """Whoever unsubscribes or is suppressed between planning and sending gets nothing."""
    publish(engine, "a", values())
    first, _second, _third = readers(engine)
    plan(engine)
    with writing(engine) as session:
        session.get_one(Subscriber, first).unsubscribed_at = NOW
        session.add(Suppression(email="reader2@example.org", reason="asked", since_at=NOW))
    counts, recipients = send(engine)
    assert recipients == ["reader3@example.org"]
    assert (counts.sent, counts.suppressed) == (1, 2)
    assert list(states(engine).values()) == ["suppressed", "suppressed", "sent"]


def test_whoever_pauses_gets_no_mail_of_before_either(engine: Engine) -> None:
    """What waited is told after the pause; who paused and came back meanwhile gets it at once."""
    publish(engine, "a", values())
    first, second, _third = readers(engine)
    plan(engine)
    with writing(engine) as session:
        pause(session.get_one(Subscriber, first), TODAY + 3 * DAY, TODAY)
        pause(session.get_one(Subscriber, second), TODAY + 3 * DAY, TODAY)
        resume(session.get_one(Subscriber, second), TODAY)
    assert send(engine)[1] == ["reader2@example.org", "reader3@example.org"]
    for days in (1, 2, 3):
        plan(engine, TODAY + days * DAY)
        told_on = send(engine, NOW + days * DAY)[1]
        assert told_on == (["reader1@example.org"] if days == 3 else [])


class Meanwhile(Answers):
    """A way out on which something happens while one reader's mail is on it."""

    def __init__(self, reader: str, happens: Callable[[], object], error: Exception | None) -> None:
        self.reader, self.happens = reader, happens
        super().__init__(errors={reader: error} if error else {})

    async def send(self, envelope: Envelope) -> str:
        """Let it happen, and answer."""
        if envelope.recipient == self.reader:
            self.happens()
        return await super().send(envelope)


@pytest.mark.parametrize("answer", [None, RefusedError("550 5.1.1 no such user")])
def test_who_is_erased_while_a_mail_is_on_its_way_takes_nobody_along(
    engine: Engine, answer: Exception | None
) -> None:
    """Whoever gets that mail's number next gets the own mail, whatever became of the other."""
    publish(engine, "a", values())
    _first, second = readers(engine, 2)
    plan(engine)

    def erase_and_go_on() -> None:
        with writing(engine) as session:
            erase(session, session.get_one(Subscriber, second), SENDER.secret, NOW)
        add_subscriber(engine, 3)
        plan(engine, TODAY + DAY)

    send(engine, transport=Meanwhile("reader2@example.org", erase_and_go_on, answer))
    assert list(states(engine).values()) == ["sent", "planned"]
    with reading(engine) as session:
        assert session.scalars(select(Suppression.email)).all() == []
    assert send(engine, NOW + DAY)[1] == ["reader3@example.org"]


def test_impossible_address_stops_nobody_else(engine: Engine) -> None:
    """An address that cannot be written is reported, and all others get their mail."""
    publish(engine, "a", values())
    add_subscriber(engine, 1, email="no address")
    add_subscriber(engine, 2, subscription={"area": "99"})
    add_subscriber(engine, 3)
    counts = plan(engine)
    assert counts.planned == 1
    assert len(counts.problems) == 2
    assert "Das Gebiet 99 ist unbekannt" in " ".join(counts.problems)
    assert list(states(engine)) == ["reader3@example.org"]


def test_refused_mail_is_settled_and_its_news_stay_due(engine: Engine) -> None:
    """A mail refused for good is not tried again, and what stood in it comes next time."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    way = Answers(errors={"reader1@example.org": RefusedError("552 5.3.4 message too large")})
    counts, recipients = send(engine, transport=way)
    assert (counts.sent, counts.failed, recipients) == (1, 1, ["reader2@example.org"])
    assert list(states(engine).values()) == ["failed", "sent"]
    assert send(engine, NOW + DAY) == (outbox.SendCounts(), [])
    assert plan(engine, TODAY + DAY) == outbox.PlanCounts(planned=1, nothing=1)
    assert send(engine, NOW + DAY)[1] == ["reader1@example.org"]
    assert len(told(engine)) == 2


def test_deferred_mail_is_tried_later(engine: Engine) -> None:
    """A mail deferred by the server waits ever longer, and is the same mail when it goes."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    way = Answers(errors={"reader1@example.org": DeferredError("450 greylisted")})
    assert send(engine, transport=way)[0] == outbox.SendCounts(sent=1, postponed=1)
    assert send(engine, NOW + timedelta(minutes=4))[1] == []
    assert send(engine, NOW + timedelta(minutes=5), way)[0].postponed == 1
    assert send(engine, NOW + timedelta(minutes=14))[1] == []
    assert send(engine, NOW + timedelta(minutes=15))[1] == ["reader1@example.org"]
    with reading(engine) as session:
        attempts = session.scalars(select(Delivery.attempts).order_by(Delivery.id)).all()
    assert attempts == [3, 1]


def test_a_deferred_mail_is_tried_for_a_week(engine: Engine) -> None:
    """A mailbox may stay full for days: on the sixth its mail still goes, on the eighth no more."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    way = Answers(errors={"reader1@example.org": DeferredError("552 5.2.2 mailbox full")})
    for hour in range(0, 6 * 24, 7):
        send(engine, NOW + timedelta(hours=hour), way)
    assert list(states(engine).values()) == ["deferred", "sent"]
    with reading(engine) as session:
        assert min(session.scalars(select(Delivery.attempts))) < 20
        kept = session.scalar(select(Delivery.answer).where(Delivery.state == "deferred"))
    assert kept == "552 5.2.2 mailbox full"
    assert send(engine, NOW + 6 * DAY + timedelta(hours=6))[1] == ["reader1@example.org"]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_server_that_takes_nothing_ends_the_run(engine: Engine, count: int) -> None:
    """After a few mails the run stops and says why; every mail waits, and later each one goes."""
    publish(engine, "a", values())
    readers(engine, count)
    plan(engine)
    nobody = {f"reader{one}@example.org": UnreachableError("554 blocked") for one in range(1, 13)}
    counts, recipients = send(engine, transport=Answers(errors=nobody))
    assert (counts.stopped, counts.postponed, recipients) == ("554 blocked", min(count, 4), [])
    assert Counter(states(engine).values())["deferred"] == min(count, 4)
    assert set(states(engine).values()) <= {"deferred", "planned"}
    assert send(engine, NOW + timedelta(minutes=4)) == (outbox.SendCounts(), [])
    assert send(engine, NOW + timedelta(minutes=6))[0] == outbox.SendCounts(sent=count)


def test_one_reader_whom_the_server_refuses_for_us_stops_nobody(engine: Engine) -> None:
    """His mail waits, however often; the run goes on and says nothing."""
    publish(engine, "a", values())
    readers(engine, 8)
    plan(engine)
    way = Answers(errors={"reader3@example.org": UnreachableError("550 5.7.1 not from outside")})
    counts, recipients = send(engine, transport=way)
    assert counts == outbox.SendCounts(sent=7, postponed=1)
    assert "reader3@example.org" not in recipients


def test_abandoned_claim_is_taken_over(engine: Engine) -> None:
    """A mail whose worker died is free after fifteen minutes, not before."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    (mail,) = claim(engine, "dead worker")
    assert send(engine, NOW + timedelta(minutes=15))[1] == ["reader2@example.org"]
    counts, recipients = send(engine, NOW + timedelta(minutes=16))
    assert recipients == [mail.recipient]
    assert counts.sent == 1


def test_late_worker_changes_nothing(engine: Engine) -> None:
    """A worker whose claim was taken over cannot postpone or fail a mail that is sent."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    (late,) = claim(engine, "late")
    send(engine, NOW + timedelta(minutes=16))
    for state in (DeliveryState.DEFERRED, DeliveryState.UNCLEAR, DeliveryState.FAILED):
        settled = mail_claims.Settlement(mail=late, state=state, answer="late")
        turn = mail_claims.Turn(settled=settled)
        mail_claims.take_turns(engine, [turn], "late", NOW + timedelta(minutes=17))
    assert set(states(engine).values()) == {"sent"}


def test_stale_mail_is_not_sent(engine: Engine) -> None:
    """A mail that could not go for a week is dropped, and its news stand in the next issue."""
    publish(engine, "a", values(deadlines=(fixed(TODAY + 20 * DAY),)))
    readers(engine, 2)
    plan(engine)
    later = TODAY + 8 * DAY
    assert send(engine, NOW + 8 * DAY) == (outbox.SendCounts(suppressed=2), [])
    assert plan(engine, later).planned == 2
    assert len(send(engine, NOW + 8 * DAY)[1]) == 2
    assert {reason for _, reason in told(engine)} == {"open", "closing"}


def test_suppressions_are_found_by_their_key(engine: Engine) -> None:
    """Ten thousand of them cost a mail nothing: none is looked at but the one that matters."""
    wanted = select(Subscriber.id).where(may_get_mail())
    shown = wanted.compile(engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection.execute(text("SET enable_seqscan = off"))
        plan_of_it = str(connection.execute(text(f"{explain} {shown}")).all())
    assert "SEARCH suppressions" in plan_of_it or "pk_suppressions" in plan_of_it
    assert "SCAN suppressions" not in plan_of_it


def test_a_text_is_kept_for_a_while_and_the_ledger_for_good(engine: Engine) -> None:
    """After its days a mail's bytes go; who got it, when, and what stood in it stays."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    way = Answers(errors={"reader1@example.org": DeferredError("450 greylisted")})
    send(engine, NOW, way)
    assert forget_texts(engine, NOW) == 0
    assert forget_texts(engine, NOW + DAY) == 1  # the other one is still to go
    assert forget_texts(engine, NOW + DAY) == 0
    with reading(engine) as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        assert [bool(row.message) for row in rows] == [True, False]
        assert rows[1].subject and rows[1].message_id and rows[1].state == "sent"
    assert len(told(engine)) == 2
    assert send(engine, NOW + DAY)[1] == ["reader1@example.org"]
    assert plan(engine, TODAY + DAY).planned == 0


def test_two_claims_never_meet(engine: Engine) -> None:
    """Each claim takes another mail, and the last finds nothing."""
    publish(engine, "a", values())
    readers(engine, 2)
    plan(engine)
    with reading(engine) as session:
        wanted = DIGESTS.waiting(session, DeliveryState.PLANNED, NOW, 0, 10)
    taken = [claim(engine, f"worker {number}", wanted) for number in range(2)]
    assert [len(mails) for mails in taken] == [2, 0]
    assert len({mail.number for mail in taken[0]}) == 2


def test_what_did_not_fit_comes_next(engine: Engine) -> None:
    """More items than a mail has lines: the rest is in the next issue, and nothing is lost."""
    for number in range(90):
        publish(engine, f"key {number}", values(title=f"{number} " + '"&<>' * 30))
    readers(engine, 2)
    plan(engine)
    with reading(engine) as session:
        first = session.scalars(select(Delivery.item_count)).all()
    assert max(first) < 90
    for days in (1, 2):
        plan(engine, TODAY + days * DAY)
    assert len(told(engine)) == 180
    with reading(engine) as session:
        assert session.scalar(select(func.sum(Delivery.item_count))) == 180


def stock(engine: Engine, count: int) -> None:
    """Publish programmes that have been open for long, some of the Bund, some of the Land."""
    for number in range(count):
        level = "state" if number % 3 else "federal"
        old = values(kind="programme", title=f"Programm {number}", deadlines=(), level=level)
        publish(engine, f"old {number}", old, NOW - 300 * DAY)


def test_a_first_issue_holds_what_a_mail_can_hold_and_says_how_much_is_left(
    engine: Engine,
) -> None:
    """From near to far; the rest comes along with news, and alone is no mail."""
    stock(engine, 70)
    readers(engine, 2)
    assert plan(engine).planned == 2
    with reading(engine) as session:
        first, message = session.execute(select(Delivery.item_count, Delivery.message)).first() or (
            0,
            b"",
        )
        levels = session.scalars(
            select(Opportunity.level)
            .join(DeliveryItem, DeliveryItem.opportunity_id == Opportunity.id)
            .where(DeliveryItem.subscriber_id == 1)
        ).all()
    assert 10 <= first <= 40 and set(levels) == {"state"}
    mail = message_from_bytes(message).get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
    said = " ".join(mail.split())
    assert "Dies ist Ihre erste Ausgabe" in said
    assert f"{70 - first} weitere Hinweise passten nicht" in said
    assert plan(engine, TODAY + DAY) == outbox.PlanCounts(nothing=2)
    publish(engine, "new", values(title="Neuer Aufruf"), NOW + 2 * DAY)
    assert plan(engine, TODAY + 2 * DAY).planned == 2
    with reading(engine) as session:
        later = session.scalars(select(Delivery.item_count).order_by(Delivery.id)).all()[2:]
    assert later == [11, 11]


def test_each_of_the_stock_is_told_to_each_reader_once(engine: Engine) -> None:
    """However long it takes; whoever joins late gets his own first issue."""
    stock(engine, 45)
    readers(engine, 2)
    for days in range(8):
        publish(engine, f"new {days}", values(title=f"Neu {days}"), NOW + days * DAY)
        plan(engine, TODAY + days * DAY)
        if days == 3:
            add_subscriber(engine, 3)
    with reading(engine) as session:
        rows = session.execute(
            select(
                DeliveryItem.subscriber_id,
                func.count(),
                func.count(DeliveryItem.opportunity_id.distinct()),
            )
            .where(DeliveryItem.reason == "open")
            .group_by(DeliveryItem.subscriber_id)
        )
        assert sorted(map(tuple, rows)) == [(1, 45, 45), (2, 45, 45), (3, 45, 45)]
