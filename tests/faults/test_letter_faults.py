"""Letters under faults: each goes once, whoever dies on the way."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, func, select

from db.engine import reading, writing
from db.letters import Letter
from db.vocabulary import DeliveryState, LetterKind
from notifier.letters import write_letter
from tests.conftest import NOW
from tests.faults.dying import run_in_child, start_child
from tests.faults.peer import running_peer
from tests.faults.test_outbox_faults import LANES, QUARTER, sender
from tests.notifier.samples import SENDER

LETTERS = 24


def writer(engine: Engine, _step: Callable[[], None]) -> None:
    """Write each letter in a transaction of its own, with what it is about."""
    for number in range(LETTERS):
        with writing(engine) as session:
            write_letter(
                session,
                kind=LetterKind.SIGN_IN if number % 2 else LetterKind.FINDINGS,
                recipient=f"staff{number}@example.org",
                subject="Betreff",
                text=f"Text {number}",
                once=f"letter:{number}",
                now=NOW,
                sender=SENDER,
                good_until=NOW + timedelta(days=30),
            )


def test_killed_while_sending_letters(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Killed at any step, every letter arrives as it was written; twice only what was in flight."""
    writer(engine, lambda: None)
    chance, deaths, at, alive = Random(20261126), 0, NOW, False
    with running_peer(tmp_path / "taken") as peer:
        while not alive:
            alive = run_in_child(database_url, sender(peer.url, at), chance.randint(1, 60))
            deaths += not alive
            at += QUARTER
        counted = Counter(peer.taken())
    with reading(engine) as session:
        rows = session.scalars(select(Letter)).all()
        assert {row.state for row in rows} == {DeliveryState.SENT}
        assert {(one.message_id, one.recipient) for one in counted} == {
            (row.message_id, row.recipient) for row in rows
        }
        assert {row.kind for row in rows if row.message} == {LetterKind.FINDINGS}
    assert len(counted) == LETTERS and deaths >= 5
    assert sum(counted.values()) - LETTERS <= deaths * LANES


def test_killed_while_writing_letters(engine: Engine, database_url: str) -> None:
    """Begun again after each death, each letter is written once."""
    kill_at, alive = 0, False
    while not alive:
        kill_at += 7
        alive = run_in_child(database_url, writer, kill_at)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == LETTERS


def test_two_write_and_two_send_at_once(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Two processes that write the same letters, then two that send them: each goes once."""
    children = [start_child(database_url, writer) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with running_peer(tmp_path / "taken") as peer:
        children = [start_child(database_url, sender(peer.url, NOW)) for _ in range(2)]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        taken = Counter(peer.taken())
    assert len(taken) == LETTERS and set(taken.values()) == {1}
