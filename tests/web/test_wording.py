"""Wording: what the pages say of readings and deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db import labels
from db.statements import Case, Field, Standing, Unit
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from tests.notifier.samples import fixed, values
from tests.stating import said
from web.wording import deadline_words, statement_words

CLAIMS: dict[str, tuple[Any, str]] = {
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
    "topic": ("digital", "digital"),
    "funder": ("Land Hessen", "Land Hessen"),
    "instrument": ("grant", "Zuschuss"),
}


def test_every_statement_is_shown_in_german() -> None:
    """No field's value reaches a reader as a code or an ISO date."""
    assert set(CLAIMS) == set(Field)
    for field, (value, shown) in CLAIMS.items():
        assert statement_words(said(Field(field), value), lambda key: f"[{key}]") == shown, field


def test_a_sum_is_shown_with_its_unit() -> None:
    """In the words of the text, and with none where the text names none."""
    village = said(Field.AWARD_MAX, 45_000, units=(Unit.PLACE,), unit_words="je Ortsteil")
    assert statement_words(village, str) == "45.000 € je Ortsteil"
    assert statement_words(said(Field.AWARD_MAX, 900), str) == "900 €"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (values(), "1. Februar 2027"),
        (values(deadlines=()), "nicht erkannt"),
        (values(deadlines=(fixed(date(2026, 1, 1)),)), "abgelaufen"),
        (
            values(
                deadlines=tuple(
                    Deadline(kind=kind)
                    for kind in (DeadlineKind.ROLLING, DeadlineKind.UNTIL_EXHAUSTED)
                )
            ),
            "laufend · bis die Mittel ausgeschöpft sind",
        ),
        (
            values(
                deadlines=(
                    fixed(date(2027, 1, 25), standing=Standing.CONTESTED),
                    fixed(date(2027, 1, 29), standing=Standing.CONTESTED, case=Case(words="A")),
                )
            ),
            "Angaben weichen ab: 25.01.2027 oder 29.01.2027 (A)",
        ),
    ],
)
def test_a_table_says_until_when_in_few_words(stated: Values, shown: str, today: date) -> None:
    """The nearest day, or the rules, or that nobody knows."""
    assert deadline_words(stated, today) == shown
    assert labels.DEADLINES_WITHOUT_DAY[DeadlineKind.ROLLING] != "laufend"
