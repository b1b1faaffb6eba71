"""What is called off stays with whom it stood, as long as the same rules look at its page."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from crawlers.items import Kind
from db.engine import writing
from pipeline.duplicates.relate import relate
from tests.pipeline.duplicates.stock import GROUNDS, put, stated
from tests.pipeline.duplicates.test_relate import cards

EVENING = "Infoabend Dorfläden in Schotten"
DAY = date(2027, 3, 4)
TOGETHER = ["wibank = hsgb"]


def compare(
    engine: Engine,
    now: datetime,
    source: str,
    title: str = EVENING,
    *,
    off: bool = False,
    edition: str = "one",
) -> None:
    """Let a source say of the evening when it is, or only that it is off, and compare it."""
    facts = {"stated_status": "cancelled"} if off else {"event_starts_on": DAY}
    with writing(engine) as session:
        put(session, source, "1", stated(source, "1", title, kind=Kind.EVENT, **facts), now)
    relate(engine, GROUNDS.sources, GROUNDS.actors, edition, now)


@pytest.fixture
def off(engine: Engine, now: datetime) -> Engine:
    """Two sources with one evening, which one of them calls off without naming its day."""
    for source in ("wibank", "hsgb"):
        compare(engine, now, source)
    assert cards(engine) == TOGETHER
    compare(engine, now, "hsgb", off=True)
    return engine


@pytest.mark.parametrize("title", [EVENING, f"Abgesagt: {EVENING}"])
def test_what_is_called_off_stays_on_its_card(off: Engine, now: datetime, title: str) -> None:
    """Also when its page, which says no day, is worded otherwise."""
    assert cards(off) == TOGETHER
    compare(off, now, "hsgb", title, off=True)
    assert cards(off) == TOGETHER


@pytest.mark.parametrize("title", ["Exkursion zum Backhaus", "Landtourismus im Vogelsberg"])
def test_another_event_leaves_the_card_of_one_that_is_off(
    off: Engine, now: datetime, title: str
) -> None:
    """The page that went on with the evening is about something else now."""
    compare(off, now, "wibank", title)
    assert cards(off) == []


def test_other_rules_judge_anew_what_is_off(off: Engine, now: datetime) -> None:
    """A card that wrong rules made does not stand for ever because an event on it is off."""
    relate(off, GROUNDS.sources, GROUNDS.actors, "two", now)
    assert cards(off) == []
