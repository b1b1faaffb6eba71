"""The step that finds the same programme in several sources, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, func, select

from crawlers.items import Given, GivenDeadline, Kind, Link, RawEntry, digest
from db.actors import load_actors
from db.area_tree import load_area_tree
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.identities import GroupMember, Identity, Related
from db.opportunities import Opportunity
from db.queries.groups import families, groups
from db.queries.listing import listed, published
from db.reviews import RELATING, ReviewItem
from db.vocabulary import Relation, ReviewState
from pipeline.desk.identities import merge, separate, undo
from pipeline.duplicates.comparable import Grounds
from pipeline.duplicates.write import RelateReport
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import ProcessReport, Rules, process
from tests.pipeline.duplicates.samples import HMLU, SOURCES

DAY = timedelta(days=1)
GROUNDS = Grounds(sources=SOURCES, actors=load_actors())


def entry(source: str, title: str, key: str = "1", **more: object) -> RawEntry:
    """An entry of a source with the ministry as its funder."""
    facts: dict[str, object] = {"areas": ("06",), "funders": (HMLU,)}
    kind = more.pop("kind", Kind.PROGRAMME)
    assert isinstance(kind, Kind)
    return RawEntry(
        source=source,
        key=key,
        url=f"https://{source}.example.org/{key}",
        kind=kind,
        title=title,
        given=Given(**(facts | more)),  # type: ignore[arg-type]
    )


BANK = entry("wibank", "Dorfmoderation")
RELAY = entry("hsgb", "Förderprogramm Dorfmoderation")
EXPORT = entry("fdb", "Dorfmoderation (RL-DoMo)")
# Asked about: the same name, but nothing says that the funder is the same.
UNSURE = entry("culture", "Dorfmoderation", funders=())
OTHER = entry("pages", "Landtourismus")


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules, without topics: they do not matter here."""
    gazetteer = Gazetteer.of(load_area_tree(date(2026, 11, 22)))
    return Rules(sources=SOURCES, topics=(), gazetteer=gazetteer, edition="one", compares_as="one")


def crawl(engine: Engine, rules: Rules, now: datetime, *entries: RawEntry) -> ProcessReport:
    """Store entries as a crawl would, and process them."""
    with writing(engine) as session:
        for one in entries:
            run = CrawlRun(source=one.source, started_at=now, outcome="ok")
            session.add(run)
            session.flush()
            payload = one.to_json()
            session.add(
                StoredEntry(
                    source=one.source,
                    key=one.key,
                    digest=digest(payload),
                    payload=payload,
                    run_id=run.id,
                    taken_at=now,
                )
            )
    return process(engine, rules, now)


def ids(engine: Engine) -> dict[str, int]:
    """The id of the entry of every source; of several in one, by source and key."""
    with reading(engine) as session:
        found = list(session.scalars(select(Opportunity)))
    return {o.source: o.id for o in found} | {f"{o.source} {o.key}": o.id for o in found}


def shown(engine: Engine) -> list[tuple[str, ...]]:
    """What the list shows: for each opportunity its sources, the leading one first."""
    with reading(engine) as session:
        return [(o.source, *(e.source for e in o.elsewhere)) for o in published(session)]


def cards(engine: Engine) -> list[str]:
    """Every card of several entries: what is surely the same by "=", what is asked by "?"."""
    with reading(engine) as session:
        source = {o.id: o.source for o in session.scalars(select(Opportunity))}
        return sorted(
            "".join(
                f"{'' if not place else ' ? ' if one.asked else ' = '}{source[one.id]}"
                for place, one in enumerate(group)
            )
            for group in set(groups(session).values())
        )


def questions(engine: Engine, state: ReviewState = ReviewState.OPEN) -> list[ReviewItem]:
    """The questions of this step in a state."""
    with reading(engine) as session:
        asked = select(ReviewItem).where(ReviewItem.raised_by == RELATING)
        return [item for item in session.scalars(asked) if item.state == state]


def standing(engine: Engine) -> dict[tuple[int, int], Identity]:
    """The identities that count."""
    with reading(engine) as session:
        rows = session.scalars(select(Identity).where(Identity.undone_at.is_(None)))
        return {row.pair: row for row in rows}


