"""From what a source states and what was read to one value per field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from crawlers.items import Contact, Given, GivenDeadline, Kind, RawEntry
from crawlers.source import Level, Source, Trust
from db.derive import derive
from db.statements import Case, Standing, Subject, Unit
from db.terms import terms_of
from db.values import Values
from db.vocabulary import DeadlineKind, Origin
from pipeline.claim import Claim, Field, Stage
from pipeline.parts import BODY, TEASER
from pipeline.question import Question
from pipeline.reading.time.deadlines import OF_AN_EVENT, REGISTERED_FOR_WHAT
from pipeline.settle import questions_of, settle

SOURCE = Source(
    slug="he_muster",
    title="Musterquelle",
    publisher="Ministerium",
    homepage="https://example.org",
    level=Level.STATE,
    area="06",
    trust=Trust.PRIMARY,
    cron="15 5 * * *",
    expected=(1, 10),
    licence="© Ministerium",
)


def raw(**more: Any) -> RawEntry:
    """An entry with nothing but what the test says."""
    stated: dict[str, Any] = {"source": "he_muster", "key": "1", "url": "https://example.org/1"}
    return RawEntry(**stated, kind=Kind.PROGRAMME, title="Muster", **more)


def claim(field: Field, value: str | float, doubt: str = "", **more: Any) -> Claim:
    """A claim whose quote is its value."""
    quote = str(value)
    place: dict[str, Any] = {"quote": quote, "start": 0, "end": len(quote)}
    return Claim(field=field, value=value, doubt=doubt, rule="test", **place, **more)


@dataclass(frozen=True)
class Said:
    """What came of an entry: values, the statements they follow from, and questions."""

    values: Values
    questions: tuple[Question, ...]


def read(entry: RawEntry, *claims: Claim, topics: tuple[str, ...] = ()) -> Said:
    """Settle an entry and derive its values."""
    settled = settle(entry, SOURCE, claims, topics)
    values = derive(settled.frame, settled.read)
    return Said(values, (*questions_of(settled.read), *settled.questions))


def test_a_read_deadline_carries_its_quote_and_stage() -> None:
    """What we read is marked as read, with the words it stands in."""
    stated = claim(Field.DEADLINE, "2027-02-01", stage=Stage.SKETCH, at="12:00")
    (deadline,) = read(raw(), stated).values.deadlines
    assert (deadline.kind, deadline.value) == (DeadlineKind.FIXED, "2027-02-01")
    assert (deadline.quote, deadline.stage, deadline.at) == ("2027-02-01", "sketch", "12:00")
    assert deadline.origin is Origin.READ


def test_the_sources_own_dates_beat_its_prose() -> None:
    """A date given as a value wins, and the difference is a question."""
    given = Given(deadlines=(GivenDeadline(on=date(2027, 1, 15)),))
    settled = read(raw(given=given), claim(Field.DEADLINE, "2027-01-31"))
    (deadline,) = settled.values.deadlines
    assert (deadline.value, deadline.origin) == ("2027-01-15", Origin.GIVEN)
    (question,) = settled.questions
    assert "15.01.2027" in question.text and "31.01.2027" in question.text


def test_a_doubtful_claim_is_a_question_and_no_value() -> None:
    """Nothing uncertain is stated."""
    doubtful = claim(Field.DEADLINE, "2027-02-01", doubt="Welches Jahr ist gemeint?")
    settled = read(raw(), doubtful)
    assert settled.values.deadlines == ()
    assert [question.text for question in settled.questions] == ["Welches Jahr ist gemeint?"]


def test_the_same_question_is_put_once() -> None:
    """Two places that raise the same doubt make one question."""
    doubtful = claim(Field.DEADLINE, "2027-02-01", doubt="Welches Jahr ist gemeint?")
    assert len(read(raw(), doubtful, doubtful).questions) == 1


def test_what_is_certain_elsewhere_is_not_asked() -> None:
    """A doubt that another place of the entry settles is no question; another value is."""
    sure = claim(Field.DEADLINE, "2027-02-01")
    same = claim(Field.DEADLINE, "2027-02-01", doubt="Ist dies eine Frist?")
    other = claim(Field.DEADLINE, "2027-03-01", doubt="Ist dies eine Frist?")
    settled = read(raw(), same, sure, other)
    assert [question.suggestion for question in settled.questions] == ["2027-03-01"]
    assert [deadline.value for deadline in settled.values.deadlines] == ["2027-02-01"]


def test_the_registration_for_an_event_is_no_deadline_of_a_programme() -> None:
    """A programme that offers a consultation hour does not close with its registration."""
    claims = (
        claim(Field.DEADLINE, "2027-06-09", stage=Stage.REGISTRATION),
        claim(Field.DEADLINE, "2027-09-30", stage=Stage.APPLICATION),
        claim(Field.EVENT_START, "2027-06-11"),
    )
    settled = read(raw(), *claims)
    assert [deadline.value for deadline in settled.values.deadlines] == ["2027-09-30"]
    assert settled.values.event_starts_on is None
    assert [question.suggestion for question in settled.questions] == ["2027-06-09"]
    event = read(replace(raw(), kind=Kind.EVENT), *claims)
    assert len(event.values.deadlines) == 2 and event.values.event_starts_on is not None


@pytest.mark.parametrize("doubt", [OF_AN_EVENT, REGISTERED_FOR_WHAT])
def test_an_event_asks_nothing_about_its_own_registration(doubt: str) -> None:
    """What may be of an event only is asked of a programme, and certain of an event."""
    register = claim(Field.DEADLINE, "2027-06-09", stage=Stage.REGISTRATION, doubt=doubt)
    call, event = read(raw(), register), read(replace(raw(), kind=Kind.EVENT), register)
    assert [question.text for question in call.questions] == [doubt]
    assert [one.value for one in event.values.deadlines] == ["2027-06-09"] and not event.questions


def test_contradicting_status_is_asked() -> None:
    """Where the text says open and closed, neither is stated."""
    claims = (claim(Field.STATUS, "open"), claim(Field.STATUS, "closed"))
    settled = read(raw(), *claims)
    assert settled.values.stated_status == ""
    assert [question.field for question in settled.questions] == ["status"]


@pytest.mark.parametrize(
    ("field", "claimed", "shown"),
    [
        (Field.AWARD_MAX, (500, 1000), "Höchstförderung 500 € und 1.000 €"),
        (Field.RATE_MAX, (60, 90), "Fördersatz 60 % und 90 %"),
        (Field.POPULATION_MAX, (10_000, 35_000), "Höchsteinwohnerzahl 10.000 und 35.000"),
    ],
)
def test_two_values_of_one_case_are_a_disagreement(
    field: Field, claimed: tuple[float, ...], shown: str
) -> None:
    """Neither is a fact, and staff are asked once for which case which of them holds."""
    said = read(raw(), *(claim(field, amount) for amount in claimed))
    assert getattr(said.values, field.value) is None
    assert {one.standing for one in said.values.statements if one.field is field} == {
        Standing.CONTESTED
    }
    (question,) = said.questions
    assert shown in question.text and f"„{claimed[0]}“ · „{claimed[1]}“" == question.quote


def test_the_other_end_of_a_contested_range_is_contested() -> None:
    """Of "5,000 to 10,000" here and "at most 20,000" there the 5,000 is no fact either."""
    said = read(
        raw(),
        claim(Field.AWARD_MIN, 5000),
        claim(Field.AWARD_MAX, 10_000),
        claim(Field.AWARD_MAX, 20_000),
    )
    assert (said.values.award_min, said.values.award_max) == (None, None)


def test_values_of_two_cases_do_not_disagree() -> None:
    """The widest bound is for filters; who reads is shown the terms of each case."""
    poor = Case(words="finanzschwache Kommunen", applicants=("municipality",), weak=True)
    said = read(raw(), claim(Field.RATE_MAX, 80), claim(Field.RATE_MAX, 90, case=poor))
    assert (said.values.rate_max, said.questions) == (90, ())
    general, case = terms_of(said.values.statements)
    assert [one.value for one in general.of(Subject.RATE)] == [80]
    assert (case.case, [one.value for one in case.of(Subject.RATE)]) == (poor, [90])


def test_what_another_passage_says_with_its_case_or_unit_is_not_said_for_all() -> None:
    """A teaser's "up to 45,000 euros" is the body's "45,000 euros a village"."""
    village: dict[str, Any] = {"units": (Unit.PLACE,), "unit_words": "je Ortsteil"}
    private = Case(words="Private", applicants=("individual",))
    said = read(
        raw(),
        claim(Field.AWARD_MAX, 45_000),
        claim(Field.AWARD_MAX, 45_000, **village),
        claim(Field.RATE_MAX, 35),
        claim(Field.RATE_MAX, 35, case=private),
    )
    numbers = [
        one for one in said.values.statements if one.subject in (Subject.AWARD, Subject.RATE)
    ]
    assert [(one.value, one.unit_words, one.case) for one in numbers] == [
        (45_000, "je Ortsteil", Case()),
        (35, "", private),
    ]


def test_sums_of_two_units_do_not_disagree() -> None:
    """So much a village and so much a year are two statements."""
    said = read(
        raw(),
        claim(Field.AWARD_MAX, 45_000, units=(Unit.PLACE,), unit_words="je Ortsteil"),
        claim(Field.AWARD_MAX, 15_000, units=(Unit.BUILDING,), unit_words="je Gebäude"),
    )
    assert said.questions == ()


def test_a_teaser_and_a_text_with_two_days_disagree() -> None:
    """Which of the two days holds is for staff to say; both stand, as contested."""
    said = read(
        raw(),
        claim(Field.DEADLINE, "2027-01-25", part=TEASER),
        claim(Field.DEADLINE, "2027-01-29", part=BODY),
    )
    assert {one.standing for one in said.values.deadlines} == {Standing.CONTESTED}
    assert said.values.next_deadline(date(2026, 11, 22)) is None
    assert said.values.next_day(date(2026, 11, 22)) == date(2027, 1, 25)
    (question,) = said.questions
    assert "25.01.2027 und 29.01.2027" in question.text


def test_an_excluded_applicant_is_none() -> None:
    """Who is named and excluded may not apply."""
    claims = (
        claim(Field.APPLICANT, "municipality"),
        claim(Field.APPLICANT, "company"),
        claim(Field.EXCLUDED_APPLICANT, "company"),
    )
    values = read(raw(), *claims).values
    assert (values.applicants, values.excluded) == (("municipality",), ("company",))


@pytest.mark.parametrize(
    ("read_too", "applicants"),
    [
        (("municipal_company",), ("municipality", "municipal_company")),
        (("municipal_company", "company"), ("municipality", "company")),
        (("association",), ("municipality", "company")),
        ((), ("municipality", "company")),
    ],
)
def test_a_code_of_the_source_says_no_more_than_its_text(
    read_too: tuple[str, ...], applicants: tuple[str, ...]
) -> None:
    """ "Unternehmen" is for municipal ones only where the text names no other."""
    entry = raw(given=Given(applicants=("municipality", "company")))
    claims = [claim(Field.APPLICANT, code) for code in read_too]
    assert read(entry, *claims).values.applicants == applicants


def test_what_is_not_said_comes_from_the_source() -> None:
    """Area, level and funder of an entry that names none are its source's."""
    values = read(raw()).values
    assert (values.areas, values.level, values.funders) == (("06",), "state", ("Ministerium",))


