"""Values with the case that the structure of a text gives them, and decoys beside them."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read

_MONEY = {
    Field.AWARD_MAX: "max",
    Field.AWARD_MIN: "min",
    Field.RATE_MAX: "rate",
    Field.RATE_MIN: "rate from",
    Field.BUDGET: "budget",
}
STATED = [
    (
        "Förderhöhe\n\tVereine\tKommunen\nFördersatz\t50 %\t80 %\nHöchstbetrag\t2.000 €\t5.000 €",
        "max 2000 @ Vereine; max 5000 @ Kommunen; rate 50 @ Vereine; rate 80 @ Kommunen",
    ),
    (
        "Maßnahme\tFördersatz\tHöchstbetrag\nDachbegrünung\t50 %\t5.000 €\nZisterne\t40 %\t3.000 €",
        "max 3000 @ Zisterne; max 5000 @ Dachbegrünung; rate 40 @ Zisterne;"
        " rate 50 @ Dachbegrünung",
    ),
    (
        "Programme der Stadt\n\nHoffonds\nStelle: Bürgeramt\nBetrag: 30 % der Kosten,"
        " max. 1.000 EUR\nFrist: laufend\n\nGartenfonds\nStelle: Umweltamt\nBetrag:"
        " 50 % der Kosten, max. 4.000 EUR\nFrist: laufend",
        "max 1000 @ Hoffonds; max 4000 @ Gartenfonds; rate 30 @ Hoffonds; rate 50 @ Gartenfonds",
    ),
    (
        "Schulprojekte: 1.900 €, Projektwochen: bis 300 €\nDie Stiftung fördert Schulen.",
        "max 1900 @ Schulprojekte; max 300 @ Projektwochen",
    ),
    (
        "Im August wird einmalig ein Förderbetrag in Höhe von 7.000 Euro an einen gemeinnützigen"
        " Verein vergeben.",
        "max 7000 @ gemeinnützigen Verein",
    ),
    (
        "Die Förderquote beträgt je nach Standard zwischen 15 % und 45 %. Für Speicher gibt es"
        " weitere Mittel.",
        "rate 45 @ je nach Standard; rate from 15 @ je nach Standard",
    ),
    ("Das Darlehen beträgt bis zu 25.000 Euro.", "max 25000 @ Darlehen"),
    (
        "Gefördert werden Balkonkraftwerke mit 100 € je Anlage. Der Fördertopf umfasst"
        " 20.000 Euro.",
        "budget 20000; max 100 @ Balkonkraftwerke",
    ),
    (
        "Im Rahmen des Programms können sich Studierende, die eine Abschlussarbeit schreiben, um"
        " ein Stipendium in Höhe von insgesamt 1.500 € bewerben.",
        "max 1500 @ Studierende, die eine Abschlussarbeit schreiben",
    ),
    ("Auf Antrag können Vereine bis zu 500 Euro erhalten.", "max 500 @ Vereine"),
]
ASKED = [
    "PV-Anlage: 12.000 €\nSpeicher: 8.000 €\nWallbox: 900 €\nEine Förderung ist möglich.",
    "Das Land fördert die Sanierung der Grundschule mit 300.000 Euro.",
    "Sollte die Feier ausfallen, erhält der Verein einen Zuschuss von 1.000 Euro.",
    "In armen Kommunen und Kohlegebieten gibt es 90 Prozent, für Konzepte 70 Prozent.",
    "Es gibt ein Darlehen bis 25.000 Euro und einen Zuschuss von höchstens 5.000 Euro.",
    "Hoffonds\nStelle: Amt\nBetrag: 500 Euro Zuschuss\nGartenfonds: bis zu 900 Euro Zuschuss",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_value_is_stated_with_the_case_of_its_place(text: str, expected: str) -> None:
    """Rows, columns, entries, labels and receivers give a value its case."""
    assert "; ".join(sorted(_stated(text))) == expected


def test_for_whom_money_is_meant_is_not_who_applies() -> None:
    """What is paid for children is no case of people who apply."""
    claims = read("Vereine erhalten für Kinder 5 Euro Zuschuss je Tag, für Betreuende 8 Euro.")
    cases = [one.case for one in claims if one.field is Field.AWARD_MAX]
    assert cases
    assert not any("individual" in case.applicants for case in cases if "Kinder" in case.words)


@pytest.mark.parametrize("text", ASKED)
def test_no_value_is_stated_for_all_where_it_holds_for_some(text: str) -> None:
    """Prices, single projects and several things in one breath state nothing for all."""
    assert [one for one in _stated(text) if "@" not in one] == []


def _stated(text: str) -> list[str]:
    return [
        f"{_MONEY[one.field]} {one.value}" + (f" @ {one.case.words}" if one.case.words else "")
        for one in read(text)
        if one.field in _MONEY and not one.doubt
    ]
