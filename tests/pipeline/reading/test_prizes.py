"""Prizes: rows of places, lists of falling sums, totals, single ones; and what is none of them."""

from __future__ import annotations

import pytest

from pipeline.claim import Field, Unit
from pipeline.reading import read

_FIELDS = (Field.AWARD_MAX, Field.AWARD_MIN, Field.BUDGET)
PROMISED = [
    ("1. Preis: 4.000 EUR\n2. Preis: 2.000 EUR\n3. Preis: 1.000 EUR", "max 4000"),
    (
        "Es winken Preise:\n- 1. Platz: 500 Euro\n- 2. Platz: 300 Euro\n- 3. Platz: 200 Euro",
        "max 500",
    ),
    (
        "Der erste Platz ist für die Siegerteams mit 3.000,- EUR, der zweite mit 1.500,- EUR und"
        " der dritte mit 500,- EUR dotiert.",
        "max 3000",
    ),
    (
        "Die Gewinner erhalten 900 Euro (1. Platz), 600 Euro (2. Platz) und 300 Euro (3. Platz).",
        "max 900",
    ),
    (
        "Preisgelder in Höhe von 1.500, 1.000 bzw. 500,- EUR warten auf die besten Beiträge.",
        "max 1500",
    ),
    (
        "Dem Sieger winkt ein Preisgeld in Höhe von 2.500 Euro, für den zweiten Platz gibt es"
        " 1.500 Euro und der Drittplatzierte erhält 1.000 Euro.",
        "max 2500",
    ),
    (
        "Platz 1 erhält 1.000 €, Platz 2 erhält 500 € und Platz 3 erhält 250 €.",
        "max 1000",
    ),
    ("Den Siegern winken Preisgelder in einer Gesamthöhe von 6.000 Euro.", "budget 6000"),
    ("Es werden insgesamt 10.000 Euro Preisgeld vergeben.", "budget 10000"),
    ("Der Wettbewerb vergibt Preise im Gesamtwert von 5.000 Euro.", "budget 5000"),
    (
        "Es gibt Geld- und Sachpreise in Höhe von 7.000 Euro. Die Gewinner erhalten 4.000 Euro"
        " (1. Platz), 2.000 Euro (2. Platz) und 1.000 Euro (3. Platz).",
        "budget 7000, max 4000",
    ),
    ("Der mit 5.000 Euro dotierte Preis wird jährlich an eine Künstlerin vergeben.", "max 5000"),
    ("Der Gewinner erhält 5.000 Euro Preisgeld.", "max 5000"),
    (
        "Der Umweltpreis ist mit 10.000 Euro dotiert, der Nachwuchspreis mit 5.000 Euro.",
        "max 10000 @ Umweltpreis, max 5000 @ Nachwuchspreis",
    ),
    (
        "Das Siegerteam erhält 1.000 Euro Preisgeld, das zweitplatzierte Team 500 Euro.",
        "max 1000",
    ),
    (
        "Das Preisgeld beträgt insgesamt 6.000 Euro und wird auf drei geteilt: 3.000 Euro für den"
        " ersten, 2.000 Euro für den zweiten und 1.000 Euro für den dritten Platz.",
        "budget 6000, max 3000",
    ),
    ("Vielleicht gewinnt ihr den Hauptpreis von 500 €!", "max 500 @ Hauptpreis"),
]
NO_PROMISE = [
    "2023 ging der 1. Preis (3.000 Euro) an den Turnverein, der 2. Preis (2.000 Euro) nach Ulm.",
    "Die Schülerin gewann den 1. Preis und 500 Euro.",
    "Der Verein erhielt den mit 2.500 Euro dotierten Preis.",
    "Ein Preisgeld von 500 Euro gibt es nicht mehr.",
    "Der Preis wurde mit 5.000 Euro dotiert und ging nach Berlin.",
    "Der Eintrittspreis beträgt 15 Euro, ermäßigt 10 Euro.",
    "Der Preis (8 m²) liegt zwischen 6.000 und 12.000 Euro.",
    "Auf Platz 1 der Ausgaben stehen 40.000 Euro für Personal, auf Platz 2 30.000 Euro Miete.",
    "Wie hoch ist das Preisgeld? Sind es 5.000 Euro Preisgeld?",
    "Zum Beispiel ist ein Preis mit 500 Euro dotiert.",
    "1. Preis: 500 Euro\n2. Preis: 900 Euro",
    "Im Wettbewerb gibt es einen Gutschein über 400 Euro zu gewinnen.",
]


@pytest.mark.parametrize(("text", "expected"), PROMISED)
def test_of_prizes_the_first_or_the_total_is_stated(text: str, expected: str) -> None:
    """Of a row of prizes the first is stated, of a total that it is all there is."""
    assert ", ".join(sorted(_stated(text))) == expected


@pytest.mark.parametrize("text", NO_PROMISE)
def test_what_was_won_denied_or_priced_is_no_prize(text: str) -> None:
    """Prizes won already, prices, questions and ranks without a falling row state nothing."""
    assert _stated(text) == []


def test_prizes_are_told_as_prizes() -> None:
    """Whatever a row states is for one prize, and a total for the programme."""
    row = read(
        "1. Preis: 500 Euro, 2. Preis: 200 Euro. Insgesamt werden 700 Euro Preisgeld vergeben."
    )
    assert {(one.field, Unit.PRIZE in one.units) for one in row if one.field in _FIELDS} == {
        (Field.AWARD_MAX, True),
        (Field.BUDGET, True),
    }


def _stated(text: str) -> list[str]:
    return [
        f"{one.field.value.removeprefix('award_')} {one.value}"
        + (f" @ {one.case.words}" if one.case.words else "")
        for one in read(text)
        if one.field in _FIELDS and not one.doubt
    ]
