"""The algebra of dates: what recurs, what is derived, what is a span, and what is asked."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import rows

DATED = frozenset({Field.DEADLINE, Field.OPENS, Field.ANNUAL_DEADLINE, Field.DEADLINE_MONTH})


def found(text: str, published_on: date | None = None) -> set[str]:
    """Return "field value" of all dates of applying, with a question mark behind what is asked."""
    claims = read(text, published_on=published_on)
    for one in claims:
        assert text[one.start : one.end] == one.quote
    return {
        f"{one.field} {one.value}{'?' if one.review else ''}"
        for one in claims
        if one.field in DATED
    }


@pytest.mark.parametrize(("text", "expected"), rows("algebra"))
def test_an_expression_is_the_day_it_means_or_a_question(text: str, expected: set[str]) -> None:
    """What recurs is yearly, an end is derived, and what cannot be read is asked."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("Anträge sind jährlich bis Ende April einzureichen.", True),
        ("Anträge sind jeweils zum Quartalsende einzureichen.", True),
        ("Anträge sind jährlich bis zum 30. April einzureichen.", False),
        ("Anträge sind zu jedem Quartalsende (31.03., 30.06., 30.09., 31.12.) möglich.", False),
    ],
)
def test_a_derived_day_is_marked(text: str, derived: bool) -> None:
    """Whoever reads the claim can tell a written day from one that follows from a span."""
    marks = {
        one.rule.endswith(".derived") for one in read(text) if one.field is Field.ANNUAL_DEADLINE
    }
    assert marks == {derived}


@pytest.mark.parametrize(
    ("text", "published_on", "expected"),
    [
        ("Für das Jahr 2027 endet die Antragsfrist Mitte März.", date(2026, 11, 2), "2027-03"),
        ("Die Antragsfrist endet Ende April.", date(2026, 12, 1), "2027-04"),
        ("Die Antragsfrist endet Ende April.", None, "--04?"),
        ("Die Antragsfrist endet Ende April.", date(2026, 5, 20), "--04?"),
        ("Im Jahr 2027 endet die Antragsfrist Ende April.", None, "2027-04"),
    ],
)
def test_a_month_gets_its_year_where_that_is_certain(
    text: str, published_on: date | None, expected: str
) -> None:
    """As with days: from the statement, or from the publication if it lies near ahead."""
    assert found(text, published_on) == {f"deadline_month {expected}"}
