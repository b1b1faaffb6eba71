"""The roll after good runs, on both databases: who is written down as absent, and who is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select

from db.area_tree import load_area_tree
from db.crawls import CrawlRun
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.vocabulary import Presence, RunOutcome, Withdrawal
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules, process
from pipeline.themes import load_topics
from pipeline.visit.absence import Attendance, call_roll, restore, welcome_back, withdraw
from tests.pipeline.test_run import CALL, PROGRAMME, crawled
from tests.pipeline.test_settle import SOURCE

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
ALL = frozenset({"call", "programme", "prize"})
PRIZE = replace(PROGRAMME, key="prize")  # it names no day on which it ends


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules as they are shipped."""
    gazetteer = Gazetteer.of(load_area_tree(TODAY))
    sources = {SOURCE.slug: SOURCE}
    return Rules(sources=sources, topics=load_topics(), gazetteer=gazetteer, edition="one")


@pytest.fixture
def known(engine: Engine, rules: Rules, now: datetime) -> Engine:
    """A database in which three entries were read; the call ends on 31 January."""
    crawled(engine, now, CALL, PROGRAMME, PRIZE)
    process(engine, rules, now)
    return engine


def roll(engine: Engine, now: datetime, day: float, listed: Iterable[str] | None) -> Attendance:
    """Call the roll after a good run on a later day."""
    at = now + day * DAY
    outcome = RunOutcome.OK if listed is not None else RunOutcome.UNCHANGED
    with writing(engine) as session:
        run = CrawlRun(source=SOURCE.slug, started_at=at, outcome=outcome)
        session.add(run)
        session.flush()
        keys = None if listed is None else frozenset(listed)
        return call_roll(session, run, keys, today=at.date(), now=at)


def stands(engine: Engine) -> dict[str, tuple[str, str]]:
    """Where every entry stands, and why."""
    with reading(engine) as session:
        found = session.scalars(select(Opportunity))
        return {one.key: (one.presence, one.withdrawn_why) for one in found}


def test_who_is_there_is_not_written(known: Engine, now: datetime) -> None:
    """A run with everybody in it updates no entry; neither does an unchanged one."""
    written: list[str] = []

    @event.listens_for(known, "before_cursor_execute")
    def remember(_c: object, _cur: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("UPDATE", "DELETE")):
            written.append(statement)

    assert roll(known, now, 1, ALL) == roll(known, now, 2, None) == Attendance()
    assert written == []


def test_absence_is_missing_then_withdrawn(known: Engine, now: datetime) -> None:
    """By the span and the number of good runs; runs that are not good do not count."""
    here = ALL - {"programme", "prize"}
    assert roll(known, now, 1, here) == Attendance(missing=2)
    assert roll(known, now, 12, here) == Attendance()
    with writing(known) as session:
        for outcome in (RunOutcome.BROKEN, RunOutcome.TOO_FEW, RunOutcome.RUNNING):
            session.add(CrawlRun(source=SOURCE.slug, started_at=now, outcome=outcome))
    assert stands(known)["prize"] == (Presence.MISSING, "")
    assert roll(known, now, 23, here) == Attendance(withdrawn=2)
    assert stands(known) == {
        "call": (Presence.PRESENT, ""),
        "programme": (Presence.WITHDRAWN, Withdrawal.ABSENT),
        "prize": (Presence.WITHDRAWN, Withdrawal.ABSENT),
    }


def test_an_unchanged_source_is_a_good_run_too(known: Engine, now: datetime) -> None:
    """It says that all who were there are there, and that who was missing still is."""
    roll(known, now, 1, ALL - {"prize"})
    roll(known, now, 12, None)
    assert roll(known, now, 23, None) == Attendance(withdrawn=1)
    assert stands(known)["call"] == (Presence.PRESENT, "")


def test_two_runs_in_a_month_prove_nothing(known: Engine, now: datetime) -> None:
    """The span alone does not withdraw: the runs between may all have failed."""
    roll(known, now, 1, ALL - {"prize", "programme"})
    assert roll(known, now, 31, ALL - {"prize", "programme"}) == Attendance()


def test_an_absent_call_is_gone_once_its_deadline_passed(known: Engine, now: datetime) -> None:
    """The day after 31 January is enough; the annual programme beside it is only missing."""
    roll(known, now, 69, {"prize"})
    assert roll(known, now, 70, {"prize"}) == Attendance()
    assert roll(known, now, 71, {"prize"}) == Attendance(withdrawn=1)
    assert stands(known)["call"] == (Presence.WITHDRAWN, Withdrawal.ENDED)
    assert stands(known)["programme"] == (Presence.MISSING, "")


@pytest.mark.parametrize("away", [2, 40])
def test_who_comes_back_is_as_before(known: Engine, now: datetime, away: int) -> None:
    """After a day or after being withdrawn: the same entry, no revision, no news."""
    for day in (1, away / 2 + 1, away + 1):
        roll(known, now, day, {"call"})
    back = roll(known, now, away + 2, ALL)
    assert back == Attendance(returned=2)
    with reading(known) as session:
        for one in session.scalars(select(Opportunity)):
            assert (one.presence, one.absent_since_at, one.absent_run_id) == ("present", None, None)
            assert (one.news_at, one.first_seen_at) == (now, now)
            assert one.revision_id == one.news_revision_id
    # A new absence is counted from its own beginning.
    assert roll(known, now, away + 3, {"call"}) == Attendance(missing=2)
    assert roll(known, now, away + 4, {"call"}) == Attendance()


def test_a_persons_word_holds(known: Engine, now: datetime) -> None:
    """Listed or not, what staff withdrew stays away until they take it back."""
    with writing(known) as session:
        for one in session.scalars(select(Opportunity).where(Opportunity.key != "call")):
            withdraw(one, now)
    assert roll(known, now, 1, ALL) == Attendance()
    assert roll(known, now, 2, {"call"}) == Attendance()
    assert stands(known)["prize"] == (Presence.WITHDRAWN, Withdrawal.STAFF)
    with writing(known) as session:
        restore(session.scalars(select(Opportunity).where(Opportunity.key == "prize")).one())
    assert stands(known)["prize"] == (Presence.PRESENT, "")
    assert stands(known)["programme"] == (Presence.WITHDRAWN, Withdrawal.STAFF)


def test_a_feed_only_takes_back(known: Engine, now: datetime) -> None:
    """Where entries fall off with age nobody is missing; who is listed again is there."""
    roll(known, now, 1, {"call"})
    with writing(known) as session:
        run = CrawlRun(source=SOURCE.slug, started_at=now, outcome=RunOutcome.OK)
        session.add(run)
        session.flush()
        back = welcome_back(session, run, frozenset({"prize"}), now + 2 * DAY)
    assert back == Attendance(returned=1)
    assert stands(known) == {
        "call": (Presence.PRESENT, ""),
        "prize": (Presence.PRESENT, ""),
        "programme": (Presence.MISSING, ""),
    }