@pytest.mark.parametrize(
    "messenger",
    [
        replace(SOURCE, trust=Trust.RELAY),
        replace(SOURCE, trust=Trust.SECONDARY),
        replace(SOURCE, funds=False),
    ],
)
def test_a_messenger_funds_nothing(messenger: Source) -> None:
    """Where nobody is named, a relay or a bank that acts for others is not claimed as funder."""
    settled = settle(raw(), messenger, (), ())
    assert derive(settled.frame, settled.read).funders == ()
    named = settle(raw(), messenger, (claim(Field.FUNDER, "Land Hessen"),), ())
    assert derive(named.frame, named.read).funders == ("Land Hessen",)


def test_who_is_named_beats_the_publisher() -> None:
    """The publisher stands for its entries only where the text names nobody."""
    assert read(raw(), claim(Field.FUNDER, "Bund")).values.funders == ("Bund",)
    doubtful = read(raw(), claim(Field.FUNDER, "Umweltministerium", doubt="Welches?"))
    assert doubtful.values.funders == ("Ministerium",)
    assert [question.field for question in doubtful.questions] == ["funder"]


def test_what_the_entry_says_beats_the_source() -> None:
    """An entry with its own area, level, funder and contact keeps them."""
    given = Given(
        level="federal", areas=("de",), funders=("Bund",), contacts=(Contact(organisation="Amt"),)
    )
    values = read(raw(given=given), claim(Field.AREA, "07"), topics=("digital",)).values
    assert (values.areas, values.level, values.funders) == (("de",), "federal", ("Bund",))
    assert values.contacts[0].organisation == "Amt"
    assert values.topics == ("digital",)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Kind.EVENT, "cancelled"),
        (Kind.NOTICE, "cancelled"),
        (Kind.CALL, "open"),
        (Kind.PROGRAMME, "open"),
    ],
)
def test_a_cancelled_event_is_nothing_else_and_cancels_no_call(kind: Kind, status: str) -> None:
    """Whatever its page still says of registration; of a call only its evening is cancelled."""
    entry = replace(raw(), kind=kind)
    settled = read(entry, claim(Field.STATUS, "open"), claim(Field.STATUS, "cancelled"))
    assert (settled.values.stated_status, settled.questions) == (status, ())
