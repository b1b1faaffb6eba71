"""A person's word lasts: through every visit, every edition of the rules, undo and error."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from crawlers.items import Kind
from db.decisions import Decision
from db.engine import reading, writing
from db.reviews import ReviewItem
from db.statements import Case, Field, Statement, Subject, Unit
from db.vocabulary import DeadlineKind, Origin, ReviewState, Visibility
from pipeline.decided import Outcome
from pipeline.desk.correct import Correction, correct
from pipeline.desk.undo import undo
from pipeline.desk.visibility import restore, show_as, withdraw
from pipeline.run import Rules, process
from tests.pipeline.test_run import CALL, PROGRAMME, crawled, opportunity, revisions, values

DAY = timedelta(days=1)
BY = "Servicestelle"
STAFF_DAY = Correction(
    subject=Subject.DEADLINES,
    statements=(Statement(field=Field.DEADLINE, value="2027-04-15"),),
    why="telefonisch bestätigt",
)


def decide(
    engine: Engine, now: datetime, correction: Correction = STAFF_DAY, key: str = "call"
) -> int:
    """Let the desk decide; return the number of the decision."""
    with writing(engine) as session:
        made = correct(session, opportunity(engine, key).id, correction, BY, now)
        session.flush()
        return made.id


def days(engine: Engine, key: str = "call") -> list[tuple[str, Origin]]:
    """The deadlines that stand, with who says so."""
    return [(one.value, one.origin) for one in values(engine, key).deadlines]


def asked(engine: Engine, state: ReviewState = ReviewState.OPEN) -> list[str]:
    """The questions about deadlines in a state."""
    with reading(engine) as session:
        items = session.scalars(select(ReviewItem).where(ReviewItem.field == "deadline"))
        return [item.question for item in items if item.state == state]


def sentences(engine: Engine, key: str = "call") -> list[str]:
    """What the newest revision tells."""
    return [change["sentence"] for change in revisions(engine, key)[-1].changes]


STANDS = [("2027-04-15", Origin.STAFF)]


@pytest.fixture
def decided(engine: Engine, rules: Rules, now: datetime) -> Engine:
    """A database in which staff corrected the deadline of a call."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    decide(engine, now + DAY)
    return engine


def test_a_correction_stands_and_is_told_as_one(decided: Engine, now: datetime) -> None:
    """Who was told the wrong day hears the right one, and that it is the desk's word."""
    assert days(decided) == STANDS
    assert sentences(decided) == [
        "Von der Servicestelle berichtigt: Frist verlängert: 31.01.2027 → 15.04.2027"
    ]
    assert revisions(decided, "call")[-1].cause == "staff"
    assert opportunity(decided, "call").news_at == now + DAY
    assert days(decided, "programme") == [("09-30", Origin.READ)]


def test_it_survives_an_unrelated_change_of_the_page(
    decided: Engine, rules: Rules, now: datetime
) -> None:
    """A new telephone number moves no date, tells nobody anything and asks nothing."""
    page = replace(CALL, body=f"{CALL.body} Telefon: 0611 1234.")
    crawled(decided, now + 2 * DAY, page)
    report = process(decided, rules, now + 2 * DAY)
    assert report.total(Outcome.CHANGED) == 0
    assert days(decided) == STANDS
    assert asked(decided) == []
    assert opportunity(decided, "call").news_at == now + DAY


@pytest.mark.parametrize("edition", ["two", "three"])
def test_it_survives_a_new_edition_of_the_rules(
    decided: Engine, rules: Rules, now: datetime, edition: str
) -> None:
    """A deploy takes nobody's word back."""
    process(decided, replace(rules, edition=edition), now + 2 * DAY)
    assert days(decided) == STANDS
    assert opportunity(decided, "call").read_with == edition
    assert opportunity(decided, "call").news_at == now + DAY


