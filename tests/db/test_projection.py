"""Facts for filters are always what a rebuild of everything would make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.base import Base
from db.engine import make_engine, reading, writing
from db.facts import (
    FactApplicant,
    FactArea,
    FactDeadline,
    FactInstrument,
    Facts,
    FactTerms,
    FactTopic,
)
from db.opportunities import Opportunity, Revision
from db.projection import rebuild, rebuild_all
from db.queries.published import ListRow, list_rows
from db.schema import upgrade
from db.statements import Case, Field, Standing, Unit
from db.values import Deadline, Values, to_json
from db.vocabulary import DeadlineKind, OpportunityStatus, Presence, Visibility
from tests.conftest import NOW, TODAY
from tests.db.test_values import DEADLINES
from tests.notifier.samples import FEDERAL, STATE, change, fixed, group, publish, values
from tests.stating import said, stated

DAY = timedelta(days=1)
PRIVATE = Case(words="Private", applicants=("individual",))
SMALL = Case(words="bis 10.000 Einwohner", applicants=("municipality",), population_max=10_000)


def facts(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All facts, table by table, without their own numbers."""
    tables: tuple[type[Base], ...] = (
        *(Facts, FactDeadline, FactArea, FactTopic),
        *(FactApplicant, FactInstrument, FactTerms),
    )
    with reading(engine) as session:
        return {
            table.__tablename__: sorted(
                (
                    tuple(value for name, value in row.items() if name != "id")
                    for row in session.execute(select(table.__table__)).mappings()
                ),
                key=repr,
            )
            for table in tables
        }


def listed(engine: Engine, today: date = TODAY) -> dict[str, ListRow]:
    """The rows of the list by title."""
    with reading(engine) as session:
        return {row.title: row for row in list_rows(session, today)}


def stock(engine: Engine) -> tuple[int, int, int]:
    """Three entries, two of which are one opportunity."""
    cases = (
        said(Field.RATE_MAX, 65, SMALL),
        said(Field.RATE_MAX, 35, PRIVATE),
        said(Field.AWARD_MAX, 45_000, PRIVATE, units=(Unit.PLACE,), unit_words="je Ortsteil"),
    )
    first = publish(engine, "1", values(title="Dorf", rate_max=None, award_max=None, more=cases))
    relay = values(title="Dorf", rate_max=None, award_max=None)
    second = publish(engine, "2", relay, source=FEDERAL)
    third = publish(engine, "3", values(title="Bus", deadlines=()), NOW, STATE)
    group(engine, first, second)
    return first, second, third


def test_a_list_row_says_what_the_values_say(engine: Engine) -> None:
    """Of several entries that are one there is one row, with the others beside it."""
    stock(engine)
    rows = listed(engine)
    assert list(rows) == ["Bus", "Dorf"]
    assert (rows["Dorf"].next_on, rows["Bus"].next_on) == (TODAY + 71 * DAY, None)
    assert [(e.source, e.asked) for e in rows["Dorf"].elsewhere] == [(FEDERAL.slug, False)]
    assert rows["Dorf"].topics == ("mobility",) and rows["Dorf"].areas == ("06",)


def test_bounds_stand_case_by_case(engine: Engine) -> None:
    """What private owners get is no bound of what municipalities get."""
    stock(engine)
    with reading(engine) as session:
        rows = list(session.scalars(select(FactTerms).order_by(FactTerms.id)))
    bounds = {(r.applicant, r.words): (r.rate_max, r.award_max, r.population_max) for r in rows}
    assert bounds["municipality", "bis 10.000 Einwohner"] == (65, None, 10_000)
    assert bounds["individual", "Private"] == (35, 45_000, None)


@pytest.mark.parametrize("step", ["new revision", "hidden", "withdrawn", "apart", "together"])
def test_whatever_moves_the_facts_follow(engine: Engine, step: str) -> None:
    """After every kind of move they are what a rebuild of everything makes."""
    first, second, third = stock(engine)
    match step:
        case "new revision":
            change(engine, second, values(title="Neu", rate_max=70), NOW + DAY, "geändert")
        case "hidden" | "withdrawn":
            with writing(engine) as session:
                one = session.get_one(Opportunity, first)
                one.visibility = Visibility.NEVER if step == "hidden" else one.visibility
                one.presence = Presence.WITHDRAWN if step == "withdrawn" else one.presence
                rebuild(session, [first], TODAY)
        case "apart":
            group(engine, second, third)
        case "together":
            group(engine, third, first, second)
    moved = facts(engine)
    with writing(engine) as session:
        rebuild_all(session, TODAY)
    assert facts(engine) == moved
    assert moved["facts"]


def test_a_contested_day_is_no_sure_one(engine: Engine) -> None:
    """The list knows the earlier of the two, and that it is in doubt."""
    days = [fixed(TODAY + n * DAY, standing=Standing.CONTESTED) for n in (64, 68)]
    publish(engine, "1", values(title="Streit", deadlines=tuple(days)))
    publish(engine, "2", values(title="Sicher"))
    rows = listed(engine)
    assert (rows["Streit"].next_on, rows["Streit"].next_sure) == (TODAY + 64 * DAY, False)
    assert rows["Streit"].contested and rows["Sicher"].next_sure


@given(st.data())
def test_the_status_in_the_database_is_that_of_the_values(
    sqlite_lists: Engine, data: st.DataObject
) -> None:
    """Whatever deadlines, opening days and words a source has, both say the same on any day."""
    days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
    months = st.builds(fixed_month, days)
    one = stated(
        title="T",
        url="https://example.org",
        level="state",
        deadlines=data.draw(DEADLINES) + data.draw(st.lists(months, max_size=1).map(tuple)),
        opens_on=data.draw(st.none() | days),
        stated_status=data.draw(st.sampled_from(["", "open", "closed", "suspended", "forecast"])),
    )
    today = data.draw(st.dates(TODAY, TODAY + 3 * 365 * DAY))
    with writing(sqlite_lists) as session:
        opportunity = session.scalars(select(Opportunity)).one()
        number = opportunity.id
    rewrite(sqlite_lists, number, one)
    (row,) = listed(sqlite_lists, today).values()
    assert row.status is OpportunityStatus(one.status_on(today))
    assert row.next_on == one.next_day(today)


def fixed_month(day: date) -> Deadline:
    """A deadline of which only the month is known."""
    return replace(fixed(day), kind=DeadlineKind.MONTH, value=day.strftime("%Y-%m"))


def rewrite(engine: Engine, number: int, stated: Values) -> None:
    """Let an entry say something else, in the place of what it said."""
    with writing(engine) as session:
        opportunity = session.get_one(Opportunity, number)
        session.get_one(Revision, opportunity.revision_id).content = to_json(stated)
        rebuild(session, [number], TODAY)


@pytest.fixture(scope="module")
def sqlite_lists(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A database with one entry."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('facts') / 'facts.db'}")
    upgrade(engine)
    publish(engine, "1", values())
    return engine
