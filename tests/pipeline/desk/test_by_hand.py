"""By hand in the pipeline: one transaction stores, reads and decides, or nothing is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from crawlers.by_hand import BY_HAND
from db.crawls import CrawlRun, StoredEntry
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.statements import Field, Statement, Subject
from pipeline.desk.by_hand import Written, as_read, write_entry
from pipeline.desk.correct import Correction
from pipeline.run import Rules, process
from tests.conftest import NOW, TODAY
from tests.pipeline.test_run import CALL, DAY, values

RAW = replace(CALL, source=BY_HAND.slug)
LATER = Correction(
    subject=Subject.DEADLINES, statements=(Statement(field=Field.DEADLINE, value="2027-04-30"),)
)
NOBODYS = replace(LATER, statements=(Statement(field=Field.AWARD_MAX, value=5),))


@pytest.fixture
def by_hand(rules: Rules) -> Rules:
    """The rules for what is written by hand."""
    return replace(rules, sources={BY_HAND.slug: BY_HAND})


def written(rules: Rules, *corrections: Correction) -> Written:
    """The entry with what a person says of it."""
    step = as_read(RAW, rules, TODAY)
    return Written(step=step, confirmed=(Subject.KIND,), corrections=corrections)


def counts(engine: Engine) -> list[int]:
    """The rows of every table that an entry by hand has a row in."""
    tables: tuple[type, ...] = (CrawlRun, StoredEntry, Opportunity, Decision)
    with reading(engine) as session:
        return [session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


def test_what_a_person_says_stands_over_what_is_read(engine: Engine, by_hand: Rules) -> None:
    """The log says so, and nothing waits to be read; the same twice is refused."""
    with writing(engine) as session:
        write_entry(session, written(by_hand, LATER), by_hand, "frau@example.org", NOW)
    assert [one.value for one in values(engine, "call").deadlines] == ["2027-04-30"]
    assert counts(engine) == [1, 1, 1, 3]
    with reading(engine) as session:
        acts = session.scalars(select(Decision.act).order_by(Decision.id)).all()
        run = session.scalars(select(CrawlRun)).one()
    assert acts == [Act.WRITE, Act.CONFIRM, Act.CORRECT]
    assert (run.source, run.outcome, run.entries) == ("hand", "ok", 1)
    assert not process(engine, by_hand, NOW + DAY).outcomes
    with writing(engine) as session, pytest.raises(ValueError, match="schon erfasst"):
        write_entry(session, written(by_hand), by_hand, "frau@example.org", NOW)
    assert counts(engine) == [1, 1, 1, 3]


@pytest.mark.parametrize(("by", "correction"), [(" ", LATER), ("frau@example.org", NOBODYS)])
def test_what_cannot_be_decided_leaves_nothing(
    engine: Engine, by_hand: Rules, by: str, correction: Correction
) -> None:
    """No text, no entry, no word in the log."""
    with pytest.raises(ValueError), writing(engine) as session:
        write_entry(session, written(by_hand, correction), by_hand, by, NOW)
    assert counts(engine) == [0, 0, 0, 0]
