"""Polarity: a limit that is denied turns round, and what decides nothing is asked."""

from __future__ import annotations

import pytest

from pipeline.reading import read

LIMITS = ("cost_min", "cost_max", "award_min", "award_max", "population_min", "population_max")


def limits(text: str, language: str = "de") -> set[str]:
    """Return the limits of a text as "field=value", questions with a question mark."""
    return {
        f"{claim.field.value}={claim.value}{'?' if claim.doubt else ''}"
        for claim in read(text, language=language)
        if claim.field.value in LIMITS
    }


DENIED = [
    ("Zuschüsse unter 300 Euro gibt es nicht.", "award_min=300"),
    ("Beträge unter 100 Euro werden nicht ausgezahlt.", "award_min=100"),
    ("Anträge über 60.000 Euro werden zurückgewiesen.", "cost_max=60000"),
    ("Der Zuschuss wird nicht gewährt, wenn die Kosten unter 2.000 Euro liegen.", "cost_min=2000"),
    ("Eine Förderung von Vorhaben unter 2.000 Euro findet nicht statt.", "cost_min=2000"),
    ("Zum ländlichen Raum zählen nicht die Städte mit mehr als 90.000 Einwohnern.",
     "population_max=90000"),
    ("Orte mit mehr als 9.000 Einwohnern gehören nicht zur Förderkulisse.",
     "population_max=9000"),
    ("Kein Projekt unter 4.000 Euro wird gefördert.", "cost_min=4000"),
    ("Nicht zuwendungsfähig sind Vorhaben, deren Gesamtausgaben weniger als 3.000 Euro oder mehr"
     " als 20.000 Euro betragen.", "cost_min=3000 cost_max=20000"),
    ("Nicht gefördert werden Vorhaben, deren Gesamtkosten nicht mindestens 5.000 Euro betragen.",
     "cost_min=5000"),
]  # fmt: skip
OWN = [
    ("Die Kosten dürfen weder 3.000 Euro unterschreiten noch 20.000 Euro überschreiten.",
     "cost_min=3000 cost_max=20000"),
    ("Die Gesamtkosten sollen nicht weniger als 3.000 Euro und nicht mehr als 20.000 Euro"
     " betragen.", "cost_min=3000 cost_max=20000"),
    ("Die Gesamtkosten dürfen nicht 50.000 Euro überschreiten.", "cost_max=50000"),
    ("Der Zuschuss soll 900 Euro nicht unterschreiten und ist auf 40.000 Euro begrenzt.",
     "award_min=900 award_max=40000"),
    ("Die Zuwendung darf 800 Euro nicht unterschreiten und auf höchstens 9.000 Euro lauten.",
     "award_min=800 award_max=9000"),
    ("Vorhaben unterhalb der Bagatellgrenze von 4.000 Euro werden nicht gefördert.",
     "cost_min=4000"),
    ("Projekte ab 2.000 Euro werden gefördert, Projekte darunter nicht.", "cost_min=2000"),
    ("Der nicht rückzahlbare Zuschuss beträgt höchstens 5.000 Euro.", "award_max=5000"),
    ("Der Zuschuss beträgt höchstens 5.000 Euro; Personalkosten sind nicht förderfähig.",
     "award_max=5000"),
    ("Der Förderbetrag unterschreitet nicht den Betrag von 700 Euro.", "award_min=700"),
    ("Ausschlüsse\n\n- Grunderwerb\n\nFörderhöhe\n\nDer Zuschuss beträgt höchstens 5.000 Euro.",
     "award_max=5000"),
]  # fmt: skip
ENGLISH = [
    ("Projects below EUR 10,000 will not be funded.", "cost_min=10000"),
    ("Municipalities with more than 50,000 inhabitants are not eligible.",
     "population_max=50000"),
    ("Only municipalities with fewer than 10,000 inhabitants may apply.",
     "population_max=10000"),
    ("Projects with total costs of more than EUR 50,000 are not eligible.", "cost_max=50000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_a_denied_limit_turns_round(text: str, expected: str) -> None:
    """What is refused below or above a sum names the least or the most that is possible."""
    assert limits(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_a_limit_that_nothing_denies_stays(text: str, expected: str) -> None:
    """A denial of the limit itself, of an attribute or of another clause denies nothing else."""
    assert limits(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_a_limit_is_denied_in_english(text: str, expected: str) -> None:
    """English denials turn limits round as well."""
    assert limits(text, "en") == set(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "Gemeinden mit mehr als 9.000 Einwohnern sind nur antragsberechtigt, wenn sie kooperieren.",
        "Nicht gefördert werden Projekte mit Gesamtkosten zwischen 5.000 und 9.000 Euro.",
    ],
)
def test_a_limit_that_could_be_either_is_asked(text: str) -> None:
    """Where the words leave the side open, the claim is a question."""
    assert limits(text)
    assert all(one.endswith("?") for one in limits(text))
