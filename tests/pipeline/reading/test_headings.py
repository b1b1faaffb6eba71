"""A day without a verb is what its label and the headings above it say."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read

MAY, SEPTEMBER = "2027-05-03", "2027-09-05"
BOTH = {MAY, SEPTEMBER}
CLOSING = (Field.DEADLINE, Field.ANNUAL_DEADLINE)


def days(text: str, *, asked: bool = False) -> set[str]:
    """Return the days that a text states as deadlines, or asks about."""
    return {
        str(claim.value)
        for claim in read(text)
        if claim.field in CLOSING and bool(claim.doubt) == asked
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Antragstermine\n\n3. Mai 2027\n5. September 2027", BOTH),
        ("Stichtage\n\n3. Mai 2027\n\n5. September 2027\n\nAnreise\n\n7. Oktober 2027", BOTH),
        ("Förderfristen:\n• 3. Mai 2027\n• 5. September 2027", BOTH),
        ("Fristen\n\nStufe 1: 3. Mai 2027\nStufe 2: 5. September 2027", BOTH),
        ("Bewerbungszeitraum\n\n1. März bis 3. Mai 2027\n\nJury\n\n5. Juni 2027", {MAY}),
        ("1. Zweck\nDas Dorf.\n\n2. Antragsfrist\n3. Mai 2027\n\n3. Laufzeit\n5. Juni 2027", {MAY}),
        ("# Termine\n\n- Antragsfrist: 3. Mai 2027\n- Preisverleihung: 7. Juli 2027", {MAY}),
        ("Termine\n\n• Auswahl: 5. Juni 2027\n• Abgabe der Skizzen: 3. Mai 2027", {MAY}),
        ("Zeitplan\n\n3. Mai 2027 – Einsendeschluss\n5. Juni 2027 – Jurysitzung", {MAY}),
        ("Ablauf\n\n• 1. März 2027: Start der Antragsphase\n• 3. Mai 2027: Antragsschluss", {MAY}),
        ("Bis wann kann ich mich bewerben?\nBis 3. Mai 2027", {MAY}),
        ("Einreichung:\n• Skizze: bis 3. Mai 2027\n• Antrag: bis 5. September 2027", BOTH),
        ("Läden\n\nAntragsfrist: 3. Mai 2027\n\nPlätze\n\nFrist: 5. September 2027", BOTH),
        ("| Was | Wann |\n|--|--|\n| Antragsschluss | 3. Mai 2027 |\n| Jury | 7.7.2027 |", {MAY}),
    ],
)  # fmt: skip
def test_a_heading_holds_for_what_stands_below(text: str, expected: set[str]) -> None:
    """Until the next of its level; in lists and tables the label of the row decides."""
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Antragsfristen\n\nVernissage: 3. Mai 2027",
        "Name\tBis wann?\nDorfladen\t3. Mai 2027\nDorfplatz\t5. September 2027",
        "Was wird gefördert?\nDorfläden.\n\nBis wann?\nBis zum 3. Mai 2027.",
        "Verwendungsnachweis\n\nDie Frist endet am 3. Mai 2027.",
    ],
)
def test_a_label_that_is_not_known_is_asked(text: str) -> None:
    """Between a heading of deadlines and a day it may be one or not."""
    assert not days(text) and MAY in days(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "Verwendungsnachweis\n\nbis 3. Mai 2027",
        "Termine\n\nJurysitzung: 3. Mai 2027",
        "Der Nachweis ist zu führen. Er ist bis zum 3. Mai 2027 einzureichen.",
        "Veröffentlicht am\n\n3. Mai 2027\n\nAntragsfrist\n\nSiehe unten",
    ],
)
def test_a_heading_of_something_else_makes_no_deadline(text: str) -> None:
    """What is handed in is named above, and is no application."""
    assert not days(text)
