"""Pace: whoever asks too often waits a moment, and nobody else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.conftest import NOW
from tests.web.test_doors import site
from web.app import make_app
from web.doors.pace import Pace, Rate
from web.public.coverage import PACE

SECOND = timedelta(seconds=1)
RATE = Rate(burst=3, every=2 * SECOND)


@given(
    st.integers(1, 5),
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(-3, 6)), max_size=60),
)
def test_nobody_gets_more_than_the_rate_or_less(
    burst: int, every: int, asked: list[tuple[str, int]]
) -> None:
    """Within any time as many as at once and one more after each wait; who may come, may come.

    A clock that is put back lets nobody in sooner, and keeps nobody out for longer than the rate.
    """
    rate = Rate(burst=burst, every=every * SECOND)
    pace, now = Pace(rate=rate), NOW
    allowed: dict[str, list[datetime]] = {"a": [], "b": []}
    for client, passed in asked:
        now += passed * SECOND
        turn = pace.take(client, now)
        if turn.allowed:
            allowed[client].append(now)
            assert turn.full_in <= burst * every * SECOND
        else:
            assert turn.left == 0 and timedelta() < turn.again_in <= rate.every
            # To be refused costs nothing: who comes back when told is let in.
            assert pace.take(client, now + turn.again_in - timedelta(microseconds=1)).left == 0
            now += turn.again_in
            assert pace.take(client, now).allowed
            allowed[client].append(now)
    forward = all(passed >= 0 for _client, passed in asked)
    for times in allowed.values() if forward else ():
        for first, one in enumerate(times):
            for last in range(first, len(times)):
                most = burst + (times[last] - one) // rate.every + 1
                assert last - first + 1 <= most


def test_a_client_is_told_where_it_stands() -> None:
    """How many are left, how long until the next, and how long until all are there again."""
    pace = Pace(rate=RATE)
    left = [pace.take("a", NOW).left for _ in range(3)]
    refused = pace.take("a", NOW + 0.5 * SECOND)
    assert left == [2, 1, 0] and not refused.allowed
    assert (refused.limit, refused.wait, refused.full_in) == (3, 2, 5.5 * SECOND)
    assert pace.take("b", NOW).allowed
    assert pace.take("a", NOW + 6 * SECOND).left == 2


def test_so_many_clients_are_remembered_and_no_more() -> None:
    """Whoever asked longest ago is forgotten first."""
    pace = Pace(rate=Rate(burst=1, every=10 * SECOND), most_clients=2)
    assert pace.take("a", NOW).allowed and pace.take("b", NOW).allowed
    assert not pace.take("a", NOW).allowed
    assert pace.take("c", NOW).allowed
    assert not pace.take("a", NOW).allowed and pace.take("b", NOW).allowed


def test_a_page_says_when_to_come_back(engine: Engine) -> None:
    """Others are served meanwhile, and after a moment it goes on; what is cheap has no pace."""
    now = NOW
    app = make_app(replace(site(engine), now=lambda: now))
    one, other = (TestClient(app, client=(host, 5000)) for host in ("192.0.2.1", "192.0.2.2"))
    for _ in range(PACE.burst):
        assert one.get("/abdeckung").status_code == 200
    refused = one.get("/abdeckung")
    assert refused.status_code == 429 and refused.headers["Retry-After"] == "2"
    assert "In 2 Sekunden geht es weiter." in refused.text
    assert other.get("/abdeckung").status_code == 200
    assert one.get("/hinweis").status_code == 200
    now += PACE.every
    assert one.get("/abdeckung").status_code == 200
    assert one.get("/abdeckung").status_code == 429


def test_who_has_a_page_already_takes_no_turn(engine: Engine) -> None:
    """A program that asks whether anything is new may ask as often as it likes."""
    program = TestClient(make_app(site(engine)))
    tag = program.get("/abdeckung").headers["ETag"]
    for _ in range(PACE.burst + 1):
        assert program.get("/abdeckung", headers={"If-None-Match": tag}).status_code == 304
