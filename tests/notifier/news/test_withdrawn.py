"""What is gone is not mailed; what is only missing is, and what comes back is no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.opportunities import Opportunity
from db.vocabulary import Presence
from notifier.news.load import load_news
from tests.conftest import TODAY
from tests.notifier.samples import SOURCES, publish, values


def told(engine: Engine, days: int = 0) -> list[str]:
    """The titles that may be told on a day."""
    with reading(engine) as session:
        news = load_news(session, SOURCES, TODAY + timedelta(days=days), timedelta(days=7))
        return sorted(one.values.title for one in news)


@pytest.mark.parametrize("presence", list(Presence))
def test_only_withdrawn_entries_are_left_out(engine: Engine, presence: Presence) -> None:
    """A single run without an entry silences nobody."""
    publish(engine, "1", replace(values(), title="Dorfladen"))
    absent = publish(engine, "2", replace(values(), title="Bürgerbus"))
    with writing(engine) as session:
        session.get_one(Opportunity, absent).presence = presence
    expected = ["Dorfladen"] if presence is Presence.WITHDRAWN else ["Bürgerbus", "Dorfladen"]
    assert told(engine) == expected
