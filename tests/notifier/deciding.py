"""Deciding: what the desk says of an issue, for tests that plan and send it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from db.engine import writing
from db.vocabulary import Cadence
from pipeline.desk import issue as desk
from tests.conftest import NOW, TODAY

DAY = timedelta(days=1)
BY = "servicestelle@example.org"


def hold(
    engine: Engine, number: int, days: int = 0, cadence: Cadence | None = Cadence.DAILY
) -> int:
    """Hold an entry back from the issue of a day; without a cadence until it is released."""
    with writing(engine) as session:
        made = desk.hold_back(
            session,
            number,
            cadence=cadence,
            on=TODAY + days * DAY,
            why="erst noch klären",
            by=BY,
            now=NOW + days * DAY,
        )
        session.flush()
        return made.id


def lift(engine: Engine, number: int, days: int = 0, cadence: Cadence = Cadence.DAILY) -> int:
    """Put an entry first in the issue of a day."""
    with writing(engine) as session:
        made = desk.lift(
            session,
            number,
            cadence=cadence,
            on=TODAY + days * DAY,
            why="",
            by=BY,
            now=NOW + days * DAY,
        )
        session.flush()
        return made.id


def note(engine: Engine, text: str, days: int = 0, **more: Any) -> int:
    """Put a note on top of the issue of a day."""
    asked = {"cadence": Cadence.DAILY, "area": ""} | more
    with writing(engine) as session:
        on = TODAY + days * DAY
        made = desk.put_on_top(session, text, on=on, by=BY, now=NOW + days * DAY, **asked)
        session.flush()
        return made.id


def take_back(engine: Engine, decision: int, days: int = 0) -> None:
    """Undo what was said."""
    with writing(engine) as session:
        desk.take_back(session, decision, BY, NOW + days * DAY)
