"""A person's word on one entry stands for the programme, and lasts through merge and split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from crawlers.items import RawEntry
from db.actors import load_actors
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.queries.listing import Listed, listed, published
from db.statements import Field, Standing, Statement, Subject
from db.vocabulary import Origin
from pipeline.desk.correct import Correction, correct
from pipeline.desk.identities import merge, separate, undo
from pipeline.duplicates.comparable import Grounds
from pipeline.run import Rules
from tests.pipeline.duplicates.samples import SOURCES
from tests.pipeline.duplicates.test_relate import BANK, UNSURE, crawl, ids, questions
from tests.pipeline.duplicates.test_relate import rules as rules

DAY = timedelta(days=1)
BY = "Servicestelle"
GROUNDS = Grounds(sources=SOURCES, actors=load_actors())
SAID = Correction(
    subject=Subject.RATE, statements=(Statement(field=Field.RATE_MAX, value=70),), why="Auskunft"
)


def with_rate(entry: RawEntry, rate: float) -> RawEntry:
    """The entry with a rate of its own."""
    return replace(entry, given=replace(entry.given, rate_max=rate))


def shown(engine: Engine) -> list[Listed]:
    """The cards of the list."""
    with reading(engine) as session:
        return list(published(session))


def rates(one: Listed) -> list[tuple[object, Standing, Origin]]:
    """What a card says of the rate."""
    return [
        (s.value, s.standing, s.origin) for s in one.values.statements if s.field is Field.RATE_MAX
    ]


@pytest.fixture
def pair(engine: Engine, rules: Rules, now: datetime) -> tuple[int, int]:
    """Two entries of which it is asked whether they are one, with two rates."""
    crawl(engine, rules, now, with_rate(BANK, 65.0), with_rate(UNSURE, 75.0))
    number = ids(engine)
    return number["wibank"], number["culture"]


def decide(engine: Engine, number: int, now: datetime) -> None:
    """Let the desk say what holds."""
    with writing(engine) as session:
        correct(session, number, SAID, BY, now)


Deed = Callable[..., object]


def carry_out(engine: Engine, deed: Deed, pair: tuple[int, int], now: datetime) -> None:
    """Let the desk say what two entries are."""
    with writing(engine) as session:
        deed(session, *pair, grounds=GROUNDS, by=BY, now=now)


STAFF = (70, Standing.SURE, Origin.STAFF)


def test_while_it_is_asked_they_are_one_card_that_tells_the_disagreement(
    engine: Engine, pair: tuple[int, int]
) -> None:
    """Neither rate is a fact until it is said whether they are one."""
    (card,) = shown(engine)
    assert {(value, standing) for value, standing, _origin in rates(card)} == {
        (65, Standing.CONTESTED),
        (75, Standing.CONTESTED),
    }


@pytest.mark.parametrize("which", [0, 1])
def test_a_word_on_either_entry_stands_for_both(
    engine: Engine, rules: Rules, now: datetime, pair: tuple[int, int], which: int
) -> None:
    """Whoever of the two leads, once it is said that they are one, and when the page changes."""
    decide(engine, pair[which], now + DAY)
    (card,) = shown(engine)
    assert {standing for _value, standing, _origin in rates(card)} == {Standing.CONTESTED}
    carry_out(engine, merge, pair, now + 2 * DAY)
    (card,) = shown(engine)
    assert rates(card) == [STAFF]
    crawl(engine, rules, now + 3 * DAY, replace(with_rate(BANK, 65.0), summary="Neuer Text."))
    (card,) = shown(engine)
    assert rates(card) == [STAFF]


@pytest.mark.parametrize("deed", [separate, undo])
def test_after_a_split_it_stays_with_its_own_entry(
    engine: Engine, now: datetime, pair: tuple[int, int], deed: Deed
) -> None:
    """The other entry says again what its own page says."""
    decide(engine, pair[0], now + DAY)
    carry_out(engine, merge, pair, now + 2 * DAY)
    carry_out(engine, deed, pair, now + 3 * DAY)
    if deed is undo:  # then it is asked again, and they are one card again
        (card,) = shown(engine)
        assert STAFF[0] in [value for value, *_ in rates(card)]
        return
    by_id = {one.id: rates(one) for one in shown(engine)}
    assert by_id == {pair[0]: [STAFF], pair[1]: [(75, Standing.SURE, Origin.GIVEN)]}


def test_nobody_is_told_that_the_publisher_changed(
    engine: Engine, rules: Rules, now: datetime, pair: tuple[int, int]
) -> None:
    """Decision, merge and split leave only the desk's own correction in the history."""
    decide(engine, pair[0], now + DAY)
    carry_out(engine, merge, pair, now + 2 * DAY)
    carry_out(engine, separate, pair, now + 3 * DAY)
    crawl(engine, rules, now + 4 * DAY)
    with reading(engine) as session:
        told = {one.id: one.news_at for one in session.scalars(select(Opportunity))}
    assert told == {pair[0]: now + DAY, pair[1]: now}


def test_merge_and_split_stand_in_the_log(
    engine: Engine, now: datetime, pair: tuple[int, int]
) -> None:
    """Each act is a row, and the one it takes back is ended by name."""
    carry_out(engine, merge, pair, now + DAY)
    carry_out(engine, separate, pair, now + 2 * DAY)
    with reading(engine) as session:
        same, different = session.scalars(select(Decision).order_by(Decision.id))
    assert (same.act, same.undone_by, same.undone_at) == (Act.SAME, BY, now + 2 * DAY)
    assert (different.act, different.undone_at) == (Act.DIFFERENT, None)
    assert {same.opportunity_id, same.other_id} == set(pair)


def test_a_word_answers_what_the_sources_disagree_on(
    engine: Engine, rules: Rules, now: datetime, pair: tuple[int, int]
) -> None:
    """The question is answered; another rate of the other source is asked anew."""
    carry_out(engine, merge, pair, now + DAY)
    assert [item.field for item in questions(engine)] == ["rate_max"]
    with reading(engine) as session:
        (card,) = published(session)
        assert listed(session, card.id)
    decide(engine, card.id, now + 2 * DAY)
    crawl(engine, rules, now + 3 * DAY)
    assert questions(engine) == []
    crawl(engine, rules, now + 4 * DAY, with_rate(UNSURE, 80.0))
    (item,) = questions(engine)
    assert "80 %" in item.question and "70 %" in item.question
