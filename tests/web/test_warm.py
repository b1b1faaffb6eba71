"""The index is there before anybody asks."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from db.engine import reading
from tests.conftest import NOW
from tests.notifier.samples import change, publish, values
from tests.web.api.asking import program
from tests.web.test_doors import site
from web.app import make_app
from web.finding import index_held
from web.warm import kept_warm, warm


def test_who_asks_after_a_change_finds_it_read(engine: Engine) -> None:
    """Nothing but the stamp is asked of the database then, at the start and after a change."""
    one = publish(engine, "1", values(title="Radweg"))
    app = make_app(site(engine))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *sent: asked.append(sent[2]))
    for turn in range(2):
        warm(app)
        asked.clear()
        with reading(engine) as session:
            index = index_held(app, session)
        assert len(index) == 1 and len([one for one in asked if one != "BEGIN"]) == 1
        if turn == 0:
            change(engine, one, values(title="Radwege"), NOW + timedelta(days=1), "neu")
    assert index.entries[one].title == "radwege"


def test_it_is_kept_warm_until_the_service_ends(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when something went wrong once; that it is warm is told once."""
    publish(engine, "1", values())
    app = make_app(site(engine))
    turns: list[int] = []

    def failing(app: Any) -> None:
        turns.append(1)
        if len(turns) == 1:
            raise OSError("away")
        warm(app)

    monkeypatch.setattr("web.warm.warm", failing)
    told: list[int] = []
    with kept_warm(app, every_seconds=0.01, once_warm=lambda: told.append(len(turns))):
        until = time.monotonic() + 10
        while len(turns) < 3 and time.monotonic() < until:
            time.sleep(0.005)
    assert len(turns) >= 3 and told == [2]
    ended = len(turns)
    time.sleep(0.03)
    assert len(turns) == ended and app.state.finding is not None


def test_a_page_asks_once_whether_anything_changed(engine: Engine) -> None:
    """Who is told whether they have seen it, and what is found, hang on the same answer."""
    publish(engine, "1", values())
    here = program(engine)
    for path in ("/foerderungen", "/api/v1/foerderungen", "/common-grants/opportunities"):
        here.get(path)
        asked: list[str] = []

        def note(*sent: Any, asked: list[str] = asked) -> None:
            asked.append(sent[2])

        event.listen(engine, "before_cursor_execute", note)
        assert here.get(path).status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        assert len([one for one in asked if "sum(facts.digest)" in one]) == 1, path
