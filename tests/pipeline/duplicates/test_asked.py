"""While it is asked whether two entries are the same they are one card, and nobody else joins."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import Engine, select

from crawlers.items import Kind
from db.engine import reading, writing
from db.identities import Identity
from db.opportunities import Opportunity
from db.queries.groups import groups
from db.queries.listing import listed, published
from db.reviews import RELATING, ReviewItem
from db.statements import Standing
from db.values import Deadline, Reference, Values
from db.vocabulary import DeadlineKind, Relation, ReviewState
from pipeline.desk.identities import merge, separate, undo
from pipeline.duplicates.relate import relate
from tests.conftest import NOW
from tests.pipeline.duplicates.stock import GROUNDS, put, stated

HOUR = timedelta(hours=1)
LAST = stated("press", "1", "Aufruf Dorfmoderation 2026", kind=Kind.CALL)
THIS = stated("lhz", "1", "Aufruf Dorfmoderation 2027", kind=Kind.CALL)
# It says no year, so it may be either; it links to one of them.
EITHER = stated(
    "culture", "1", "Aufruf Dorfmoderation", kind=Kind.CALL, links=(Reference(url=THIS.url),)
)
DEADLINE = Deadline(kind=DeadlineKind.FIXED, value="2027-01-25")
OWN = stated(
    "leader_vogelsberg",
    "1",
    "Regionalbudget 2027 Vogelsberg",
    kind=Kind.CALL,
    areas=("leader:vogelsberg",),
    funders=("LEADER-Region Vogelsberg",),
    deadlines=(DEADLINE,),
)
RELAYED = stated(
    "lhz",
    "1",
    "Regionalbudget Vogelsberg startet",
    kind=Kind.CALL,
    areas=("leader:vogelsberg",),
    links=(Reference(url=OWN.url),),
    deadlines=(Deadline(kind=DeadlineKind.FIXED, value="2027-01-29"),),
)


def compare(engine: Engine, *entries: tuple[str, Values]) -> dict[str, int]:
    """Publish entries one after the other, compare each; return the ids by source."""
    for number, (source, values) in enumerate(entries):
        with writing(engine) as session:
            put(session, source, "1", values, NOW + number * HOUR)
        relate(engine, GROUNDS.sources, GROUNDS.actors, "one", NOW + number * HOUR)
    with reading(engine) as session:
        return {one.source: one.id for one in session.scalars(select(Opportunity))}


def cards(engine: Engine) -> set[str]:
    """Every card by its sources: what is surely the same by "=", what is asked by "?"."""
    with reading(engine) as session:
        source = {one.id: one.source for one in session.scalars(select(Opportunity))}
        return {
            "".join(
                f"{'' if not place else ' ? ' if one.asked else ' = '}{source[one.id]}"
                for place, one in enumerate(group)
            )
            for group in groups(session).values()
        }


def asked(engine: Engine) -> set[str]:
    """What staff are asked now, by field."""
    with reading(engine) as session:
        items = session.scalars(select(ReviewItem).where(ReviewItem.raised_by == RELATING))
        return {item.field for item in items if item.state == ReviewState.OPEN}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_third_entry_brings_no_two_rounds_on_one_card(
    engine: Engine, order: tuple[int, ...]
) -> None:
    """It stands with the one it links to, in whatever order they came; the other stays apart."""
    entries = (("press", LAST), ("lhz", THIS), ("culture", EITHER))
    number = compare(engine, *(entries[place] for place in order))
    assert cards(engine) == {"lhz ? culture"}
    with reading(engine) as session:
        stands = {row.pair: row.relation for row in session.scalars(select(Identity))}
    first, third = number["press"], number["culture"]
    assert stands[min(first, third), max(first, third)] == Relation.LIKELY
    assert asked(engine) == {"same_as"}


def test_the_regions_own_page_leads_and_it_stays_a_question(engine: Engine) -> None:
    """One card, the region's day first, neither day as a fact; staff are asked if it is one."""
    number = compare(engine, ("lhz", RELAYED), ("leader_vogelsberg", OWN))
    assert cards(engine) == {"leader_vogelsberg ? lhz"}
    # Which day is right need not be asked before it is said that they are one.
    assert asked(engine) == {"same_as"}
    with reading(engine) as session:
        (one,) = published(session)
        assert (one.id, [o.asked for o in one.elsewhere]) == (number["leader_vogelsberg"], [True])
        days = [(day.value, day.standing) for day in one.values.deadlines]
        assert days == [("2027-01-25", Standing.CONTESTED), ("2027-01-29", Standing.CONTESTED)]
        other = listed(session, number["lhz"])
        assert other is not None and other.elsewhere[0].asked


def test_an_answer_settles_the_card(engine: Engine) -> None:
    """The same: they are surely one, and where they differ is asked. Different: two cards."""
    number = compare(engine, ("lhz", RELAYED), ("leader_vogelsberg", OWN))
    pair = number["lhz"], number["leader_vogelsberg"]
    for hours, act, card, question in (
        (5, merge, {"leader_vogelsberg = lhz"}, {"deadlines"}),
        (6, undo, {"leader_vogelsberg ? lhz"}, {"same_as"}),
        (7, separate, set[str](), set[str]()),
        (8, undo, {"leader_vogelsberg ? lhz"}, {"same_as"}),
    ):
        with writing(engine) as session:
            act(session, *pair, grounds=GROUNDS, by="Servicestelle", now=NOW + hours * HOUR)
        assert (cards(engine), asked(engine)) == (card, question)


def test_who_is_surely_the_same_stands_before_who_is_only_asked(engine: Engine) -> None:
    """Although a funder is nearer than a relay: first comes what is sure."""
    sure = stated("hsgb", "1", "Dorfmoderation")
    unsure = stated("lhz", "1", "Dorfmoderation", funders=())
    compare(engine, ("wibank", stated("wibank", "1", "Dorfmoderation")), ("hsgb", sure))
    compare(engine, ("culture", stated("culture", "1", "Dorfmoderation", funders=())))
    assert cards(engine) == {"wibank = hsgb ? culture"}
    compare(engine, ("pages", unsure))
    assert cards(engine) == {"wibank = hsgb ? pages ? culture"}


def test_what_staff_merged_stands_apart_when_one_of_them_is_taken_back(engine: Engine) -> None:
    """A decision about an entry that is no longer published shows nothing, and waits."""
    number = compare(
        engine,
        ("wibank", stated("wibank", "1", "Dorfmoderation")),
        ("gazette", stated("gazette", "1", "Landtourismus")),
    )
    with writing(engine) as session:
        pair = number["wibank"], number["gazette"]
        merge(session, *pair, grounds=GROUNDS, by="Servicestelle", now=NOW + 5 * HOUR)
    assert cards(engine) == {"wibank = gazette"}
    with writing(engine) as session:
        put(session, "gazette", "1", None, NOW + 6 * HOUR)
    relate(engine, GROUNDS.sources, GROUNDS.actors, "one", NOW + 6 * HOUR)
    with reading(engine) as session:
        assert groups(session) == {}
        (one,) = published(session)
        assert one.elsewhere == ()
    compare(engine, ("gazette", stated("gazette", "1", "Landtourismus")))
    assert cards(engine) == {"wibank = gazette"}
