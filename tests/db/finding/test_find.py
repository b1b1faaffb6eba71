"""Finding by filter: index and facets say what a plain look at every opportunity says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from db.area import UnknownAreaError
from db.engine import make_engine, reading, writing
from db.finding.facets import dropped, facets, having
from db.finding.filter import Closing, Filter, Order, from_json, to_json
from db.finding.find import find
from db.finding.index import FactIndex, read_entries
from db.opportunities import Opportunity
from db.projection import rebuild
from db.queries.coverage import is_own
from db.queries.listing import published
from db.queries.stamp import stock_stamp
from db.schema import upgrade
from db.statements import Case, Field
from db.terms import terms_of
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind, OpportunityStatus, Visibility
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.notifier.samples import FEDERAL, REGION, STATE, TREE, change, fixed, publish, values
from tests.stating import said

DAY = timedelta(days=1)
SMALL = Case(words="kleine Gemeinden", applicants=("municipality",))
CLUBS = Case(words="Vereine", applicants=("association",))
AREAS = ("eu", "de", "06", "09", "06535", "06535011", "06535002", "06631", "leader:vogelsberg")
NOTHING: dict[str, Any] = {"award_max": None, "rate_max": None}
# Entries as they may come, one after the other; together they have every property.
STOCK: tuple[dict[str, Any], ...] = (
    {"title": "Bürgerbus"},
    {"title": "Dorfladen", "areas": ("06535",), "topics": ("village",), "kind": "programme"},
    {"title": "Radweg", "areas": ("de",), "level": "federal", "applicants": (), **NOTHING},
    {"title": "Verein", "areas": ("leader:vogelsberg",), "level": "region", "kind": "prize"},
    {"title": "Zu", "deadlines": (fixed(TODAY - DAY),), "areas": ("06631", "06535011")},
    {"title": "Laufend", "deadlines": (Deadline(kind=DeadlineKind.ROLLING),), "applicants": ()},
    {"title": "Jährlich", "deadlines": (Deadline(kind=DeadlineKind.ANNUAL, value="12-01"),)},
    {"title": "Monat", "deadlines": (Deadline(kind=DeadlineKind.MONTH, value="2027-01"),)},
    {"title": "Ohne", "deadlines": (), "excluded": ("company",), "applicants": (), **NOTHING},
    {"title": "Bald", "deadlines": (fixed(TODAY + 9 * DAY), fixed(TODAY + 90 * DAY))},
    {"title": "Angekündigt", "deadlines": (), "opens_on": TODAY + 30 * DAY, "areas": ("09",)},
    {"title": "Ausgesetzt", "stated_status": "suspended", "areas": ("eu",)},
    {
        "title": "Je Fall",
        "more": (
            said(Field.AWARD_MAX, 5_000, SMALL),
            said(Field.RATE_MAX, 50, SMALL),
            said(Field.AWARD_MAX, 90_000, CLUBS),
            said(Field.OWN_SHARE, 10, CLUBS),
        ),
        **NOTHING,
    },
    {"title": "Darlehen", "instruments": ("Darlehen", "Zuschuss"), "own_share": 15, "rate_max": 50},
    {"title": "Später", "deadlines": (fixed(TODAY + 200 * DAY),), "instruments": ("Zuschuss",)},
)


def fill(engine: Engine) -> list[int]:
    """Publish the stock, its sources in turn."""
    sources = (STATE, FEDERAL, REGION)
    return [
        publish(engine, f"{n}", values(**one), source=sources[n % 3]) for n, one in enumerate(STOCK)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The stock in a database that nothing changes."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('find') / 'l.db'}")
    upgrade(engine)
    fill(engine)
    yield engine
    engine.dispose()


# What a filter means, said once more over the values themselves.


def fits(one: Values, source: str, wanted: Filter, today: date) -> bool:
    """Whether an opportunity fits a filter, by looking at all that is stated of it."""
    days = {on for each in one.deadlines if each.newcomers for on in days_of(each, today)}
    first, last = wanted.closes_from_on or today, wanted.closes_until_on or date.max
    dated = wanted.closes_from_on or wanted.closes_until_on
    checks = (
        not wanted.topics or set(wanted.topics) & set(one.topics),
        not wanted.levels or one.level in wanted.levels,
        not wanted.kinds or one.kind in wanted.kinds,
        not wanted.sources or source in wanted.sources,
        not wanted.statuses or one.status_on(today).value in wanted.statuses,
        not wanted.instruments or set(wanted.instruments) & ways_of(one),
        not wanted.applicants or any(may_apply(one, code) for code in wanted.applicants),
        not wanted.area or any(applies(area, wanted) for area in one.areas),
        not wanted.closing or set(wanted.closing) & closing_of(one, today),
        not dated or any(first <= on <= last for on in days),
        wanted.award is None or pays(one, wanted),
        wanted.own_share is None or leaves(one, wanted),
        wanted.checked is None or wanted.checked is False,  # nobody has checked any of them
    )
    return all(checks)


def days_of(one: Deadline, today: date) -> list[date]:
    if one.kind is DeadlineKind.ANNUAL:
        return [found for year in range(5) if (found := one.next_on(date(TODAY.year + year, 1, 1)))]
    return [date.fromisoformat(one.value)] if one.kind is DeadlineKind.FIXED else []


def ways_of(one: Values) -> set[str]:
    return {{"Darlehen": "loan", "Zuschuss": "grant"}[said] for said in one.instruments}


def may_apply(one: Values, code: str) -> bool:
    return code in one.applicants or (not one.applicants and code not in one.excluded)


def applies(area: str, wanted: Filter) -> bool:
    if is_own(area, wanted.area):
        return True
    try:
        return not wanted.own and wanted.area in TREE.concerned_by(area)
    except UnknownAreaError:
        return False


def closing_of(one: Values, today: date) -> set[Closing]:
    entries = [each for each in one.deadlines if each.newcomers]
    nearest = one.next_day(today)
    if not entries:
        return {Closing.UNKNOWN}
    if nearest is None:
        return set() if all(each.over(today) for each in entries) else {Closing.WITHOUT_DAY}
    weeks = {2: Closing.WEEKS_2, 4: Closing.WEEKS_4, 8: Closing.WEEKS_8, 12: Closing.WEEKS_12}
    within = {code for number, code in weeks.items() if (nearest - today).days <= 7 * number}
    return within or {Closing.LATER}


def own_cases(one: Values, wanted: Filter) -> list[Mapping[Field, float]]:
    """The bounds of the cases that the wanted applicants may be in."""
    return [
        {
            said.field: float(said.value)
            for said in terms.statements
            if said.sure
            if is_number(said.field)
        }
        for terms in terms_of(one.statements)
        if not wanted.applicants
        or not terms.case.applicants
        or set(terms.case.applicants) & set(wanted.applicants)
    ]


def is_number(field: Field) -> bool:
    return field in (Field.AWARD_MAX, Field.RATE_MAX, Field.OWN_SHARE)


def pays(one: Values, wanted: Filter) -> bool:
    stated = [case[Field.AWARD_MAX] for case in own_cases(one, wanted) if Field.AWARD_MAX in case]
    enough = any(most >= (wanted.award or 0) for most in stated)
    return enough or (wanted.unstated and not stated)


def leaves(one: Values, wanted: Filter) -> bool:
    stated = [
        case.get(Field.OWN_SHARE, 100 - case.get(Field.RATE_MAX, 0))
        for case in own_cases(one, wanted)
        if {Field.OWN_SHARE, Field.RATE_MAX} & set(case)
    ]
    low = any(share <= (wanted.own_share or 0) for share in stated)
    return low or (wanted.unstated and not stated)


def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Often none of some codes, else a few of them."""
    return st.just(()) | st.lists(st.sampled_from(codes), max_size=2, unique=True).map(tuple)


