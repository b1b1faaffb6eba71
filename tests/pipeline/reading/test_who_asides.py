"""Asides: who applies for something else, comes as a guest, gives, or got it already."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.claim import Field
from pipeline.reading import read

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> list[str]:
    """Return the lines of `tables/<name>.txt` that are no comments; `⏎` is a line break."""
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in lines if line and not line.startswith("#")]


def stated(text: str) -> set[str]:
    """Return the kinds that a text states as applicants without a question."""
    claims = [one for one in read(text) if one.field is Field.APPLICANT and not one.doubt]
    return {f"+{one.value}" for one in claims}


@pytest.mark.parametrize("text", rows("who_asides"))
def test_who_applies_for_something_else_is_never_stated(text: str) -> None:
    """Whom a permit, a party, another giver or one single grant concerns is no applicant."""
    assert stated(text) == set()


@pytest.mark.parametrize("row", rows("who_no_asides"))
def test_who_applies_for_funding_is_still_stated(row: str) -> None:
    """The same words about money, with its heading or in general, say who may apply."""
    text, expected = row.split(" => ")
    assert stated(text) == set(expected.split())


def test_what_an_office_allots_is_not_even_asked_about() -> None:
    """Whoever applies for a permit or for a place raises no question about a grant."""
    for text in (
        "Eltern können einen Hortplatz beantragen.",
        "Imker können eine Lizenz beantragen.",
    ):
        assert [one for one in read(text) if one.field is Field.APPLICANT] == []


def test_an_unknown_object_is_asked_about_where_nothing_speaks_of_funding() -> None:
    """What nobody knows as money or as a permit becomes a question that names the doubt."""
    for text in (
        "Vereine können einen Fahrplan beantragen.",
        "Vereine können sich als Ort bewerben.",
    ):
        (claim,) = [one for one in read(text) if one.field is Field.APPLICANT]
        assert "etwas anderes" in claim.doubt
