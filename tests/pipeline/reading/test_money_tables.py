"""Tables: a number has its unit and its role from the head of its column or row."""

from __future__ import annotations

import pytest

from pipeline.reading import read


def stated(text: str) -> set[str]:
    """Return the certain amounts and rates of a text as "field=value @ case"."""
    return {
        f"{claim.field.value}={claim.value}"
        + (f" @ {claim.case.words}" if claim.case.words else "")
        for claim in read(text)
        if not claim.doubt and claim.field.value.startswith(("award", "cost", "rate", "own"))
    }


TABLES = [
    ("Fördersatz | 40 %\nHöchstbetrag | 20.000 €", {"rate_max=40", "award_max=20000"}),
    ("Fördersatz (%) | 45\nHöchstbetrag (€) | 15.000", {"rate_max=45", "award_max=15000"}),
    ("Fördersatz in %: 40\nHöchstbetrag in Euro: 20.000", {"rate_max=40", "award_max=20000"}),
    ("Fördersatz\t40 %\nHöchstbetrag\t20.000 €\nMindestinvestition\t5.000 €",
     {"rate_max=40", "award_max=20000", "cost_min=5000"}),
    ("Antragsteller | Fördersatz\nKommunen | 60 %\nVereine | 80 %",
     {"rate_max=60 @ Kommunen", "rate_max=80 @ Vereine"}),
    ("Förderung für | Mindestkosten (€) | Förderhöchstbetrag (€)\nVereine | 1.000 | 5.000\n"
     "Kommunen | 5.000 | 25.000",
     {"cost_min=1000 @ Vereine", "award_max=5000 @ Vereine", "cost_min=5000 @ Kommunen",
      "award_max=25000 @ Kommunen"}),
    ("Fördersatz | Neubauten | Umbauten\nKommunen | 50 % | 60 %\nVereine | 70 % | 80 %",
     {"rate_max=50 @ Kommunen, Neubauten", "rate_max=60 @ Kommunen, Umbauten",
      "rate_max=70 @ Vereine, Neubauten", "rate_max=80 @ Vereine, Umbauten"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_bare_number_is_read_from_its_head_and_row(text: str, expected: set[str]) -> None:
    """The head says what a number is and of which unit, the row for whom it holds."""
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Geförderte Projekte\nProjekt | Zuschuss (€)\nLaden Aue | 12.000\nBrunnen Bach | 8.000",
        "Verein | Mitglieder\nTSV Aue | 20.000\nTSV Bach | 5.000",
        "Ort | Umsatz der Unternehmen (€)\nAue | 20.000\nBach | 5.000",
        "Monat | Oktober (€)\nAue | 20.000\nBach | 5.000",
        "Jahr | Höchstbetrag (€)\n2026 | 2026\n2027 | 2027",
        "Gemeinde | Einwohner | Fläche (%)\nAue | 3.000 | 12\nBach | 4.000 | 15",
    ],
)
def test_a_head_that_sets_no_limit_gives_none(text: str) -> None:
    """What others got, counts, years and areas are nobody's grant."""
    assert stated(text) == set()
