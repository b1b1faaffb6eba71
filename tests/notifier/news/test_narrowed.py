"""A subscription made of a search: its digest brings what the search shows."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.finding.filter import Filter, to_json
from db.finding.find import find
from db.subscribers import Subscription
from notifier.going import read_going
from notifier.issue import Imprint
from notifier.matches import matches_of
from notifier.news.narrowed import Narrowing
from notifier.subscribing.searches import wanted_by
from notifier.subscribing.settings import fill, wanted_of
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.notifier.news.telling import issue, mails
from tests.notifier.samples import (
    FEDERAL,
    REGION,
    SENDER,
    SOURCES,
    STATE,
    TOPICS,
    TREE,
    add_subscriber,
    change,
    fixed,
    publish,
    values,
)

DAY = timedelta(days=1)
IMPRINT = Imprint(sender=SENDER, places=TREE, sources=SOURCES, topics=TOPICS)
AREAS = ("06535011", "06535002", "06631013", "06535", "06", "09571113", "leader:vogelsberg")
KINDS = ("programme", "call", "prize", "notice")
LEVELS = ("region", "state", "federal", "eu")
WORDS = ("Radweg", "Dorfladen", "Schwimmbad", "Bürgerbus")


def subscribed(search: Filter) -> Subscription:
    """The subscription that somebody makes of a search."""
    made = Subscription()
    fill(made, wanted_by(search))
    return made


def some(rng: random.Random, number: int) -> dict[str, Any]:
    """What one opportunity among many may say."""
    return {
        "title": f"{rng.choice(WORDS)} {number}",
        "topics": tuple(rng.sample(sorted(TOPICS), rng.randrange(3))),
        "areas": tuple(rng.sample((*AREAS, "de", "eu"), rng.randrange(1, 3))),
        "level": rng.choice(LEVELS),
        "kind": rng.choice(KINDS),
        "applicants": tuple(rng.sample(("municipality", "association", "company"), 1)),
        "award_max": rng.choice((None, 5_000, 50_000)),
        "rate_max": rng.choice((None, 60, 90)),
        "instruments": rng.choice(((), ("grant",), ("loan", "grant"))),
        "deadlines": rng.choice(((), (fixed(TODAY + 20 * DAY),), (fixed(TODAY - 2 * DAY),))),
        "stated_status": rng.choice(("", "", "open", "forecast")),
    }


def searched(rng: random.Random) -> Filter:
    """A search of which a subscription can take over everything."""
    everything: dict[str, Any] = {
        "words": rng.choice(WORDS),
        "area": rng.choice(AREAS),
        "own": True,
        "topics": tuple(rng.sample(sorted(TOPICS), 2)),
        "levels": tuple(rng.sample(LEVELS, 2)),
        "kinds": tuple(rng.sample(KINDS, 2)),
        "applicants": rng.choice((("municipality",), ("company", "association"))),
        "statuses": rng.choice((("open",), ("forecasted", "open"))),
        "instruments": ("grant",),
        "sources": tuple(rng.sample(sorted(SOURCES), 2)),
        "award": 20_000.0,
        "own_share": 20.0,
        "checked": rng.choice((True, False)),
    }
    return Filter(**{name: everything[name] for name in rng.sample(sorted(everything), 3)})


def test_a_digest_means_by_a_filter_what_the_page_means(engine: Engine) -> None:
    """For searches of all kinds, over the same opportunities, as far as they go on."""
    rng = random.Random(11)
    for number in range(dose(25, 50)):
        source = rng.choice((STATE, REGION, FEDERAL))
        publish(engine, str(number), values(**some(rng, number)), source=source)
    sizes = set()
    with reading(engine) as session:
        going = read_going(session, IMPRINT, TODAY)
        narrowing = Narrowing(TREE, TODAY)
        for _ in range(dose(30, 60)):
            search = searched(rng)
            wish = narrowing.wish_of(session, subscribed(search))
            found = matches_of(session, IMPRINT, 1, [wish], going)
            shown = find(session, search, TODAY, TREE.concerned_by).ids
            told = {one.id for one in found.some()}
            assert told == set(shown) & going.entries, search
            sizes.add(len(told))
    assert len(sizes) > 5


def test_what_a_search_leaves_out_is_in_no_mail(engine: Engine) -> None:
    """One reader gets all, one calls alone."""
    only_calls = {"narrowed": to_json(Filter(kinds=("call",)))}
    add_subscriber(engine, 1)
    add_subscriber(engine, 2, subscription=only_calls)
    publish(engine, "a", values(title="Ein Aufruf"))
    publish(engine, "b", values(title="Ein anderes Angebot", kind="programme"))
    issue(engine)
    told = mails(engine, 0)
    assert "Ein Aufruf" in told[1] and "Ein anderes Angebot" in told[1]
    assert "Ein Aufruf" in told[2] and "Ein anderes Angebot" not in told[2]


def test_whoever_was_told_hears_of_the_end_though_the_search_finds_it_no_more(
    engine: Engine,
) -> None:
    """Who looks for what is open must hear that it is closed."""
    add_subscriber(engine, 1, subscription={"narrowed": to_json(Filter(statuses=("open",)))})
    call = publish(engine, "a", values(title="Ein Aufruf"))
    issue(engine)
    over = values(title="Ein Aufruf", stated_status="closed")
    change(engine, call, over, NOW + DAY, "Stand geschlossen (bisher offen)")
    issue(engine, 1)
    assert "Ein Aufruf" in mails(engine, 1)[1]


@pytest.mark.parametrize(
    "search",
    [
        Filter(),
        Filter(words="Radweg", area="06", own=True, topics=("mobility",), kinds=("call",)),
        Filter(award=2.5, own_share=10.0, checked=True, sources=("state",)),
    ],
)
def test_a_subscription_keeps_what_it_took_over(search: Filter) -> None:
    """What is written down is what was wanted."""
    assert wanted_of(subscribed(search)) == wanted_by(search)
