"""One entry that cannot be compared is set aside; all others are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Engine, select

from crawlers.items import RawEntry
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.vocabulary import ReviewState
from pipeline.duplicates import PairVerdict, Profile, compare, plan
from pipeline.run import Rules, process
from tests.pipeline.duplicates.test_relate import (
    BANK,
    EXPORT,
    GROUNDS,
    OTHER,
    RELAY,
    UNSURE,
    cards,
    crawl,
    ids,
    questions,
    rules,
)
from tests.pipeline.test_set_aside import refuse

__all__ = ["rules"]  # the fixture
DAY = timedelta(days=1)


def asked(engine: Engine, state: ReviewState = ReviewState.OPEN) -> list[tuple[int, str]]:
    """Whose comparison staff are asked about, and in what words."""
    found = [item for item in questions(engine, state) if item.field == "reading"]
    return [(item.opportunity_id, item.question) for item in found]


def failing(rules: Rules, source: str) -> Rules:
    """Newer rules that fail on whatever comes of a source."""
    faulty = replace(rules.sources[source], publisher=cast(str, None))
    return replace(rules, sources={**rules.sources, source: faulty}, compares_as="two")


@pytest.mark.parametrize("source", ["wibank", "fdb"])
def test_an_entry_that_the_rules_fail_on_stands_alone(
    engine: Engine, rules: Rules, now: datetime, source: str
) -> None:
    """Staff are told why, the rest is compared, and the same rules do not try again."""
    crawl(engine, rules, now, BANK, RELAY, EXPORT, OTHER)
    assert cards(engine) == ["wibank = fdb = hsgb"]
    for _time in (1, 2):
        process(engine, failing(rules, source), now + DAY)
        (rest,) = {"wibank = hsgb", "fdb = hsgb"} & set(cards(engine))
        assert cards(engine) == [rest] and source not in rest
        ((whose, words),) = asked(engine)
        assert whose == ids(engine)[source] and "Error: " in words


@pytest.mark.parametrize("source", ["wibank", "fdb"])
def test_an_entry_that_the_database_refuses_costs_itself(
    engine: Engine, rules: Rules, now: datetime, source: str
) -> None:
    """What is found of the others is written down, though they were compared together."""
    number = 1 + [one.source for one in (OTHER, BANK, RELAY, EXPORT)].index(source)
    refuse(engine, "block_keys", f"NEW.opportunity_id = {number}")
    crawl(engine, rules, now, OTHER, BANK, RELAY, EXPORT)
    assert ids(engine)[source] == number
    assert len(cards(engine)) == 1 and source not in cards(engine)[0]
    assert [whose for whose, _words in asked(engine)] == [number]


@pytest.mark.parametrize("fresh", ["fdb", "hsgb"])
def test_who_cannot_be_read_is_blamed_and_no_mate_of_his(
    engine: Engine, rules: Rules, now: datetime, fresh: str
) -> None:
    """The others are compared, though what he said stands in the database and is no statement."""
    crawl(engine, rules, now, BANK, RELAY, EXPORT)
    with writing(engine) as session:
        whose = session.scalars(select(Opportunity).where(Opportunity.source == "wibank")).one()
        told = session.get_one(Revision, whose.revision_id)
        told.content = told.content | {"statements": [{"field": "weather"}]}
    number = ids(engine)
    with reading(engine) as session:
        entry = session.get_one(Opportunity, number[fresh])
        found = plan.plan_comparison(session, {entry.id: entry.revision_id}, GROUNDS, "one")
    asked_of = {mark[0] for mark, one in found.questions.items() if one.field == "reading"}
    assert asked_of == {number["wibank"]}
    assert found.compared[entry.id].words


@pytest.mark.parametrize("pair", [("wibank", "fdb"), ("hsgb", "wibank")])
def test_a_question_names_both_of_two_that_cannot_be_compared(
    engine: Engine,
    rules: Rules,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    pair: tuple[str, str],
) -> None:
    """Which of them is at fault, our rules cannot say."""

    def faulty(one: Profile, other: Profile) -> PairVerdict:
        if {one.source, other.source} == set(pair):
            raise ValueError("kein Vergleich")
        return compare(one, other)

    monkeypatch.setattr(plan, "compare", faulty)
    crawl(engine, rules, now, BANK, RELAY, EXPORT)
    number = ids(engine)
    ((_whose, words),) = asked(engine)
    assert all(f"Eintrag {number[source]}" in words for source in pair)


@pytest.mark.parametrize("other", [RELAY, UNSURE])
def test_who_was_set_aside_is_compared_when_its_text_changes(
    engine: Engine, rules: Rules, now: datetime, other: RawEntry
) -> None:
    """Then the question is moot."""
    crawl(engine, rules, now, BANK, other)
    before = cards(engine)
    assert len(before) == 1
    process(engine, failing(rules, "wibank"), now + DAY)
    assert cards(engine) == [] and len(asked(engine)) == 1
    mended = replace(rules, compares_as="two")
    crawl(engine, mended, now + 2 * DAY, replace(BANK, body="Vereine erhalten 5.000 Euro."))
    assert cards(engine) == before
    assert asked(engine) == [] and len(asked(engine, ReviewState.MOOT)) == 1
