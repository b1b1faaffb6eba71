"""Cases: every amount and rate holds for somebody, and the text says for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.claim import EVERY_CASE, Claim, Field
from pipeline.reading import read

TABLES = Path(__file__).parent / "tables"
MONEY = frozenset(
    {
        Field.AWARD_MIN,
        Field.AWARD_MAX,
        Field.COST_MIN,
        Field.COST_MAX,
        Field.BUDGET,
        Field.RATE_MIN,
        Field.RATE_MAX,
        Field.OWN_SHARE,
    }
)


def rows(name: str) -> list[tuple[str, set[str]]]:
    """Read `tables/<name>.txt`, lines of "text => value; value"; `⏎` is a line break."""
    found = []
    for line in (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, _, values = line.partition("=>")
        expected = {value.strip() for value in values.split(";")} - {""}
        found.append((text.strip().replace("⏎", "\n"), expected))
    return found


def money(text: str) -> list[Claim]:
    """Return the claims of money and rates that a text makes."""
    return [claim for claim in read(text) if claim.field in MONEY]


def bound(claim: Claim) -> str:
    """Write down a claim as "field value @ case # applicants", and what else we recognise."""
    case = claim.case
    sizes = [f"<={case.population_max}"] if case.population_max else []
    known = [*case.applicants, *(["weak"] if case.weak else []), *sizes]
    return (
        f"{claim.field} {claim.value}"
        + (f" @ {case.words}" if case.words else "")
        + (f" # {' '.join(known)}" if known else "")
        + (" ?" if claim.doubt else "")
    )


@pytest.mark.parametrize(("text", "expected"), rows("cases"))
def test_a_value_is_bound_to_its_case(text: str, expected: set[str]) -> None:
    """Sentence, list, table and heading say for whom a value holds; what is open is asked."""
    assert {bound(claim) for claim in money(text)} == expected


@pytest.mark.parametrize(("text", "expected"), rows("frames"))
def test_only_a_frame_makes_a_case_certain(text: str, expected: set[str]) -> None:
    """What stands in no frame of the closed list is asked, and so is what could be narrower."""
    assert {bound(claim) for claim in money(text)} == expected


@pytest.mark.parametrize(("text", "expected"), rows("records"))
def test_a_line_of_a_record_speaks_of_its_one_thing(text: str, expected: set[str]) -> None:
    """A line that is all a sum is read by its place, and asked where several things are funded."""
    assert {bound(claim) for claim in money(text)} == expected


@pytest.mark.parametrize(("text", "expected"), rows("units"))
def test_an_amount_has_the_unit_that_its_sentence_names(text: str, expected: set[str]) -> None:
    """The unit is what the text says, in its own words; without a word there is none."""
    found = {
        f"{claim.field} {claim.value} / {'+'.join(claim.units)} = {claim.unit_words}".strip()
        for claim in money(text)
    }
    assert {one.replace("/  =", "/ =") for one in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Private Vorhaben\nDer Zuschuss beträgt 35 Prozent.\n\nKommunale Vorhaben\nDer Zuschuss"
        " beträgt 65 Prozent.",
        "Fördersätze:\n- Kommunen: 70 %\n- nicht kommunale Antragsteller: 40 %",
        "Für nichtkommunale Träger beträgt der Zuschuss 40 Prozent, für Kommunen 70 Prozent.",
    ],
)
def test_the_greater_rate_is_for_municipalities_alone(text: str) -> None:
    """What holds for others, also by a negation, is never bound to municipalities."""
    claims = sorted(money(text), key=lambda claim: float(claim.value))
    assert [claim.case.applicants for claim in claims][-1] == ("municipality",)
    assert "municipality" not in claims[0].case.applicants
    assert claims[0].case != EVERY_CASE


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        (
            "Kommunen:\n- Antragsberechtigt sind Städte und Gemeinden.\n- Die Antragsfrist endet"
            " am 1. Februar 2027.\n\nAllgemeines",
            "2027-02-01",
            "Kommunen",
        ),
        (
            "Für private Antragsteller endet die Antragsfrist am 1. Mai 2027.",
            "2027-05-01",
            "private Antragsteller",
        ),
        ("Die Antragsfrist endet am 1. Mai 2027.", "2027-05-01", ""),
    ],
)
def test_a_deadline_belongs_to_its_case(text: str, value: str, words: str) -> None:
    """A deadline below a case, or beside it in its sentence, holds for that case."""
    found = {claim.value: claim.case.words for claim in read(text) if claim.field is Field.DEADLINE}
    assert found == {value: words}


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Für Gemeinden bis 10.000 Einwohner beträgt der Zuschuss 90 Prozent.", []),
        ("Gefördert werden Vorhaben in Orten mit bis zu 10.000 Einwohnern.", [10000]),
    ],
)
def test_a_size_that_makes_a_case_is_no_limit_for_all(text: str, limits: list[int]) -> None:
    """A number of inhabitants that tells a case apart is part of the case."""
    claims = read(text)
    assert [claim.value for claim in claims if claim.field is Field.POPULATION_MAX] == limits
    sizes = [claim.case.population_max for claim in claims if claim.field is Field.RATE_MAX]
    assert sizes == [10000 for claim in claims if claim.field is Field.RATE_MAX]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        (
            "Private Vorhaben\nPrivate Bauherren erhalten 35 Prozent.\n"
            "Antragsberechtigt sind Gemeinden und Vereine.",
            {"municipality": "", "association": ""},
        ),
        ("Kommunen\nAntragsberechtigt sind Gemeinden.", {"municipality": ""}),
    ],
)
def test_who_may_apply_is_no_case_of_somebody_else(text: str, cases: dict[str, str]) -> None:
    """Who is entitled stands in no case that is for other people, nor in his own a second time."""
    found = [claim for claim in read(text) if claim.field is Field.APPLICANT]
    named = {str(one.value): one.case.words for one in found if one.value != "individual"}
    assert named == cases
