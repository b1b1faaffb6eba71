"""Short: what a line of a list says of an item's end and of its money."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.statements import Case, Field, Standing, Unit
from db.terms import Reader
from db.values import Deadline
from db.vocabulary import DeadlineKind, Withdrawal
from notifier.digest.card import Card, make_card
from tests.conftest import TODAY
from tests.notifier.samples import fixed, news
from tests.stating import said

DAY = timedelta(days=1)
VILLAGE = Reader(applicants=("municipality",), population=3_000)
SMALL = Case(words="kleine Gemeinden", applicants=("municipality",), population_max=10_000)
LARGE = Case(words="große Gemeinden", applicants=("municipality",), population_min=10_001)
NO_MONEY = {"award_max": None, "rate_max": None}


def card(**facts: Any) -> Card:
    """The card of an item for a village."""
    return make_card("key", news(1, **facts), TODAY, reader=VILLAGE)


def rule(kind: DeadlineKind) -> Deadline:
    """A deadline without a day."""
    return Deadline(kind=kind)


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        ({"deadlines": (fixed(TODAY + 54 * DAY),)}, "bis 15. Januar"),
        ({"deadlines": (fixed(TODAY + 419 * DAY),)}, "bis 15. Januar 2028"),
        ({"deadlines": (Deadline(kind=DeadlineKind.ANNUAL, value="03-01"),)}, "bis 1. März"),
        ({"deadlines": (Deadline(kind=DeadlineKind.MONTH, value="2027-02"),)}, "im Februar"),
        ({"deadlines": ()}, "Frist unbekannt"),
        ({"deadlines": (fixed(TODAY + DAY, newcomers=False),)}, "Frist unbekannt"),
        ({"deadlines": (rule(DeadlineKind.ANNOUNCED_ELSEWHERE),)}, "Frist unbekannt"),
        ({"deadlines": (rule(DeadlineKind.ROLLING), rule(DeadlineKind.RELATIVE))}, "laufend"),
        ({"deadlines": (rule(DeadlineKind.UNTIL_EXHAUSTED),)}, "solange Mittel da sind"),
        (
            {"deadlines": (fixed(TODAY + 54 * DAY, standing=Standing.CONTESTED),)},
            "evtl. 15. Januar",
        ),
        ({"opens_on": TODAY + 10 * DAY, "deadlines": ()}, "ab 2. Dezember"),
        (
            {"opens_on": TODAY + 10 * DAY, "deadlines": (fixed(TODAY + 54 * DAY),)},
            "2.12. bis 15.1.",
        ),
        ({"stated_status": "suspended"}, "ausgesetzt"),
        (
            {"kind": "event", "deadlines": (), "event_starts_on": TODAY + DAY},
            "am 23. November",
        ),
        (
            {
                "kind": "event",
                "deadlines": (),
                "event_starts_on": TODAY + DAY,
                "event_ends_on": TODAY + 3 * DAY,
            },
            "23. bis 25. November",
        ),
        ({"kind": "event", "deadlines": ()}, "Termin offen"),
        (
            {
                "kind": "event",
                "event_starts_on": TODAY + 9 * DAY,
                "deadlines": (fixed(TODAY + 3 * DAY, stage="registration"),),
            },
            "anmelden bis 25.11.",
        ),
    ],
)
def test_until_when_in_few_words(facts: dict[str, Any], until: str) -> None:
    """The day it ends, without its year where there is no doubt, or that it has none."""
    assert card(**facts).until == until


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"award_max": 200_000}, "bis 200.000 €"),
        ({"award_max": 20_000, "award_min": 3_000}, "3.000 € bis 20.000 €"),
        ({"award_max": None, "rate_max": 75}, "bis 75 %"),
        ({**NO_MONEY, "budget": 33_000_000}, "insgesamt 33 Mio. €"),
        (NO_MONEY, ""),
        ({"award_max": 1_000, "kind": "prize"}, "Preisgeld bis 1.000 €"),
        (
            {
                **NO_MONEY,
                "more": (
                    said(Field.AWARD_MAX, 45_000, units=(Unit.PLACE,), unit_words="je Ortsteil"),
                ),
            },
            "bis 45.000 € je Ortsteil",
        ),
        (
            {
                **NO_MONEY,
                "more": (said(Field.RATE_MAX, 80, SMALL), said(Field.RATE_MAX, 60, LARGE)),
            },
            "bis 80 %",
        ),
        (
            {**NO_MONEY, "more": (said(Field.AWARD_MAX, 5, standing=Standing.CONTESTED),)},
            "",
        ),
    ],
)
def test_how_much_in_few_words(facts: dict[str, Any], amount: str) -> None:
    """One sum with its unit, of the reader's own cases; what is not sure is no sum."""
    assert card(**facts).amount == amount


def test_a_long_title_is_cut_and_what_is_over_says_so() -> None:
    """A title of many words keeps its first ones, and what ended has its word for a day."""
    long = card(title="Sehr langer Titel " * 12)
    assert len(long.short_title) <= 80 and long.short_title.endswith("…")
    gone = replace(news(1), withdrawn=Withdrawal.STAFF)
    ended = make_card("key", gone, TODAY, over=True)
    assert (ended.short_title, ended.until) == (ended.title, "zurückgezogen")