def decide(
    engine: Engine,
    now: datetime,
    act: Callable[..., RelateReport],
    one: int,
    other: int,
    by: str = "Servicestelle",
) -> RelateReport:
    """Somebody at the service desk decides, in a transaction of its own."""
    with writing(engine) as session:
        return act(session, one, other, grounds=GROUNDS, by=by, now=now)


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that writes, as it is sent to the database."""
    sent: list[str] = []

    def note(_c: object, _k: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_three_sources_become_one_opportunity(engine: Engine, rules: Rules, now: datetime) -> None:
    """The bank that takes the application leads; the rest are links."""
    crawl(engine, rules, now, EXPORT, RELAY, OTHER)
    report = crawl(engine, rules, now + DAY, BANK)
    assert report.related.merged == 1
    assert sorted(shown(engine)) == [("pages",), ("wibank", "fdb", "hsgb")]
    reasons = {row.reason for row in standing(engine).values()}
    assert reasons == {"gleicher Titel, gleicher Förderer, gleiches Gebiet"}


def test_unchanged_input_is_not_compared_and_writes_nothing(
    engine: Engine, rules: Rules, now: datetime, statements: list[str]
) -> None:
    """A second run does nothing at all."""
    crawl(engine, rules, now, EXPORT, BANK, UNSURE)
    statements.clear()
    process(engine, rules, now + DAY)
    assert statements == []


def test_other_rules_compare_everything_again_and_change_nothing(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The same verdicts leave the same rows; questions are not put again."""
    crawl(engine, rules, now, EXPORT, BANK, UNSURE)
    before = {pair: row.id for pair, row in standing(engine).items()}
    asked = [item.id for item in questions(engine)]
    process(engine, replace(rules, edition="two", compares_as="two"), now + DAY)
    assert {pair: row.id for pair, row in standing(engine).items()} == before
    assert [item.id for item in questions(engine)] == asked
    with reading(engine) as session:
        assert set(session.scalars(select(Related.edition))) == {"two"}