DAYS = st.none() | st.dates(TODAY - 10 * DAY, TODAY + 400 * DAY)
FILTERS = st.builds(
    Filter,
    area=st.sampled_from(("", "", *AREAS, "06631013")),
    own=st.booleans(),
    topics=some("mobility", "village"),
    levels=some("eu", "federal", "state", "region"),
    kinds=some("programme", "call", "prize"),
    applicants=some("municipality", "association", "company"),
    statuses=some(*OpportunityStatus),
    instruments=some("grant", "loan", "prize"),
    sources=some(STATE.slug, FEDERAL.slug, REGION.slug),
    closing=some(*Closing),
    closes_from_on=DAYS,
    closes_until_on=DAYS,
    award=st.sampled_from((None, None, 100.0, 20_000.0, 50_000.0)),
    own_share=st.sampled_from((None, None, 0.0, 20.0, 50.0)),
    unstated=st.booleans(),
    checked=st.sampled_from((None, None, True, False)),
)


def slow(engine: Engine, wanted: Filter, today: date) -> set[int]:
    """What fits, found without any index."""
    with reading(engine) as session:
        return {one.id for one in published(session) if fits(one.values, one.source, wanted, today)}


@settings(max_examples=dose(20, 60))
@given(wanted=FILTERS, later=st.integers(0, 300))
def test_what_is_found_is_what_fits(filled: Engine, wanted: Filter, later: int) -> None:
    """On any day, under every combination, and each facet counts what a click on it finds."""
    today = TODAY + later * DAY
    with reading(filled) as session:
        everything = [(one.id, one.source, one.values) for one in published(session)]
        index = FactIndex(read_entries(session), today, TREE.concerned_by)
        found = find(session, wanted, today, TREE.concerned_by, index=index)

    def plain(asked: Filter) -> set[int]:
        return {id for id, source, one in everything if fits(one, source, asked, today)}

    assert set(found.ids) == plain(wanted) and len(set(found.ids)) == len(found.ids)
    offered = facets(index, wanted, areas=AREAS)
    assert offered.count == len(found.ids)
    for name, options in offered.options.items():
        for option in options:
            single = name in ("area", "checked")
            value = option.value if single else (option.value,)
            assert option.count == len(plain(having(wanted, name, value))), (name, option.value)
    assert offered.silent == len(plain(replace(wanted, unstated=True))) - len(found.ids)
    for name, count in dropped(index, wanted):
        assert count >= len(found.ids), name


