"""Labels: every code has a German word; numbers, money and days as Germans write them."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

import crawlers.items
import crawlers.source
import db.area
import db.decisions
import db.statements
import db.terms
import db.vocabulary
import pipeline.claim
import pipeline.decided
from db import labels
from db.statements import Field, Statement, Subject
from db.values import Values
from db.vocabulary import DeadlineKind
from tests.stating import said

VOCABULARIES = (
    *(crawlers.items, crawlers.source, db.area, db.vocabulary),
    *(db.decisions, db.statements, db.terms),
    *(pipeline.claim, pipeline.decided),
)


def vocabularies() -> list[type[StrEnum]]:
    """Every closed list of codes that these modules define."""
    return [
        found
        for module in VOCABULARIES
        for _name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, StrEnum) and found.__module__ == module.__name__
    ]


def tables() -> dict[str, dict[str, str]]:
    """Every table of words by its name."""
    named = {name: found for name, found in vars(labels).items() if name[0].isupper()}
    return {name: found for name, found in named.items() if isinstance(found, dict)}


@pytest.mark.parametrize("vocabulary", vocabularies(), ids=lambda found: found.__name__)
def test_every_code_has_a_german_word(vocabulary: type[StrEnum]) -> None:
    """Some table holds exactly the codes of a vocabulary, so none reaches a reader as it is."""
    assert any(set(words) == set(vocabulary) for words in tables().values())


def test_all_vocabularies_are_looked_at() -> None:
    """The search above finds those of every package."""
    names = {found.__name__ for found in vocabularies()}
    assert {"Kind", "Level", "AreaKind", "RunOutcome", "Field", "Outcome"} <= names
    assert len(names) > 15


def test_every_field_has_a_german_word() -> None:
    """What is stated of an opportunity has a heading, and so has what sources differ in."""
    assert set(labels.FIELDS) == {field.name for field in fields(Values)}
    asked_about = {field.value for field in Field} | {Subject.DEADLINES.value}
    assert set(labels.ASKED_ABOUT) >= asked_about


def test_two_tables_of_one_vocabulary_know_the_same_codes() -> None:
    """A sentence is not without a word that a table has."""
    assert set(labels.KINDS_WITH_ARTICLE) == set(labels.KINDS)
    dated = {DeadlineKind.FIXED, DeadlineKind.ANNUAL, DeadlineKind.MONTH}
    assert set(labels.DEADLINES_WITHOUT_DAY) == set(DeadlineKind) - dated


def test_no_word_is_a_code() -> None:
    """Every word is more than the code put through."""
    for name, words in tables().items():
        for code, word in words.items():
            assert word.strip() and word != code, (name, code)


@pytest.mark.parametrize(
    ("euros", "shown"),
    [
        (500, "500 €"),
        (20_000, "20.000 €"),
        (1234.5, "1.234,5 €"),
        (1_500_000, "1,5 Mio. €"),
        (1_234_567, "1.234.567 €"),
        (12_000_000, "12 Mio. €"),
        (2_300_000_000, "2,3 Mrd. €"),
    ],
)
def test_money(euros: float, shown: str) -> None:
    """Amounts are exact and written as Germans write them."""
    assert labels.money(euros) == shown


def test_rates_and_spans() -> None:
    """A rate is a percentage; a span says what is known of its ends."""
    assert (labels.percent(80), labels.percent(33.3)) == ("80 %", "33,3 %")
    assert labels.span("", "20.000 €") == "bis 20.000 €"
    assert labels.span("5.000 €", "") == "ab 5.000 €"
    assert labels.span("5.000 €", "20.000 €") == "5.000 € bis 20.000 €"
    assert labels.span("60 %", "60 %") == "60 %"
    assert labels.span("", "") == ""


def test_days() -> None:
    """Days are written out with their weekday, spans without repeating the month."""
    first = date(2027, 2, 1)
    assert (labels.short_day(first), labels.day(first)) == ("01.02.2027", "1. Februar 2027")
    assert labels.long_day(first) == "Montag, 1. Februar 2027"
    assert labels.days(first, None) == labels.days(first, first) == "Montag, 1. Februar 2027"
    assert labels.days(first, date(2027, 2, 3)) == "1. bis 3. Februar 2027"
    assert labels.days(first, date(2027, 3, 2)) == "1. Februar 2027 bis 2. März 2027"
    assert [labels.days_left(date(2027, 2, day), first) for day in (1, 2, 3)] == [
        "endet heute",
        "endet morgen",
        "noch 2 Tage",
    ]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (Field.DEADLINE, "2027-02-01", "01.02.2027"),
        (Field.DEADLINE_MONTH, "2027-02", "02/2027"),
        (Field.DEADLINE, "--02-01", "01.02. ohne Jahr"),
        (Field.EVENT_START, "--04-04", "04.04. ohne Jahr"),
        (Field.ANNUAL_DEADLINE, "03-01", "jährlich am 01.03."),
    ],
)
def test_a_day_is_shown_as_far_as_it_is_known(field: Field, value: str, shown: str) -> None:
    """A text may name a month alone, or a day without its year: then that is what is asked."""
    assert labels.statement_shown(Statement(field=field, value=value)) == shown


def test_unknown_codes_stand_for_themselves() -> None:
    """A publisher's own word is no code and is shown as it is."""
    assert labels.label(labels.INSTRUMENTS, "Zuschuss") == "Zuschuss"
    assert labels.label(labels.INSTRUMENTS, "grant") == "Zuschuss"


SHOWN: dict[str, tuple[Any, str]] = {
    "deadline": ("2027-03-01", "01.03.2027"),
    "opens": ("2027-02-01", "01.02.2027"),
    "annual_deadline": ("03-01", "jährlich am 01.03."),
    "deadline_month": ("2027-03", "03/2027"),
    "deadline_rule": ("rolling", "laufend"),
    "status": ("closed", "geschlossen"),
    "award_min": (5000, "5.000 €"),
    "award_max": (1_500_000, "1,5 Mio. €"),
    "cost_min": (0, "0 €"),
    "cost_max": (12.5, "12,5 €"),
    "budget": (33_000_000, "33 Mio. €"),
    "rate_min": (50, "50 %"),
    "rate_max": (66.6, "66,6 %"),
    "own_share": (10, "10 %"),
    "applicant": ("municipality", "Städte und Gemeinden"),
    "excluded_applicant": ("company", "Unternehmen"),
    "population_min": (1000, "1.000"),
    "population_max": (10_000, "10.000"),
    "partners_min": (3, "3"),
    "area": ("06", "[06]"),
    "event_start": ("2027-04-01", "01.04.2027"),
    "event_end": ("2027-04-02", "02.04.2027"),
    "event_place": ("Lauterbach", "Lauterbach"),
    "kind": ("call", "Aufruf"),
    "topic": ("digital", "<digital>"),
    "funder": ("Land Hessen", "Land Hessen"),
    "instrument": ("grant", "Zuschuss"),
}


@pytest.mark.parametrize("field", Field)
def test_every_statement_is_shown_in_german(field: Field) -> None:
    """No value reaches a reader as a code or an ISO date; a sum has the text's unit."""
    value, shown = SHOWN[field]
    stated = said(field, value)
    names = {"area_name": "[{}]".format, "topic_name": "<{}>".format}
    assert labels.statement_shown(stated, **names) == shown
    if shown.endswith("€"):
        by_village = replace(stated, unit_words="je Ortsteil")
        assert labels.statement_shown(by_village) == f"{shown} je Ortsteil"
        began = replace(stated, unit_words="Für jedes Vorhaben")
        assert labels.statement_shown(began) == f"{shown} für jedes Vorhaben"
