"""The EU portal over time: its pages flap, its deadlines move, and nobody is fooled by it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from crawlers.registry import spider_class
from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.opportunities import Opportunity
from db.vocabulary import Presence, Withdrawal
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from pipeline.themes import load_topics
from tests.crawlers.replays import ROOT
from tests.databases import SqliteTemplate
from tests.search_double import FORTHCOMING, OPEN, Call
from tests.season import SLUG, Moment, live_through, truth

CAPTURE = ROOT.parent / "shared" / "captures" / "eu" / "replay_runs_001-110.jsonl"
# A month in which pages flapped and a deadline moved; all runs take some minutes.
MONTH = slice(76, 101)
FIRST = datetime(2026, 3, 2, 5, 15, tzinfo=UTC)

STEADY = tuple(
    Call(reference=f"{n}TOPICSen", identifier=f"LIFE-{n}", deadline="2026-09-22T00:00:00")
    for n in range(1, 8)
)
MOVED = Call(reference="10TOPICSen", identifier="LIFE-10", deadline="2026-06-30T00:00:00")
MOVED_LATER = Call(reference="10TOPICSen", identifier="LIFE-10", deadline="2026-07-31T00:00:00")
FLAPS = Call(reference="11TOPICSen", identifier="LIFE-11", deadline="2026-09-22T00:00:00")
ENDS = Call(reference="12TOPICSen", identifier="LIFE-12", deadline="2026-03-05T17:00:00")
AGAIN = Call(reference="12TOPICSen", identifier="LIFE-12", deadline="2027-03-05T17:00:00")
DROPPED = Call(reference="13TOPICSen", identifier="LIFE-13", deadline="2026-10-01T00:00:00")
COMING = Call(
    reference="14TOPICSen",
    identifier="LIFE-14",
    deadline="2026-08-01T00:00:00",
    status=FORTHCOMING,
    start="2026-03-05T00:00:00",
)
STARTED = Call(
    reference="14TOPICSen",
    identifier="LIFE-14",
    deadline="2026-08-01T00:00:00",
    status=OPEN,
    start="2026-03-05T00:00:00",
)
JITTER = Call(reference="1TOPICSen", identifier="LIFE-1", deadline="2026-09-22T00:00:21")


def days(*shown: tuple[int, tuple[Call, ...]]) -> list[Moment]:
    """Return a season: the day of each visit, and what stood there beside the steady calls."""
    return [Moment(at=FIRST + timedelta(days=day), calls=STEADY + more) for day, more in shown]


SEASON = days(
    (0, (MOVED, FLAPS, ENDS, DROPPED, COMING)),
    (1, (MOVED, ENDS, DROPPED, COMING)),
    (2, (MOVED, ENDS, DROPPED, COMING)),
    (3, (MOVED_LATER, FLAPS, DROPPED, STARTED)),
    (5, (MOVED_LATER, FLAPS, STARTED)),
    (12, (MOVED_LATER, FLAPS, STARTED)),
    (26, (MOVED_LATER, STARTED)),
    (28, (MOVED_LATER, FLAPS, AGAIN, STARTED)),
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules as they are shipped."""
    gazetteer = Gazetteer.of(load_area_tree(date(2026, 3, 1)))
    return Rules(
        sources={SLUG: spider_class(SLUG).source},
        topics=load_topics(),
        gazetteer=gazetteer,
        edition="one",
    )


def presence(engine: Engine) -> dict[str, tuple[str, str]]:
    """Where every call stands, and why, by its key."""
    with reading(engine) as session:
        rows = session.execute(
            select(Opportunity.key, Opportunity.presence, Opportunity.withdrawn_why)
        )
        return {key: (there, why) for key, there, why in rows}


def test_a_season_is_told_as_it_was(engine: Engine, rules: Rules) -> None:
    """What flaps is silent, what moves is told once, what is gone is withdrawn in time."""
    season = live_through(engine, rules, SEASON)
    assert all(result.good for result in season.results)
    assert sorted(season.announced) == sorted({c.reference for m in SEASON for c in m.calls})
    assert season.returned.count(FLAPS.reference) == 2
    assert season.deadlines == truth(SEASON)
    assert season.sentences[MOVED.reference] == ["Frist verlängert: 30.06.2026 → 31.07.2026"]
    assert season.sentences[ENDS.reference] == ["Neue Runde: Frist 05.03.2026 → 05.03.2027"]
    assert season.sentences[COMING.reference] == [
        "Stand geändert: angekündigt → Antragstellung möglich"
    ]
    # The one had ended, so two runs without it were enough; the new round brought it back.
    assert season.withdrawn == {
        ENDS.reference: FIRST + timedelta(days=5),
        DROPPED.reference: FIRST + timedelta(days=28),
    }
    stands = presence(engine)
    assert stands.pop(DROPPED.reference) == (Presence.WITHDRAWN, Withdrawal.ABSENT)
    assert set(stands.values()) == {(Presence.PRESENT, "")}


def test_jitter_and_order_write_nothing(
    sqlite_template: SqliteTemplate, rules: Rules, tmp_path: Path
) -> None:
    """The same calls in another order, a deadline seconds later: no news, no absence."""
    first, second = days((0, ()), (1, ()))
    shuffled = Moment(at=second.at, calls=(*STEADY[:0:-1], JITTER))
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        season = live_through(engine, rules, [first, shuffled])
        engine.dispose()
    assert season.results[1].attendance.missing == 0
    assert season.deadlines == {} and season.sentences == {}


def captured() -> Iterator[Moment]:
    """Yield what the portal showed at each of the captured runs."""
    for line in CAPTURE.read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        names = ("reference", "identifier", "type", "status", "start", "deadline")
        calls = tuple(Call(**dict(zip(names, row, strict=True))) for row in run["rows"])
        yield Moment(at=datetime.fromisoformat(run["run"]), calls=calls)


@pytest.mark.skipif(not CAPTURE.exists(), reason="the captures are not part of the project")
def test_real_runs_hold(sqlite_template: SqliteTemplate, rules: Rules, tmp_path: Path) -> None:
    """No call that returned was withdrawn, none is new twice, each deadline move is told once.

    With LANDBOTE_ALL_RUNS=1 all 110 runs are fed, else a month of them.
    """
    moments = list(captured())
    moments = moments if os.environ.get("LANDBOTE_ALL_RUNS") else moments[MONTH]
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        season = live_through(engine, rules, moments)
        engine.dispose()
    print(season.figures())
    assert all(result.good for result in season.results)
    assert sorted(season.announced) == sorted({c.reference for m in moments for c in m.calls})
    for key, at in season.withdrawn.items():
        later = [m.at for m in moments if m.at > at and key in {c.reference for c in m.calls}]
        assert later == [], f"{key} was withdrawn at {at} and is back at {later[0]}"
    assert season.returned and season.withdrawn
    assert season.deadlines == truth(moments)
