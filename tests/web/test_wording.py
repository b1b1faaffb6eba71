"""Wording: what the pages say of deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from db import labels
from db.statements import Case, Standing
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from tests.notifier.samples import fixed, values
from web.wording import deadline_words


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (values(), "01.02.2027"),
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