@given(wanted=FILTERS)
def test_a_filter_survives_being_kept(wanted: Filter) -> None:
    """What is written down as JSON is the same filter again."""
    assert from_json(to_json(wanted)) == wanted


def test_both_databases_give_the_same_index(engine: Engine) -> None:
    """Read as a whole, and read anew after a change, in which only what changed is read."""
    ids = fill(engine)
    with reading(engine) as session:
        before = read_entries(session)
    assert set(before) == set(ids)
    with writing(engine) as session:
        session.get_one(Opportunity, ids[1]).visibility = Visibility.HELD
        rebuild(session, [ids[1]], TODAY)
    change(engine, ids[2], values(title="Radweg neu", topics=("village",)), NOW + DAY, "neu")
    asked: list[Any] = []
    event.listen(engine, "before_cursor_execute", lambda *sent: asked.append(sent[3]))
    with reading(engine) as session:
        after = read_entries(session, before)
        asked.clear()
        again = read_entries(session, after)
        assert len(asked) == 1 and again == after
        assert after == read_entries(session)
    assert set(after) == set(ids) - {ids[1]}
    assert all((after[id] is before[id]) is (id != ids[2]) for id in after)
    today = TODAY + DAY
    wanted = Filter(topics=("village",), area="06535011")
    with reading(engine) as session:
        found = find(session, wanted, today, TREE.concerned_by, Order.TITLE)
    assert set(found.ids) == slow(engine, wanted, today) == {ids[2]}


def test_the_stamp_sees_whatever_the_index_hangs_on(engine: Engine) -> None:
    """A fact that is derived anew, without a new revision, is another stamp."""
    one = publish(engine, "1", values(deadlines=STOCK[6]["deadlines"]))
    stamps = []
    for today in (TODAY, TODAY, TODAY + 400 * DAY):
        with writing(engine) as session:
            rebuild(session, [one], today)  # yearly days move on with the years
        with reading(engine) as session:
            stamps.append(stock_stamp(session))
    assert stamps[0] == stamps[1] != stamps[2]


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (Order.BEST, ["Bald", "Mitte", "Laufend", "Zu"]),
        (Order.NEAREST, ["Bald", "Mitte", "Laufend", "Zu"]),
        (Order.TITLE, ["Bald", "Laufend", "Mitte", "Zu"]),
        (Order.NEWEST, ["Zu", "Laufend", "Bald", "Mitte"]),
    ],
)
def test_what_is_found_stands_in_the_order_asked_for(
    engine: Engine, order: Order, titles: list[str]
) -> None:
    """What closes next, then what closes never, then what is closed; or the newest; or by title."""
    stock = {
        "Mitte": (fixed(TODAY + 50 * DAY),),
        "Bald": (fixed(TODAY + 5 * DAY),),
        "Laufend": (Deadline(kind=DeadlineKind.ROLLING),),
        "Zu": (fixed(TODAY - 5 * DAY),),
    }
    called = {
        publish(engine, title, values(title=title, deadlines=days), NOW + n * DAY): title
        for n, (title, days) in enumerate(stock.items())
    }
    with reading(engine) as session:
        found = find(session, Filter(), TODAY, TREE.concerned_by, order)
    assert [called[id] for id in found.ids] == titles


def test_what_pays_somebody_else_covers_nothing(engine: Engine) -> None:
    """A sum for clubs is none for municipalities; without an applicant any case will do."""
    one = publish(engine, "1", values(**STOCK[12]))
    with reading(engine) as session:
        index = FactIndex(read_entries(session), TODAY, TREE.concerned_by)

    def found(**fields: Any) -> bool:
        return bool(index.bits(Filter(**fields)) & index.of_ids([one]))

    assert found(award=50_000.0) and found(award=50_000.0, applicants=("association",))
    assert not found(award=50_000.0, applicants=("municipality",))
    assert found(own_share=10.0, applicants=("association",))
    assert not found(own_share=10.0, applicants=("municipality",))
    assert found(own_share=50.0, applicants=("municipality",))