def test_what_is_likely_is_a_question_on_one_card(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """Nothing is merged for sure; staff read which two, and what speaks for it."""
    report = crawl(engine, rules, now, BANK, UNSURE)
    assert (report.related.merged, report.related.asked) == (0, 1)
    assert cards(engine) == ["wibank ? culture"]
    (item,) = questions(engine)
    number = ids(engine)
    assert item.opportunity_id == number["culture"]
    assert item.suggestion == str(number["wibank"])
    assert "„Dorfmoderation“ (Quelle wibank)" in item.question
    assert "gleicher Titel und gleiches Gebiet" in item.question


def test_a_question_falls_with_its_cause(engine: Engine, rules: Rules, now: datetime) -> None:
    """When the title changes there is nothing to ask; when it returns, the question does."""
    crawl(engine, rules, now, BANK, UNSURE)
    crawl(engine, rules, now + DAY, replace(UNSURE, title="Landtourismus"))
    assert not questions(engine) and len(questions(engine, ReviewState.MOOT)) == 1
    crawl(engine, rules, now + 2 * DAY, UNSURE)
    assert len(questions(engine)) == 1 and not questions(engine, ReviewState.MOOT)


def test_a_merge_that_is_no_longer_true_ends(engine: Engine, rules: Rules, now: datetime) -> None:
    """The row is kept with its end; both entries stand by themselves again."""
    crawl(engine, rules, now, BANK, EXPORT)
    crawl(engine, rules, now + DAY, replace(EXPORT, title="Landtourismus"))
    assert sorted(shown(engine)) == [("fdb",), ("wibank",)]
    with reading(engine) as session:
        (row,) = session.scalars(select(Identity))
        assert (row.relation, row.undone_at, row.undone_by) == ("same", now + DAY, "rules")


def test_staff_decisions_stand_for_ever(engine: Engine, rules: Rules, now: datetime) -> None:
    """Neither a changed text nor new rules touch what a person said, either way."""
    crawl(engine, rules, now, BANK, EXPORT, UNSURE, OTHER)
    number = ids(engine)
    decide(engine, now, separate, number["wibank"], number["fdb"])
    decide(engine, now, merge, number["pages"], number["culture"])
    expected = [("fdb",), ("pages", "culture"), ("wibank",)]
    assert sorted(shown(engine)) == expected
    crawl(engine, rules, now + DAY, *(replace(e, summary="Neu.") for e in (BANK, EXPORT, OTHER)))
    process(engine, replace(rules, edition="two", compares_as="two"), now + 2 * DAY)
    assert sorted(shown(engine)) == expected


def test_answering_settles_the_question(engine: Engine, rules: Rules, now: datetime) -> None:
    """After the decision nothing is open, and it is not asked again."""
    crawl(engine, rules, now, BANK, UNSURE)
    number = ids(engine)
    decide(engine, now, merge, number["culture"], number["wibank"])
    assert shown(engine) == [("wibank", "culture")]
    assert not questions(engine) and len(questions(engine, ReviewState.ANSWERED)) == 1
    crawl(engine, rules, now + DAY, replace(UNSURE, summary="Neu."))
    assert not questions(engine)


def test_a_merge_can_be_undone(engine: Engine, rules: Rules, now: datetime) -> None:
    """What the rules merged stays apart then; what staff merged goes back to the rules."""
    crawl(engine, rules, now, BANK, EXPORT, OTHER)
    number = ids(engine)
    decide(engine, now, undo, number["wibank"], number["fdb"])
    decide(engine, now, merge, number["pages"], number["fdb"])
    assert sorted(shown(engine)) == [("pages", "fdb"), ("wibank",)]
    decide(engine, now, undo, number["pages"], number["fdb"])
    crawl(engine, rules, now + DAY, replace(EXPORT, summary="Neu."))
    assert sorted(shown(engine)) == [("fdb",), ("pages",), ("wibank",)]
    decide(engine, now, undo, number["fdb"], number["wibank"])  # the separation, too
    assert sorted(shown(engine)) == [("pages",), ("wibank", "fdb")]


def test_a_decision_about_nothing_is_refused(engine: Engine, rules: Rules, now: datetime) -> None:
    """The message names the number, in German."""
    crawl(engine, rules, now, BANK, OTHER)
    number = ids(engine)
    with pytest.raises(LookupError, match="mit der Nummer 999 gibt es nicht"):
        decide(engine, now, merge, number["wibank"], 999)
    with pytest.raises(ValueError, match="zwei verschiedene Einträge"):
        decide(engine, now, separate, number["wibank"], number["wibank"])
    with pytest.raises(LookupError, match="nichts entschieden"):
        decide(engine, now, undo, number["wibank"], number["pages"])
    with pytest.raises(ValueError, match="einen Namen"):
        decide(engine, now, merge, number["wibank"], number["pages"], by="rules")


def test_values_come_from_the_most_trusted_and_gaps_from_the_next(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """A relay fills what the funder leaves open; what it contradicts is told as no fact."""
    deadline = (GivenDeadline(on=date(2027, 2, 28)),)
    crawl(engine, rules, now, replace(BANK, given=replace(BANK.given, rate_max=80.0)))
    relayed = replace(RELAY.given, rate_max=60.0, deadlines=deadline)
    crawl(engine, rules, now + DAY, replace(RELAY, given=relayed))
    with reading(engine) as session:
        (one,) = published(session)
    rates = [s for s in one.values.statements if s.field == "rate_max"]
    assert [(s.value, s.standing) for s in rates] == [(80, "contested"), (60, "contested")]
    assert one.values.rate_max is None
    assert [d.value for d in one.values.deadlines] == ["2027-02-28"]
    (item,) = questions(engine)
    assert (item.opportunity_id, item.field) == (ids(engine)["wibank"], "rate_max")
    assert "Quelle wibank nennt als Fördersatz 80 %, Quelle hsgb 60 %" in item.question


def test_a_conflict_that_is_gone_is_no_question(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """When the relay corrects itself, nobody needs to answer."""
    crawl(engine, rules, now, replace(BANK, given=replace(BANK.given, award_max=5000.0)))
    crawl(engine, rules, now, replace(RELAY, given=replace(RELAY.given, award_max=500.0)))
    assert len(questions(engine)) == 1
    crawl(engine, rules, now + DAY, replace(RELAY, given=replace(RELAY.given, award_max=5000.0)))
    assert not questions(engine) and len(questions(engine, ReviewState.MOOT)) == 1


def test_twins_of_several_laender_are_a_family(engine: Engine, rules: Rules, now: datetime) -> None:
    """Sixteen stay sixteen, and each knows the other fifteen."""
    twins = [
        entry("fdb", "Sonderprogramm „Stadt und Land“", key=f"{n}", areas=(f"{n:02}",))
        for n in range(1, 17)
    ]
    crawl(engine, rules, now, *twins)
    with reading(engine) as session:
        assert len(list(published(session))) == 16
        assert {len(family) for family in families(session).values()} == {16}
        assert groups(session) == {}


def test_a_call_is_bound_to_its_programme_but_not_merged(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The yearly round of a programme is another opportunity, and no question."""
    call = entry("press", "Aufruf Dorfmoderation 2027", kind=Kind.CALL)
    crawl(engine, rules, now, BANK, call)
    assert sorted(shown(engine)) == [("press",), ("wibank",)]
    (row,) = standing(engine).values()
    assert (row.relation, row.reason) == (Relation.ROUND, "ein Aufruf zum Programm")
    assert questions(engine) == []


def test_an_entry_that_became_an_award_leaves_its_group(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What is no longer published is compared with nothing and shown with nothing."""
    crawl(engine, rules, now, BANK, EXPORT)
    crawl(engine, rules, now + DAY, replace(EXPORT, kind=Kind.AWARD))
    assert shown(engine) == [("wibank",)]
    assert standing(engine) == {}
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(GroupMember)) == 0


def test_an_interrupted_run_is_made_up_for(engine: Engine, rules: Rules, now: datetime) -> None:
    """What was read but never compared is compared by the next run."""
    crawl(engine, rules, now, BANK, EXPORT)
    with writing(engine) as session:
        for table in (Related, GroupMember, Identity):
            for row in session.scalars(select(table)):
                session.delete(row)
    assert len(shown(engine)) == 2
    assert process(engine, rules, now + DAY).related.merged == 1
    assert len(shown(engine)) == 1


def test_each_entry_of_a_group_can_still_be_looked_at(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The page of a source's own entry names the others."""
    linked = replace(EXPORT.given, links=(Link(url=BANK.url),))
    crawl(engine, rules, now, BANK, replace(EXPORT, given=linked))
    number = ids(engine)
    with reading(engine) as session:
        for source, other in (("wibank", "fdb"), ("fdb", "wibank")):
            one = listed(session, number[source])
            assert one is not None and [e.source for e in one.elsewhere] == [other]
        assert listed(session, 999) is None
