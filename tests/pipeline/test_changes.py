"""What counts as a change, and how it is told."""

from __future__ import annotations

from datetime import date

import pytest

from db.values import Deadline
from db.vocabulary import DeadlineKind
from pipeline.changes import changes_between
from tests.db.test_values import fixed, values


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            {"deadlines": (fixed("2026-06-30"),)},
            {"deadlines": (fixed("2026-07-31"),)},
            "Frist verlängert: 30.06.2026 → 31.07.2026",
        ),
        (
            {"deadlines": (fixed("2026-07-31"),)},
            {"deadlines": (fixed("2026-06-30"),)},
            "Frist geändert: 31.07.2026 → 30.06.2026",
        ),
        ({}, {"deadlines": (fixed("2027-02-01"),)}, "Frist neu: keine Angabe → 01.02.2027"),
        (
            {"deadlines": (Deadline(kind=DeadlineKind.ROLLING),)},
            {"deadlines": (Deadline(kind=DeadlineKind.ANNUAL, value="09-30"),)},
            "Frist geändert: laufend → jährlich am 30.09.",
        ),
        (
            {"award_max": 15_000.0},
            {"award_max": 30_000.0},
            "Höchstförderung geändert: 15.000 € → 30.000 €",
        ),
        ({"rate_max": 80.0}, {"rate_max": 72.5}, "Fördersatz geändert: 80 % → 72,5 %"),
        (
            {"stated_status": "open"},
            {"stated_status": "closed"},
            "Stand geändert: Antragstellung möglich → geschlossen",
        ),
        ({"areas": ("06",)}, {"areas": ("06535",)}, "Fördergebiet geändert"),
        (
            {"opens_on": None},
            {"opens_on": date(2027, 1, 4)},
            "Beginn der Antragstellung geändert: keine Angabe → 04.01.2027",
        ),
    ],
)
def test_a_material_change_is_told_in_a_sentence(
    old: dict[str, object], new: dict[str, object], sentence: str
) -> None:
    """A reader sees what was and what is."""
    (change,) = changes_between(values(**old), values(**new))
    assert change.material
    assert change.sentence == sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"summary": "Alt."}, {"summary": "Neu gefasst."}),
        ({"quotes": {"award_max": "5 T€"}}, {"quotes": {"award_max": "5.000 €"}}),
    ],
)
def test_other_words_are_no_news(old: dict[str, object], new: dict[str, object]) -> None:
    """A cosmetic change is noted without a sentence."""
    (change,) = changes_between(values(**old), values(**new))
    assert not change.material and not change.sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"areas": ("06", "07")}, {"areas": ("07", "06")}),
        (
            {"deadlines": (fixed("2027-02-01", quote="bis 1.2.2027"),)},
            {"deadlines": (fixed("2027-02-01", quote="bis zum 1. Februar 2027"),)},
        ),
        ({"award_max": 5000}, {"award_max": 5000.0}),
    ],
)
def test_the_same_in_other_spelling_is_no_change(
    old: dict[str, object], new: dict[str, object]
) -> None:
    """Values are compared, not their order or wording."""
    assert changes_between(values(**old), values(**new)) == ()
