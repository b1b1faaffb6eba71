"""Matches: found by facts, and the same as by going through the whole stock."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from crawlers.items import Kind
from db.engine import reading
from notifier.going import read_going
from notifier.issue import Imprint
from notifier.matches import matches_of
from notifier.news.load import load_news
from notifier.news.match import NewsIndex
from notifier.news.select import TOLD_KINDS, Wish, is_over
from tests.conftest import TODAY
from tests.notifier.samples import (
    FEDERAL,
    REGION,
    SENDER,
    SOURCES,
    STATE,
    TOPICS,
    TREE,
    fixed,
    group,
    publish,
    values,
)

DAY = timedelta(days=1)
IMPRINT = Imprint(sender=SENDER, places=TREE, sources=SOURCES, topics=TOPICS)
AREAS = ("06535011", "06535002", "06631013", "06535", "06", "09571113", "leader:vogelsberg")


def some(rng: random.Random, number: int) -> dict[str, Any]:
    """What one opportunity among many may say."""
    facts: dict[str, Any] = {
        "title": f"Aufruf {number}",
        "topics": tuple(rng.sample(sorted(TOPICS), rng.randrange(3))),
        "areas": tuple(rng.sample((*AREAS, "de", "eu"), rng.randrange(3))),
        "level": rng.choice(("region", "state", "federal", "eu")),
        "kind": rng.choice(("programme", "call", "prize", "event", "notice", "award")),
        "applicants": tuple(rng.sample(("municipality", "association", "company"), 1)),
        "population_max": rng.choice((None, None, 3_000, 20_000)),
        "deadlines": rng.choice(((), (fixed(TODAY + 20 * DAY),), (fixed(TODAY - 2 * DAY),))),
        "stated_status": rng.choice(("", "", "open", "closed", "cancelled", "forecast")),
    }
    if facts["kind"] == Kind.EVENT:
        facts["event_starts_on"] = TODAY + rng.randrange(-5, 60) * DAY
    return facts


def test_facts_find_what_the_whole_stock_has(engine: Engine) -> None:
    """For readers of all kinds, with groups that are sure and groups that are asked about."""
    rng = random.Random(7)
    numbers = [
        publish(
            engine,
            str(number),
            values(**some(rng, number)),
            source=rng.choice((STATE, REGION, FEDERAL)),
        )
        for number in range(60)
    ]
    group(engine, *numbers[:4], asked=2)
    with reading(engine) as session:
        whole = NewsIndex(load_news(session, SOURCES, TODAY, timedelta(days=7)), TREE.covers)
        going, sizes = read_going(session, IMPRINT, TODAY), set()
        for _ in range(30):
            wish = Wish(
                area=rng.choice(AREAS),
                topics=tuple(rng.sample(sorted(TOPICS), rng.randrange(3))),
                levels=tuple(rng.sample(("region", "state", "federal"), rng.randrange(2))),
                applicants=rng.choice(((), ("municipality",), ("company",))),
                population=rng.choice((None, 1_900, 13_880)),
            )
            found = matches_of(session, IMPRINT, 1, [wish], going).some()
            expected = {
                one.opportunity_id
                for one in whole.all_matching(wish)
                if one.values.kind in TOLD_KINDS and not is_over(one, one.values, TODAY)
            }
            assert {one.id for one in found} == expected
            sizes.add(len(expected))
    assert len(sizes) > 5
