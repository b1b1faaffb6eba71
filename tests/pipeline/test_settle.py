"""From what a source states and what was read to one value per field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crawlers.items import Contact, Given, GivenDeadline, Kind, RawEntry
from crawlers.source import Level, Source, Trust
from db.vocabulary import DeadlineKind, Origin
from pipeline.claim import Claim, Field, Stage
from pipeline.settle import settle

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


def test_a_read_deadline_carries_its_quote_and_stage() -> None:
    """What we read is marked as read, with the words it stands in."""
    read = claim(Field.DEADLINE, "2027-02-01", stage=Stage.SKETCH, at="12:00")
    (deadline,) = settle(raw(), SOURCE, (read,), ()).values.deadlines
    assert (deadline.kind, deadline.value) == (DeadlineKind.FIXED, "2027-02-01")
    assert (deadline.quote, deadline.stage, deadline.at) == ("2027-02-01", "sketch", "12:00")
    assert deadline.origin is Origin.READ


def test_the_sources_own_dates_beat_its_prose() -> None:
    """A date given as a value wins, and the difference is a question."""
    given = Given(deadlines=(GivenDeadline(on=date(2027, 1, 15)),))
    settled = settle(raw(given=given), SOURCE, (claim(Field.DEADLINE, "2027-01-31"),), ())
    (deadline,) = settled.values.deadlines
    assert (deadline.value, deadline.origin) == ("2027-01-15", Origin.GIVEN)
    (question,) = settled.questions
    assert "15.01.2027" in question.text and "31.01.2027" in question.text


def test_a_doubtful_claim_is_a_question_and_no_value() -> None:
    """Nothing uncertain is stated."""
    doubtful = claim(Field.DEADLINE, "2027-02-01", doubt="Welches Jahr ist gemeint?")
    settled = settle(raw(), SOURCE, (doubtful,), ())
    assert settled.values.deadlines == ()
    assert [question.text for question in settled.questions] == ["Welches Jahr ist gemeint?"]


def test_the_same_question_is_put_once() -> None:
    """Two places that raise the same doubt make one question."""
    doubtful = claim(Field.DEADLINE, "2027-02-01", doubt="Welches Jahr ist gemeint?")
    assert len(settle(raw(), SOURCE, (doubtful, doubtful), ()).questions) == 1


def test_what_is_certain_elsewhere_is_not_asked() -> None:
    """A doubt that another place of the entry settles is no question; another value is."""
    sure = claim(Field.DEADLINE, "2027-02-01")
    same = claim(Field.DEADLINE, "2027-02-01", doubt="Ist dies eine Frist?")
    other = claim(Field.DEADLINE, "2027-03-01", doubt="Ist dies eine Frist?")
    settled = settle(raw(), SOURCE, (same, sure, other), ())
    assert [question.suggestion for question in settled.questions] == ["2027-03-01"]
    assert [deadline.value for deadline in settled.values.deadlines] == ["2027-02-01"]


def test_the_registration_for_an_event_is_no_deadline_of_a_programme() -> None:
    """A programme that offers a consultation hour does not close with its registration."""
    claims = (
        claim(Field.DEADLINE, "2027-06-09", stage=Stage.REGISTRATION),
        claim(Field.DEADLINE, "2027-09-30", stage=Stage.APPLICATION),
        claim(Field.EVENT_START, "2027-06-11"),
    )
    settled = settle(raw(), SOURCE, claims, ())
    assert [deadline.value for deadline in settled.values.deadlines] == ["2027-09-30"]
    assert settled.values.event_starts_on is None
    assert [question.suggestion for question in settled.questions] == ["2027-06-09"]
    event = settle(replace(raw(), kind=Kind.EVENT), SOURCE, claims, ())
    assert len(event.values.deadlines) == 2 and event.values.event_starts_on is not None


def test_contradicting_status_is_asked() -> None:
    """Where the text says open and closed, neither is stated."""
    claims = (claim(Field.STATUS, "open"), claim(Field.STATUS, "closed"))
    settled = settle(raw(), SOURCE, claims, ())
    assert settled.values.stated_status == ""
    assert [question.field for question in settled.questions] == ["status"]


@pytest.mark.parametrize(
    ("field", "claimed", "value"),
    [
        (Field.AWARD_MAX, (500, 1000), 1000),
        (Field.AWARD_MIN, (5000, 1000), 1000),
        (Field.RATE_MAX, (60, 90), 90),
        (Field.RATE_MIN, (60, 90), 60),
        (Field.COST_MIN, (15_000, 10_000), 10_000),
        (Field.POPULATION_MAX, (10_000, 35_000), 35_000),
    ],
)
def test_of_several_amounts_the_widest_bounds_hold(
    field: Field, claimed: tuple[float, ...], value: float
) -> None:
    """An opportunity never looks smaller than it is."""
    claims = tuple(claim(field, amount) for amount in claimed)
    values = settle(raw(), SOURCE, claims, ()).values
    assert getattr(values, field.value) == value
    assert values.quotes[field.value] == str(value)


def test_an_excluded_applicant_is_none() -> None:
    """Who is named and excluded may not apply."""
    claims = (
        claim(Field.APPLICANT, "municipality"),
        claim(Field.APPLICANT, "company"),
        claim(Field.EXCLUDED_APPLICANT, "company"),
    )
    values = settle(raw(), SOURCE, claims, ()).values
    assert (values.applicants, values.excluded) == (("municipality",), ("company",))


def test_what_is_not_said_comes_from_the_source() -> None:
    """Area, level and funder of an entry that names none are its source's."""
    values = settle(raw(), SOURCE, (), ()).values
    assert (values.areas, values.level, values.funders) == (("06",), "state", ("Ministerium",))


def test_what_the_entry_says_beats_the_source() -> None:
    """An entry with its own area, level, funder and contact keeps them."""
    given = Given(
        level="federal", areas=("de",), funders=("Bund",), contacts=(Contact(organisation="Amt"),)
    )
    values = settle(raw(given=given), SOURCE, (claim(Field.AREA, "07"),), ("digital",)).values
    assert (values.areas, values.level, values.funders) == (("de",), "federal", ("Bund",))
    assert values.contacts[0].organisation == "Amt"
    assert values.topics == ("digital",)
