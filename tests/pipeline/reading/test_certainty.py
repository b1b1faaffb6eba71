"""One vocabulary takes certainty from a day, a status, a sum and a body alike."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from pipeline.reading.where.asides import denies, has_negation

PUBLISHED_ON = date(2026, 11, 2)


def _certain(text: str) -> set[str]:
    return {
        f"{one.field} {one.value}"
        for one in read(text, published_on=PUBLISHED_ON)
        if not one.doubt and one.field is not Field.EXCLUDED_APPLICANT
    }


@pytest.mark.parametrize(
    "said",
    [
        "Laut Kreisblatt-Bericht",
        "Nach Einschätzung des Verbands",
        "Wie die Zeitung schreibt,",
        "Vermutlich",
        "Womöglich",
        "Angeblich",
    ],
)
def test_what_is_said_or_guessed_of_days_and_of_closing_is_asked(said: str) -> None:
    """Hearsay and guesses leave neither a day nor an end of the funding certain."""
    assert not _certain(f"{said} endet die Antragsfrist am 9. Juni 2027.")
    assert not _certain(f"{said} sind die Fördermittel ausgeschöpft.")


@pytest.mark.parametrize("said", ["Am Standort", "In der Zeitung steht es auch:", "Wie bekannt,"])
def test_what_only_resembles_hearsay_leaves_it_certain(said: str) -> None:
    """A place or a plain remark before a statement takes nothing from it."""
    assert _certain(f"{said} die Antragsfrist endet am 9. Juni 2027.")


@pytest.mark.parametrize("once", ["bislang", "bisher", "ursprünglich"])
def test_what_was_once_is_not_stated_of_sums_bodies_and_closing(once: str) -> None:
    """What held before makes neither a sum nor an applicant nor a status certain."""
    opening = once.capitalize()
    assert not _certain(f"Der Zuschuss betrug {once} höchstens 5.000 Euro.")
    assert not _certain(f"{opening} waren nur Vereine antragsberechtigt.")
    assert not _certain(f"{opening} konnten Anträge bis zum Jahresende gestellt werden.")


@pytest.mark.parametrize("gone", ["gestrichen", "aufgehoben", "hinfällig"])
def test_what_is_repealed_is_asked_as_day_and_as_sum(gone: str) -> None:
    """A repealed day and a repealed sum are asked."""
    assert not _certain(f"Die Antragsfrist am 9. Juni 2027 ist {gone}.")
    assert not _certain(f"Die Obergrenze von 5.000 Euro je Vorhaben ist {gone}.")


@pytest.mark.parametrize("denial", ["nicht", "nie", "niemals", "keinesfalls"])
def test_a_denial_bars_a_place_in_every_wording(denial: str) -> None:
    """Every denial that counts for limits counts for places as well."""
    assert denies("", f" werden {denial} gefördert")
    assert has_negation(f"werden {denial} gefördert")
