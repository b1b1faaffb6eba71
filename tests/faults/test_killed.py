"""Killed at any moment: no mail is lost, and none goes twice but what was on its way then."""

from __future__ import annotations

import math
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select

from db.deliveries import Delivery, DeliveryItem
from db.engine import reading
from tests.conftest import NOW
from tests.faults.conftest import Outcome
from tests.faults.cut_off import gone_again, on_their_way
from tests.faults.dying import start_child
from tests.faults.many import DAY, LANES, QUARTER, add_readers, whole_service
from tests.faults.peer import running_peer
from tests.notifier.samples import publish, values


def killed_after(child: int, seconds: float, begun: Callable[[], bool]) -> bool:
    """Let a process live so long once it has begun, and kill it; False where it ended before."""
    until = math.inf
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0, "the child failed; see its traceback"
            return False
        if until == math.inf and begun():
            until = time.monotonic() + seconds
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _at_once() -> bool:
    return True


def _has_sent(file: Path, before: int) -> bool:
    return file.exists() and file.stat().st_size > before


@pytest.mark.parametrize(
    ("readers", "kills", "longest"),
    [(120, 4, 0.6), pytest.param(5_000, 200, 6.0, marks=pytest.mark.long)],
)
def test_killed_while_matching_building_and_sending(
    engine: Engine,
    database_url: str,
    tmp_path: Path,
    readers: int,
    kills: int,
    longest: float,
    outcome: Outcome,
) -> None:
    """Every reader gets every day's mail, and again only what was on its way at a death."""
    add_readers(engine, readers)
    chance, deaths, day, at = Random(20261127), 0, 0, NOW
    cut_off: list[str] = []  # a mail for each death that cut off its answer
    publish(engine, "0", values(title="Aufruf 0"), at)
    engine.dispose()
    with running_peer(tmp_path / "taken") as peer:
        while True:
            child = start_child(database_url, whole_service(peer.url, day, at))
            # Every other one dies while it sends, all others at any moment.
            sending, size = deaths % 2, peer.file.stat().st_size if peer.file.exists() else 0
            lives = chance.uniform(0, longest / 4 if sending else longest)
            begun = partial(_has_sent, peer.file, size) if sending else _at_once
            dead = killed_after(child, lives if deaths < kills else math.inf, begun)
            at += QUARTER
            if dead:
                deaths += 1
                cut_off += on_their_way(engine, str(child), most=LANES)
                continue
            if deaths >= kills:
                break
            day += 1
            at = NOW + day * DAY
            publish(engine, f"{day}", values(title=f"Aufruf {day}"), at)
            engine.dispose()
        taken = peer.taken()
    with reading(engine) as session:
        rows = session.execute(
            select(Delivery.message_id, Delivery.recipient, Delivery.state, Delivery.issue_id)
        ).all()
        told = session.execute(select(DeliveryItem.subscriber_id, DeliveryItem.opportunity_id))
        counted = Counter(tuple(row) for row in told)
    # A death may have used up a number, so issues are counted, not named.
    assert [*Counter(row.issue_id for row in rows).values()] == [readers] * (day + 1)
    assert {row.state for row in rows} == {"sent"}
    assert set(counted.values()) == {1} and len(counted) == readers * (day + 1)
    repeats = gone_again(taken, cut_off)
    assert {(one.message_id, one.recipient) for one in taken} == {
        (row.message_id, row.recipient) for row in rows
    }
    outcome(
        f"killed {deaths} times, {len(rows)} mails, {engine.dialect.name}",
        f"none lost, {repeats} twice of {len(cut_off)} cut off, same Message-ID and bytes",
    )