def test_a_change_beneath_it_is_one_question(decided: Engine, rules: Rules, now: datetime) -> None:
    """The word stands, the reader hears nothing, and the desk is asked once, with both days."""
    page = replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar"))
    for day, text in enumerate((page.body, f"{page.body} Neu.", f"{page.body} Neu."), start=2):
        crawled(decided, now + day * DAY, replace(page, body=text))
        report = process(decided, rules, now + day * DAY)
        assert report.total(Outcome.CHANGED) == 0
    assert days(decided) == STANDS
    (question,) = asked(decided)
    assert "Die Quelle sagt jetzt 28.02.2027" in question
    assert "Am 23.11.2026 hat Servicestelle entschieden: 15.04.2027" in question
    assert opportunity(decided, "call").news_at == now + DAY


def test_the_source_that_goes_back_takes_the_question_along(
    decided: Engine, rules: Rules, now: datetime
) -> None:
    """Where the machine reads again what staff decided upon, nothing is left to ask."""
    moved = replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar"))
    for day, page in enumerate((moved, CALL), start=2):
        crawled(decided, now + day * DAY, page)
        process(decided, rules, now + day * DAY)
    assert asked(decided) == []
    assert days(decided) == STANDS


def test_another_decision_answers_the_question(
    decided: Engine, rules: Rules, now: datetime
) -> None:
    """It rests on the new reading, and is not asked about again."""
    page = replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar"))
    crawled(decided, now + 2 * DAY, page)
    process(decided, rules, now + 2 * DAY)
    said = Statement(field=Field.DEADLINE, value="2027-02-28")
    decide(decided, now + 3 * DAY, replace(STAFF_DAY, statements=(said,)))
    assert days(decided) == [("2027-02-28", Origin.STAFF)]
    process(decided, replace(rules, edition="two"), now + 4 * DAY)
    assert asked(decided) == []
    with reading(decided) as session:
        first, second = session.scalars(select(Decision).order_by(Decision.id))
    assert (first.undone_by, first.undone_at) == (BY, now + 3 * DAY)
    assert second.undone_at is None


def test_what_is_undone_stands_as_the_machine_reads_it(
    decided: Engine, rules: Rules, now: datetime
) -> None:
    """Undo is told as a correction too, and the row keeps who ended it."""
    with writing(decided) as session:
        undo(session, 1, "Ministerium", now + 2 * DAY)
    assert days(decided) == [("2027-01-31", Origin.READ)]
    assert sentences(decided)[0].startswith("Von der Servicestelle berichtigt: Frist vorgezogen")
    with reading(decided) as session:
        row = session.get_one(Decision, 1)
    assert (row.undone_by, row.undone_at) == ("Ministerium", now + 2 * DAY)
    with pytest.raises(LookupError, match="steht nicht"), writing(decided) as session:
        undo(session, 1, BY, now)


