"""A selection whose sender dies: no mail is lost, and no more go twice than were under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, func, select

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.selections import Selection
from db.vocabulary import SELECTION
from notifier.selections.send import plan_selections, ready, release
from tests.conftest import NOW, TODAY
from tests.faults.dying import run_in_child
from tests.faults.peer import running_peer
from tests.faults.test_outbox_faults import LANES, QUARTER, STRIDE, sender
from tests.notifier.selections_world import IMPRINT, SIGNED, ask, calls, join, selection


def press_and_plan(engine: Engine, _step: Callable[[], None]) -> None:
    """What happens when somebody presses the button, and what the service does then."""
    with reading(engine) as session:
        one = session.get_one(Selection, 1)
        stamp = ready(session, IMPRINT, one, TODAY, NOW).stamp
    with writing(engine) as session:
        release(session, IMPRINT, 1, stamp, SIGNED, NOW)
    plan_selections(engine, IMPRINT, NOW)


def prepare(engine: Engine, readers: int) -> list[str]:
    """A selection of two entries for some who confirmed, beside one who did not."""
    addresses = sorted(f"r{number}@example.org" for number in range(readers))
    join(engine, *addresses)
    ask(engine, "only-asked@example.org")
    assert selection(engine, *calls(engine)) == 1
    return addresses


def test_killed_at_each_step_of_releasing_and_planning(engine: Engine, database_url: str) -> None:
    """Whoever comes next goes on; in the end each reader has one mail, and there is one issue."""
    addresses, kill_at, alive = prepare(engine, 3), 0, False
    while not alive:
        kill_at += STRIDE
        alive = run_in_child(database_url, press_and_plan, kill_at)
    assert kill_at > 20
    with reading(engine) as session:
        issue = session.scalars(select(DigestIssue)).one()
        assert issue.cadence == SELECTION and issue.planned_at is not None
        recipients = select(Delivery.recipient).order_by(Delivery.recipient)
        assert session.scalars(recipients).all() == addresses
        assert session.scalar(select(func.count()).select_from(DeliveryItem)) == 6


@pytest.mark.parametrize("kills", [5, pytest.param(60, marks=pytest.mark.long)])
def test_killed_again_and_again_until_all_have_it(
    engine: Engine, database_url: str, tmp_path: Path, kills: int
) -> None:
    """Pressed, planned and sent by processes that die anywhere: all have it, nobody else has."""
    addresses, chance, deaths, at = prepare(engine, 12), Random(20261127), 0, NOW

    def all_of_it(engine: Engine, step: Callable[[], None]) -> None:
        press_and_plan(engine, step)
        sender(peer.url, at)(engine, step)

    with running_peer(tmp_path / "taken") as peer:
        alive = False
        while not alive:
            before = Counter(peer.taken())
            left = chance.randint(1, 90) if deaths < kills else 0
            alive = run_in_child(database_url, all_of_it, left)
            repeated = [one for one in Counter(peer.taken()) - before if before[one]]
            assert len(repeated) <= LANES, "more went twice than were in flight"
            deaths += not alive
            at += QUARTER
        # The questions to the list went out beside them.
        arrived = Counter(one for one in peer.taken() if SELECTION in one.message_id)
    assert deaths >= min(kills, 5)
    # Same id and same bytes: what went twice is one mail to its reader.
    assert sorted(one.recipient for one in arrived) == addresses
    assert len({one.message_id for one in arrived}) == len(addresses)
    with reading(engine) as session:
        states = select(Delivery.state, func.count()).group_by(Delivery.state)
        assert [tuple(row) for row in session.execute(states)] == [("sent", len(addresses))]
