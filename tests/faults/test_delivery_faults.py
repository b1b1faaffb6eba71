"""Delivery under faults of everybody else: the mail server, the database, the clock."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from db.deliveries import Delivery
from db.engine import make_engine, reading
from db.subscribers import Suppression
from notifier import outbox
from notifier.mail.transport import Envelope, MemoryTransport, SmtpTransport
from notifier.mail.verp import return_path
from notifier.sending import Terms
from tests.conftest import NOW
from tests.databases import PostgresTemplate, running_postgres
from tests.faults.conftest import Outcome
from tests.faults.dying import start_child
from tests.faults.many import LANES, QUARTER, add_readers, plan_day, whole_service
from tests.faults.moody import Mood, running_moody
from tests.faults.peer import running_peer
from tests.notifier.samples import SENDER, publish, values

READERS = 24


def planned(engine: Engine, readers: int = READERS) -> None:
    """Plan a mail for each of some readers."""
    publish(engine, "a", values())
    add_readers(engine, readers)
    plan_day(engine, 0, NOW)


def send(
    engine: Engine, url: str, at: datetime, seconds: float = 30, **terms: Any
) -> outbox.SendCounts:
    """Send what is due, waiting so long for an answer."""
    transport = SmtpTransport(
        url, "landbote@example.org", lanes=LANES, seconds=seconds, seconds_at_the_end=seconds
    )
    return outbox.send(engine, transport, worker="w", clock=lambda: at, terms=Terms(**terms))


def send_for_a_week(engine: Engine, url: str) -> None:
    """Send again and again until nothing more is due, by a server that may be silent."""
    at = NOW
    while states(engine, unsettled=True) and at < NOW + timedelta(days=8):
        send(engine, url, at, seconds=1)
        at += timedelta(hours=7)


def states(engine: Engine, *, unsettled: bool = False) -> Counter[str]:
    """Count the mails by their state."""
    found = select(Delivery.state)
    if unsettled:
        found = found.where(Delivery.settled_at.is_(None))
    with reading(engine) as session:
        return Counter(session.scalars(found))


def said(counted: Counter[Any], engine: Engine) -> str:
    """Say how often mails arrived, and how the ledger has them."""
    times = Counter(counted.values())
    arrived = ", ".join(f"{count} arrived {often}x" for often, count in sorted(times.items()))
    ended = ", ".join(f"{count} {state}" for state, count in sorted(states(engine).items()))
    return f"{arrived or 'none arrived'}; ledger: {ended}"


def some(mood: Mood, tries: int) -> Callable[[str, int], Mood]:
    """Return a server in that mood at the first tries of every third reader."""

    def choose(recipient: str, before: int) -> Mood:
        number = int("".join(filter(str.isdigit, recipient.partition("@")[0])))
        return mood if number % 3 == 0 and before < tries else Mood.TAKES

    return choose


@pytest.mark.parametrize(
    ("mood", "tries", "twice", "lost"),
    [
        (Mood.NOBODY, 9, 0, READERS // 3),
        (Mood.DROPS_AFTER_NOTING, 99, READERS // 3, 0),
        pytest.param(Mood.TOO_BUSY, 2, 0, 0, marks=pytest.mark.long),
        pytest.param(Mood.LATER, 3, 0, 0, marks=pytest.mark.long),
        pytest.param(Mood.LATER, 99, 0, READERS // 3, marks=pytest.mark.long),
        pytest.param(Mood.SILENT_BEFORE, 1, 0, 0, marks=pytest.mark.long),
        pytest.param(Mood.SILENT, 1, READERS // 3, 0, marks=pytest.mark.long),
        pytest.param(Mood.DROPS_IN_THE_MIDDLE, 1, 0, 0, marks=pytest.mark.long),
        pytest.param(Mood.DROPS_BEFORE_NOTING, 1, 0, 0, marks=pytest.mark.long),
        pytest.param(Mood.DROPS_AFTER_NOTING, 1, READERS // 3, 0, marks=pytest.mark.long),
    ],
)
def test_moods_of_a_mail_server(
    engine: Engine, mood: Mood, tries: int, twice: int, lost: int, outcome: Outcome
) -> None:
    """No mail is lost; twice go only those whose answer was lost, and none a third time."""
    planned(engine)
    with running_moody(some(mood, tries)) as server:
        send_for_a_week(engine, server.url)
        counted = Counter(server.taken)
    assert len(counted) == READERS - lost
    assert Counter(counted.values()) == +Counter({1: READERS - lost - twice, 2: twice})
    settled = states(engine)
    assert not states(engine, unsettled=True) - Counter(unclear=twice)
    assert settled["failed"] == lost and settled["unclear"] == (twice if tries == 99 else 0)
    with reading(engine) as session:
        barred = set(session.scalars(select(Suppression.email)))
    assert len(barred) == (lost if mood == Mood.NOBODY else 0)
    always = ", always" if tries > 9 else f", {tries}x"
    outcome(f"a third of mails: {mood.value}{always}, {engine.dialect.name}", said(counted, engine))


def mixed(recipient: str, before: int) -> Mood:
    """Answer each reader in another way, at the first try."""
    moods = [mood for mood in Mood if mood is not Mood.NOBODY]
    number = int("".join(filter(str.isdigit, recipient.partition("@")[0])))
    return moods[number % len(moods)] if before == 0 else Mood.TAKES


def test_mixed_moods(engine: Engine, outcome: Outcome) -> None:
    """Everything at once: each reader gets the mail, and nobody more than twice."""
    planned(engine)
    with running_moody(mixed) as server:
        send_for_a_week(engine, server.url)
        counted = Counter(server.taken)
    assert len(counted) == READERS and max(counted.values()) == 2
    assert states(engine) == {"sent": READERS}
    outcome(f"all moods of a server, mixed, {engine.dialect.name}", said(counted, engine))


def test_a_week_of_deferring_is_told_anew(engine: Engine) -> None:
    """Given up after seven days, what stood in the mail comes with the next issue."""
    planned(engine, 6)
    with running_moody(some(Mood.LATER, 99)) as server:
        send_for_a_week(engine, server.url)
    assert states(engine) == {"sent": 4, "failed": 2}
    plan_day(engine, 9, NOW + timedelta(days=9))
    assert states(engine) == {"sent": 4, "failed": 2, "planned": 2}


def test_every_mail_has_its_return_path_and_every_connection_its_goodbye(engine: Engine) -> None:
    """What comes back names its mail; a server is left as one leaves."""
    sender = replace(SENDER, bounce_address="bounces@example.org")
    planned(engine)
    with running_moody(lambda _recipient, _before: Mood.TAKES) as server:
        send(engine, server.url, NOW, sender=sender)
        assert server.goodbyes == server.greeted >= 2
    with reading(engine) as session:
        mails = session.execute(select(Delivery.id, Delivery.recipient))
        assert set(server.senders) == {return_path(sender, "d", *mail) for mail in mails}


@pytest.mark.parametrize("mails", [5, 12])
def test_asked_to_stop_nothing_more_is_begun(engine: Engine, mails: int) -> None:
    """What is on its way is settled, all else stays planned, and goes another time."""
    planned(engine)
    with running_moody(lambda _recipient, _before: Mood.TAKES) as server:
        stopping = lambda: len(server.taken) >= mails  # noqa: E731
        first = send(engine, server.url, NOW, stopping=stopping)
        assert mails <= first.sent <= mails + LANES
        assert states(engine) == {"sent": first.sent, "planned": READERS - first.sent}
        send(engine, server.url, NOW)
        assert set(Counter(server.taken).values()) == {1} and len(server.taken) == READERS


@pytest.mark.parametrize("years", [1, -1])
def test_a_clock_that_jumps(engine: Engine, years: int, outcome: Outcome) -> None:
    """A clock that was a year off while a mail was deferred holds nothing up once it is right."""
    planned(engine)
    wrong = NOW + timedelta(days=365 * years)
    with running_moody(some(Mood.LATER, 1)) as server:
        # Forward, all are too old to go; what stood in them is told anew. Back, a third waits.
        send(engine, server.url, wrong)
        for hours in (0, 1):
            send(engine, server.url, NOW + timedelta(hours=hours))
        counted = Counter(server.taken)
    ended = states(engine)
    assert ended["sent"] == len(counted) and set(counted.values()) <= {1}
    plan_day(engine, 1, NOW + timedelta(days=1))
    assert states(engine)["planned"] == READERS - len(counted)
    way = "forward" if years > 0 else "back"
    outcome(
        f"clock a year {way} while sending, {engine.dialect.name}",
        f"{said(counted, engine)}; the rest told anew",
    )


def test_a_claim_of_a_wrong_clock_is_let_go(engine: Engine) -> None:
    """Who died while his clock was a day ahead holds up no mail for a day."""
    planned(engine)
    ahead = NOW + timedelta(days=1)
    with running_moody(lambda _recipient, _before: Mood.TAKES) as server:
        with pytest.raises(RuntimeError):
            _die_while_sending(engine, ahead)
        assert states(engine)["sending"] == LANES
        send(engine, server.url, NOW)
        assert states(engine) == {"sent": READERS} and len(server.taken) == READERS


class _Dying(MemoryTransport):
    """A way out on which its user dies, once every lane has a mail on it."""

    lanes = LANES

    def __init__(self) -> None:
        super().__init__()
        self._all_at_once = asyncio.Barrier(LANES)

    async def send(self, envelope: Envelope) -> str:
        """Die."""
        await self._all_at_once.wait()
        raise RuntimeError(envelope.recipient)


def _die_while_sending(engine: Engine, at: datetime) -> None:
    try:
        outbox.send(engine, _Dying(), worker="dead", clock=lambda: at)
    except BaseExceptionGroup as group:
        raise RuntimeError from group


def test_two_services_at_once(
    engine: Engine, database_url: str, tmp_path: Path, outcome: Outcome
) -> None:
    """Two services that plan and send the same issue at the same time mail everybody once."""
    publish(engine, "a", values())
    add_readers(engine, 60)
    engine.dispose()
    with running_peer(tmp_path / "taken") as peer:
        children = [start_child(database_url, whole_service(peer.url, 0, NOW)) for _ in range(2)]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        # Who came to its end first may have left what the other planned afterwards.
        send(engine, peer.url, NOW)
        counted = Counter(peer.taken())
    assert len(counted) == 60 and set(counted.values()) == {1}
    outcome(f"two services at once, {engine.dialect.name}", said(counted, engine))


def test_a_full_disk(sqlite_template: Any, tmp_path: Path, outcome: Outcome) -> None:
    """Nothing is begun that cannot be written down; with room again all goes on."""
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        planned(engine, 120)
        engine.dispose()
        with running_peer(tmp_path / "taken") as peer:
            child = start_child(url, partial(_send_on_a_full_disk, peer.url))
            assert os.waitpid(child, 0)[1] == 0
            before = Counter(peer.taken())
            assert 0 < len(before) < 120
            send(engine, peer.url, NOW + QUARTER)
            counted = Counter(peer.taken())
        assert len(counted) == 120 and states(engine) == {"sent": 120}
        assert sum(counted.values()) - 120 <= LANES
        outcome("disk full in the middle of sending, sqlite", said(counted, engine))
        engine.dispose()


def _send_on_a_full_disk(url: str, engine: Engine, _step: Callable[[], None]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
    with pytest.raises(BaseExceptionGroup) as caught:
        send(engine, url, NOW, patience=(0.05, 0.05))
    assert caught.group_contains(OperationalError)


def test_a_locked_database(sqlite_template: Any, tmp_path: Path, outcome: Outcome) -> None:
    """Sending waits until whoever holds the lock lets go of it."""
    fault = "database locked again and again, sqlite"
    with (
        sqlite_template.database(tmp_path) as url,
        _sending(url, 60, partial(outcome, fault)) as engine,
        engine.connect() as holder,
    ):
        holder.exec_driver_sql("COMMIT")
        for _ in range(3):
            holder.exec_driver_sql("BEGIN IMMEDIATE")
            time.sleep(0.2)
            holder.exec_driver_sql("COMMIT")
            time.sleep(0.02)
        holder.exec_driver_sql("BEGIN")


@pytest.mark.long
@pytest.mark.parametrize("times", [2])
def test_a_database_that_is_restarted(tmp_path: Path, times: int, outcome: Outcome) -> None:
    """PostgreSQL is stopped hard in the middle of sending and started again: all goes on."""
    fault = f"database stopped hard and started again {times}x, postgresql"
    with running_postgres() as postgres:
        template = PostgresTemplate(postgres)
        template.settle()
        with (
            template.database(tmp_path) as url,
            _sending(url, 400, partial(outcome, fault)),
        ):
            for _ in range(times):
                time.sleep(0.3)
                pid = postgres.get_pid()
                assert pid is not None
                os.kill(pid, signal.SIGQUIT)
                while _lives(pid):
                    time.sleep(0.05)
                postgres.ensure_postgres_running()
            template.admin.dispose()
        template.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@contextmanager
def _sending(url: str, readers: int, note: Callable[[str], None]) -> Iterator[Engine]:
    """Send in a thread while the block does harm; afterwards all have got their mail, once."""
    engine = make_engine(url)
    planned(engine, readers)
    with running_moody(lambda _recipient, _before: Mood.TAKES) as server:
        thread = threading.Thread(target=send, args=(engine, server.url, NOW))
        thread.start()
        try:
            yield engine
        finally:
            thread.join()
        send(engine, server.url, NOW + QUARTER)
    counted = Counter(server.taken)
    assert len(counted) == readers and states(engine) == {"sent": readers}
    assert sum(counted.values()) - readers <= LANES
    note(said(counted, engine))
    engine.dispose()
