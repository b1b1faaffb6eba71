"""Wording: what the pages say of readings and deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db import labels
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from pipeline.claim import Field
from tests.notifier.samples import fixed, values
from web.wording import claim_words, deadline_words

CLAIMS: dict[str, tuple[Any, str]] = {
    "deadline": ("2027-03-01", "01.03.2027"),
    "opens": ("2027-02-01", "01.02.2027"),
    "annual_deadline": ("03-01", "jedes Jahr am 01.03."),
    "deadline_month": ("2027-03", "März 2027"),
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
}


def test_every_claim_is_shown_in_german() -> None:
    """No field's value reaches a reader as a code or an ISO date."""
    assert set(CLAIMS) == set(Field)
    for field, (value, shown) in CLAIMS.items():
        claim = {"field": field, "value": value}
        assert claim_words(claim, lambda key: f"[{key}]") == shown, field


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
    ],
)
def test_a_table_says_until_when_in_few_words(stated: Values, shown: str, today: date) -> None:
    """The nearest day, or the rules, or that nobody knows."""
    assert deadline_words(stated, today) == shown
    assert labels.DEADLINES_WITHOUT_DAY[DeadlineKind.ROLLING] != "laufend"