def test_an_answered_question_is_not_asked_again(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """A doubt that staff settled stays settled when the page or the rules move."""
    unclear = replace(CALL, body="Anträge sind bis zum 31. Januar einzureichen.")
    crawled(engine, now, unclear)
    process(engine, rules, now)
    assert len(asked(engine)) == 1
    decide(engine, now + DAY)
    assert (asked(engine), len(asked(engine, ReviewState.ANSWERED))) == ([], 1)
    crawled(engine, now + 2 * DAY, replace(unclear, summary="Neuer Kurztext."))
    process(engine, replace(rules, edition="two"), now + 2 * DAY)
    assert (asked(engine), len(asked(engine, ReviewState.ANSWERED))) == ([], 1)
    assert days(engine) == STANDS


def test_a_correction_of_one_case_leaves_the_others(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What staff say of poor municipalities changes nothing for the rest."""
    crawled(engine, now, CALL)
    process(engine, rules, now)
    poor = Case(words="finanzschwache Kommunen", weak=True)
    rate = Statement(field=Field.RATE_MAX, value=90, case=poor)
    more = Correction(subject=Subject.RATE, statements=(rate,), case_key=poor.key)
    sum_up = Statement(
        field=Field.AWARD_MAX, value=15_000, units=(Unit.PLACE,), unit_words="je Ortsteil"
    )
    decide(engine, now + DAY, more)
    decide(engine, now + DAY, Correction(subject=Subject.AWARD, statements=(sum_up,)))
    now_said = values(engine, "call")
    assert (now_said.rate_max, now_said.award_max) == (90, 15_000)
    assert [(d.kind, d.value) for d in now_said.deadlines] == [(DeadlineKind.FIXED, "2027-01-31")]
    assert sentences(engine)[0].endswith("20.000 € → 15.000 € je Ortsteil")


def test_saying_that_nothing_is_stated_lasts(engine: Engine, rules: Rules, now: datetime) -> None:
    """Staff may strike a value; the next reading does not bring it back."""
    crawled(engine, now, CALL)
    process(engine, rules, now)
    decide(engine, now + DAY, Correction(subject=Subject.AWARD, statements=()))
    process(engine, replace(rules, edition="two"), now + 2 * DAY)
    assert values(engine, "call").award_max is None


@pytest.mark.parametrize(
    ("kind", "visibility"), [("call", Visibility.PUBLISHED), ("award", Visibility.NEVER)]
)
def test_the_kind_that_staff_decide_decides_who_sees_it(
    engine: Engine, rules: Rules, now: datetime, kind: str, visibility: Visibility
) -> None:
    """A held notice becomes a call, is news now, and stays one."""
    crawled(engine, now, replace(CALL, kind=Kind.NOTICE), replace(PROGRAMME, kind=Kind.NOTICE))
    process(engine, rules, now)
    assert opportunity(engine, "call").visibility == Visibility.HELD
    said = Statement(field=Field.KIND, value=kind)
    decide(engine, now + DAY, Correction(subject=Subject.KIND, statements=(said,)))
    process(engine, replace(rules, edition="two"), now + 2 * DAY)
    after = opportunity(engine, "call")
    assert (after.visibility, after.kind) == (visibility, kind)
    assert after.news_at == (now + DAY if visibility == Visibility.PUBLISHED else None)


def test_the_visibility_that_staff_decide_lasts(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What a person took from the list no visit and no rule puts back, until it is undone."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    number = opportunity(engine, "call").id
    with writing(engine) as session:
        hidden = show_as(session, number, Visibility.NEVER, BY, now + DAY)
        session.flush()
        made = hidden.id
    crawled(engine, now + 2 * DAY, replace(CALL, body=CALL.body.replace("20.000", "30.000")))
    process(engine, replace(rules, edition="two"), now + 2 * DAY)
    assert opportunity(engine, "call").visibility == Visibility.NEVER
    assert opportunity(engine, "programme").visibility == Visibility.PUBLISHED
    with writing(engine) as session:
        undo(session, made, BY, now + 3 * DAY)
    assert opportunity(engine, "call").visibility == Visibility.PUBLISHED


def test_withdrawing_leaves_a_name(engine: Engine, rules: Rules, now: datetime) -> None:
    """Who took an entry out and who brought it back stands in the log."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    number = opportunity(engine, "call").id
    with writing(engine) as session:
        withdraw(session, number, BY, now)
    assert opportunity(engine, "call").presence == "withdrawn"
    with writing(engine) as session:
        restore(session, number, "Ministerium", now + DAY)
    assert opportunity(engine, "call").presence == "present"
    with reading(engine) as session:
        out, back = session.scalars(select(Decision).order_by(Decision.id))
    assert (out.act, out.decided_by, out.undone_by) == ("withdraw", BY, "Ministerium")
    assert (back.act, back.decided_by, back.undone_at) == ("restore", "Ministerium", None)


@pytest.mark.parametrize(
    ("number", "correction", "by", "sentence"),
    [
        (99, STAFF_DAY, BY, "einen Eintrag mit der Nummer 99 gibt es nicht"),
        (1, STAFF_DAY, " ", "eine Entscheidung braucht einen Namen"),
        (1, replace(STAFF_DAY, subject=Subject.RATE), BY, "deadline gehört nicht zu rate"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    decided: Engine, now: datetime, number: int, correction: Correction, by: str, sentence: str
) -> None:
    """The reason is said in German, and no row is written."""
    with (
        pytest.raises((LookupError, ValueError), match=sentence),
        writing(decided) as session,
    ):
        correct(session, number, correction, by, now)
    assert days(decided) == STANDS
    with reading(decided) as session:
        assert len(session.scalars(select(Decision)).all()) == 1
