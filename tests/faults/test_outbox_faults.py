"""Outbox under faults: nothing is lost, and next to nothing goes twice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading
from db.issue_marks import IssueMark
from db.vocabulary import Cadence, DeliveryState
from notifier import outbox
from notifier.mail.mailbox import listening
from notifier.mail.transport import SmtpTransport
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.faults.dying import SteppingTransport, run_in_child, start_child
from tests.faults.peer import Taken, noted, running_peer
from tests.notifier.deciding import hold, take_back
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

LANES = 3
QUARTER = timedelta(minutes=16)  # a little more than a claim holds
STRIDE = dose(3, 1)  # steps from one death to the next


def prepare(engine: Engine, readers: int) -> None:
    """Store two opportunities and some readers."""
    publish(engine, "a", values())
    publish(engine, "b", values(deadlines=(fixed(TODAY + timedelta(days=4)),)))
    for number in range(readers):
        add_subscriber(engine, number)


def plan(engine: Engine) -> outbox.PlanCounts:
    """Plan the issue of the day."""
    return outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY,
        now=NOW,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )


def planner(engine: Engine, _step: Callable[[], None]) -> None:
    """Do the work of one planning process."""
    plan(engine)


def sender(url: str, at: datetime) -> Callable[[Engine, Callable[[], None]], None]:
    """Return the work of one sending process."""

    def work(engine: Engine, step: Callable[[], None]) -> None:
        transport = SteppingTransport(url, step, LANES)
        outbox.send(engine, transport, worker=f"{os.getpid()}", clock=lambda: at)

    return work


def ledger(engine: Engine) -> list[tuple[str, str, DeliveryState]]:
    """Return Message-ID, recipient and state of every delivery."""
    with reading(engine) as session:
        rows = session.execute(select(Delivery.message_id, Delivery.recipient, Delivery.state))
        return [(one, recipient, DeliveryState(state)) for one, recipient, state in rows]


def assert_all_sent(engine: Engine, taken: list[Taken], readers: int) -> Counter[Taken]:
    """Check that every mail arrived as planned, and return how often each did."""
    rows = ledger(engine)
    assert len(rows) == readers
    assert {state for _, _, state in rows} == {DeliveryState.SENT}
    # Same id, same recipient, same bytes: a mail that went twice is one mail to its reader.
    counted = Counter(taken)
    assert {(one.message_id, one.recipient) for one in counted} == {row[:2] for row in rows}
    assert len(counted) == readers
    return counted


@pytest.mark.long
def test_killed_while_sending(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Killed again and again at any step, every mail arrives; twice at most what was in flight."""
    readers, chance, deaths, at = 40, Random(20261122), 0, NOW
    prepare(engine, readers)
    plan(engine)
    with running_peer(tmp_path / "taken") as peer:
        alive = False
        while not alive:
            before = Counter(peer.taken())
            alive = run_in_child(database_url, sender(peer.url, at), chance.randint(1, 70))
            repeated = [one for one in Counter(peer.taken()) - before if before[one]]
            assert len(repeated) <= LANES, "more went twice than were in flight"
            deaths += not alive
            at += QUARTER
        counted = assert_all_sent(engine, peer.taken(), readers)
    assert deaths >= 5
    assert sum(counted.values()) - readers <= deaths * LANES


