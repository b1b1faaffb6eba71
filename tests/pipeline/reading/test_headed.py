"""Headed: what stands below a heading of budgets, reports and grants made."""

from __future__ import annotations

import pytest

from pipeline.reading import read

LINES = "Neue Bänke: Zuschuss 4.000 Euro\nBrunnen: Förderung höchstens 9.000 Euro\n"


@pytest.mark.parametrize(
    "heading",
    [
        "Haushalt 2031",
        "Haushaltsplan der Gemeinde",
        "Bilanz",
        "Das Programm in Zahlen",
        "Geförderte Projekte",
        "Weitere Programme",
    ],
)
def test_money_below_a_heading_of_reports_is_asked_about(heading: str) -> None:
    """Below such a heading no sum is certain."""
    claims = [one for one in read(f"{heading}\n\n{LINES}") if one.field.value == "award_max"]
    assert [(claim.value, bool(claim.doubt)) for claim in claims] == [(4000, True), (9000, True)]


@pytest.mark.parametrize("label", ["Förderkennzeichen", "FKZ"])
def test_money_beside_the_number_of_a_grant_is_asked_about(label: str) -> None:
    """A grant that has a number was made already."""
    claims = read(f"{label}: 07AB12\nFördersumme: 30.000 Euro\nZuschuss: höchstens 9.000 Euro")
    assert {(one.value, bool(one.doubt)) for one in claims} == {(30000, True), (9000, True)}


@pytest.mark.parametrize(
    "lead",
    [
        "Für diese Runde sind noch 90.000 Euro LEADER-Mittel verfügbar, davon",
        "Die Mittel von 90.000 Euro sind auf drei Bereiche aufgeteilt:",
        "Vom Budget entfallen auf die Bereiche:",
    ],
)
def test_the_parts_of_a_pot_are_asked_about(lead: str) -> None:
    """What a list shares out is nobody's grant; what is said behind it is as certain as it is."""
    text = f"{lead}\n- Klimaschutz: 50.000 Euro\n- Kultur: 40.000 Euro\n\n"
    claims = read(f"{text}Der Zuschuss beträgt höchstens 7.000 Euro.")
    certain = {one.value for one in claims if one.field.value == "award_max" and not one.doubt}
    assert certain == {7000}


def test_a_heading_of_reports_holds_up_to_the_next_heading() -> None:
    """Below the next heading a sum is as certain as it is, on either side of such a heading."""
    sentence = "Der Zuschuss beträgt höchstens 7.000 Euro."
    for text in (
        f"Bilanz\n\nEs war ein gutes Jahr.\n\nHöhe der Förderung\n\n{sentence}",
        f"Höhe der Förderung\n\n{sentence}\n\nBilanz\n\nEs war ein gutes Jahr.",
    ):
        assert [(one.value, one.doubt) for one in read(text)] == [(7000, "")]


@pytest.mark.parametrize("heading", ["Private Haushalte", "Wie viel gibt es?", "Förderung"])
def test_money_below_another_heading_is_stated(heading: str) -> None:
    """Any other heading leaves what stands below it as certain as it is."""
    claims = read(f"{heading}\n\nDer Zuschuss beträgt höchstens 7.000 Euro.")
    assert [(claim.value, claim.doubt) for claim in claims if claim.value == 7000] == [(7000, "")]
