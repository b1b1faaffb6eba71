"""A day without a year, where the text itself says of which time it is."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import stated

PUBLISHED_ON = date(2026, 9, 15)
_DATED = {Field.DEADLINE, Field.OPENS, Field.DEADLINE_MONTH}


def _lines(text: str) -> str:
    return text.replace(" // ", "\n")


@pytest.mark.parametrize("before", ["", "Hilfe für Dorfläden // Der Kreis hilft den Läden. // "])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stand: 2024 // Antragsfrist: 20. April", "deadline 2024-04-20"),
        ("Stand: 03/2026 // Antragsfrist: 20. April", "deadline 2026-04-20"),
        ("Antragsfrist: 20. April // Zuletzt geändert am 12.02.2026", "deadline 2026-04-20"),
        ("Antragsfrist: 20. April // Aktualisiert: 2026-02-12", "deadline 2026-04-20"),
        ("Antragsfrist: 20. April // © 2024 Kreis Au", "deadline 2024-04-20"),
        ("Rundbrief März 2026 // Anträge sind bis 20. April zu stellen.", "deadline 2026-04-20"),
        ("Ausgabe 1/2026 // Anträge sind bis 20. April zu stellen.", "deadline 2026-04-20"),
        ("Rückblick 2025 // Antragsfrist: 2. November", "deadline 2025-11-02"),
        ("Projektaufruf 2025 // Antragsfrist: 20. April", "deadline 2025-04-20"),
        ("Aufruf vom November 2025 // Antragsfrist: 20. Februar", "deadline 2026-02-20"),
        ("Dorfpreis 2025/26 // Einsendeschluss: 20. Februar", "deadline 2026-02-20"),
        ("Saison 2025/2026 // Einsendeschluss: 2. November", "deadline 2025-11-02"),
        ("Programmjahr 2026 // Antragsfrist: 20. Februar", "deadline 2026-02-20"),
        ("Programmjahr 2026 // Anträge bis Ende Februar einreichen", "deadline_month 2026-02"),
        ("Antragsfrist: 20. April. Die Mittel werden am 1. Juli 2026 ausgezahlt.",
         "deadline 2026-04-20"),
        ("Vorhaben beginnen am 1. Juni 2026. Anträge sind bis 20. April zu stellen.",
         "deadline 2026-04-20"),
        ("Vorschläge bis 20. April einreichen. Siegerehrung am 9. Juli 2026.",
         "deadline 2026-04-20"),
    ],
)  # fmt: skip
def test_a_text_of_another_time_gives_its_own_year_as_a_question(
    before: str, text: str, expected: str
) -> None:
    """What the text says of its time is proposed, and the year of publication never stated."""
    whole = _lines(before + text)
    claims = [one for one in read(whole, published_on=PUBLISHED_ON) if one.field in _DATED]
    assert [f"{one.field} {one.value}" for one in claims] == [expected]
    assert claims[0].doubt == (
        "Der Text selbst nennt ein anderes Jahr. Für welches Jahr gilt dieses Datum?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Jahresrückblick // Anträge sind bis 20. April einzureichen.",
        "Fotopreis 2031 – Das Dorf von morgen: Einsendungen bis 20. April",
        "Wettbewerb 2030: Bewerbungen bis 28. Juni",
        "Neues vom März 2026 // Antragsfrist: 20. April",
    ],
)
def test_a_title_that_looks_back_or_far_ahead_gives_no_year(text: str) -> None:
    """A look back and a year that may be the theme leave the year to be asked."""
    assert not stated(_lines(text), PUBLISHED_ON)
    assert stated(_lines(text), PUBLISHED_ON, asked=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Antragsfrist: 20. April", "2027-04-20"),
        ("Stand: 2026 // Antragsfrist: 20. April", "2027-04-20"),
        ("Stand: September 2026 // Antragsfrist: 20. April", "2027-04-20"),
        ("Antragsfrist: 20. April //  // © 2026 Kreis Au", "2027-04-20"),
        ("Rundbrief März 2026 // Antragsfrist: 2. November", "2026-11-02"),
        ("Programmjahr 2027 // Antragsfrist: 2. November", "2026-11-02"),
        ("Dorfpreis 2026/27 // Einsendeschluss: 20. Februar", "2027-02-20"),
        ("Aufruf 2026 // Antragsfrist: 2. November", "2026-11-02"),
        ("Antragsfrist: 20. April. Auszahlung: 1. Juli 2027.", "2027-04-20"),
        ("Die letzte Siegerehrung fand am 9. Juli 2026 statt. Vorschläge bis 20. April einreichen.",
         "2027-04-20"),
        ("Anträge bis 2. November stellen. Im Jahr 2025 wurden 30 Läden gefördert.", "2026-11-02"),
        ("Dorfpreis // Seit 2018 vergibt ihn der Kreis. // Einsendeschluss: 2. November",
         "2026-11-02"),
        ("Hilfe nach der Satzung vom Mai 2023 // Antragsfrist: 2. November", "2026-11-02"),
        ("Stand: 2024 // Antragsfrist: Dienstag, 20. April", "2027-04-20"),
    ],
)  # fmt: skip
def test_a_year_that_agrees_or_says_nothing_leaves_the_day_certain(
    text: str, expected: str
) -> None:
    """A present or later year, history, a law and a weekday that fits speak against nothing."""
    assert f"deadline {expected}" in stated(_lines(text), PUBLISHED_ON)


_WINDOW = "\n01.03.2027 – 30.04.2027"


@pytest.mark.parametrize(
    "title",
    [
        *("Ausschreibung: Ostermarkt", "Ausschreibung Stadtschreiber", "Ausschreibung Pachtgarten"),
        *("Ausschreibung Atelierwohnung", "Förderaufruf Leseherbst", "Call Frühlingsakademie"),
        *("Aufruf zum Vogelzählen", "Aufruf zur Kleiderspende", "Aufruf zum Heckenpflanzen"),
        *("Bewerbung um eine Standfläche", "Ausschreibung Projektwoche"),
    ],
)
def test_a_window_below_a_call_to_anything_else_is_asked(title: str) -> None:
    """An event, a stay, a lot or a campaign may itself last as long."""
    assert not stated(title + _WINDOW, PUBLISHED_ON)
    assert stated(title + _WINDOW, PUBLISHED_ON, asked=True) == {
        "opens 2027-03-01",
        "deadline 2027-04-30",
    }


@pytest.mark.parametrize(
    "title",
    [
        *("Antragstellung", "Aufruf für Dorfläden", "2. Förderaufruf", "Projektaufruf 2027"),
        *("Bewerbung um den Heimatpreis", "Call for proposals", "Ausschreibung Ehrenamtsfonds"),
        *("Aufruf: Kleine Vorhaben", "Einreichung der Skizzen"),
        *("Jetzt bewerben", "So bewerben Sie sich"),
    ],
)
def test_a_window_below_a_call_for_funding_is_the_time_of_applying(title: str) -> None:
    """A title that names the act alone, or what is funded, says what the window is."""
    assert stated(title + _WINDOW, PUBLISHED_ON) >= {"opens 2027-03-01", "deadline 2027-04-30"}