def test_killed_while_planning(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Killed at any step of planning, the issue is completed and nobody is planned twice."""
    readers, deaths, kill_at = 8, 0, 0
    prepare(engine, readers)
    alive = False
    while not alive:
        kill_at += STRIDE
        alive = run_in_child(database_url, planner, kill_at)
        deaths += not alive
    assert deaths >= dose(4, 10)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(DigestIssue)) == 1
        assert session.scalar(select(func.count()).select_from(Delivery)) == readers
        # Two opportunities, one of them for two reasons.
        assert session.scalar(select(func.count()).select_from(DeliveryItem)) == readers * 3
    assert plan(engine) == outbox.PlanCounts()


def test_killed_while_planning_what_is_held_back(engine: Engine, database_url: str) -> None:
    """Killed at any step, whatever the desk decides in between, an issue is of one piece."""
    readers, deaths, kill_at = 6, 0, 0
    prepare(engine, readers)
    held = hold(engine, 1, cadence=None)
    alive, begun = False, False
    while not alive:
        kill_at += STRIDE
        alive = run_in_child(database_url, planner, kill_at)
        deaths += not alive
        with reading(engine) as session:
            if not begun and session.scalar(select(func.count()).select_from(DigestIssue)):
                begun = True
        if begun and held:
            take_back(engine, held)
            hold(engine, 2, cadence=None)
            held = 0
    assert deaths >= dose(4, 8) and not held
    with reading(engine) as session:
        assert set(session.scalars(select(DeliveryItem.opportunity_id))) == {2}
        assert session.scalar(select(func.count()).select_from(Delivery)) == readers
        assert session.scalars(select(IssueMark.opportunity_id)).all() == [1]
    tomorrow = timedelta(days=1)
    outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=TODAY + tomorrow,
        now=NOW + tomorrow,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )
    with reading(engine) as session:
        told = Counter(session.scalars(select(DeliveryItem.opportunity_id)))
        assert told[1] == readers and told[2] == 2 * readers  # new, and about to close


def test_two_senders_at_once(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Two processes that send the same ledger at the same time send each mail once."""
    readers = 60
    prepare(engine, readers)
    plan(engine)
    with running_peer(tmp_path / "taken") as peer:
        children = [start_child(database_url, sender(peer.url, NOW)) for _ in range(2)]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        counted = assert_all_sent(engine, peer.taken(), readers)
    assert set(counted.values()) == {1}


def test_two_planners_at_once(engine: Engine, database_url: str) -> None:
    """Two processes that plan the same issue at the same time plan each mail once."""
    readers = 20
    prepare(engine, readers)
    children = [start_child(database_url, planner) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == readers
        assert session.scalar(select(func.count()).select_from(DeliveryItem)) == readers * 3


class Faulty:
    """A server that fails at one stage a few times and works from then on."""

    def __init__(self, stage: str, answer: str, times: int) -> None:
        self.stage, self.reply, self.times = stage, answer, times
        self.taken: list[Taken] = []

    def answer(self, stage: str, server: Any) -> str:
        """Fail as told: an empty answer hangs up."""
        if stage != self.stage or self.times == 0:
            return "250 ok"
        self.times -= 1
        if not self.reply:
            server.transport.abort()
        return self.reply or "421 gone"

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Greet, or hang up."""
        session.host_name = hostname
        failed = self.answer("EHLO", server)
        return responses if failed.startswith("250") else [failed]

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the sender, or fail."""
        answer = self.answer("MAIL", server)
        envelope.mail_from = address if answer.startswith("250") else None
        return answer

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the recipient, or fail."""
        answer = self.answer("RCPT", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the mail, or fail: before it is kept, or after."""
        answer = self.answer("DATA", server)
        if answer.startswith("250"):
            self.taken.append(noted(envelope.rcpt_tos[0], envelope.content))
            answer = self.answer("AFTER DATA", server)
        return answer


def _same(at: datetime) -> datetime:
    return at


def send_until_done(engine: Engine, url: str) -> list[outbox.SendCounts]:
    """Send again and again, an hour apart, until nothing is left to do."""
    counts: list[outbox.SendCounts] = []
    at = NOW
    while {state for _, _, state in ledger(engine)} & {"planned", "sending", "deferred", "unclear"}:
        transport = SmtpTransport(url, "landbote@example.org", lanes=LANES)
        counts.append(outbox.send(engine, transport, worker="w", clock=partial(_same, at)))
        at += timedelta(hours=1)
        assert len(counts) < 9, "the ledger does not empty"
    return counts


@pytest.mark.parametrize("stage", ["EHLO", "MAIL"])
def test_hung_up_before_the_mail_was_taken(engine: Engine, stage: str) -> None:
    """A server that hangs up before it takes a mail gets it again, and each mail goes once."""
    prepare(engine, 8)
    plan(engine)
    server = Faulty(stage, "", times=5)
    with listening(server) as url:
        counts = send_until_done(engine, url)
    assert set(assert_all_sent(engine, server.taken, 8).values()) == {1}
    put_off = sum(count.postponed + count.unclear for count in counts)
    assert put_off == 5
    assert sum(count.sent for count in counts) == 8
