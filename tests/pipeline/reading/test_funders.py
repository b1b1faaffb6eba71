"""Whom a text names as the one who funds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.actors import load_actors
from db.area_tree import load_area_tree
from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.who.funders import FunderNames, read_funders, telling
from tests.pipeline.reading.reader import TABLES

PAGE = Path(__file__).parents[3] / "docs" / "reading.md"
NAMES = FunderNames.of(load_actors(), load_area_tree(date(2026, 11, 22)))


def read(text: str, within: str = "06") -> list[Claim]:
    """Return the funder claims of a text in a source that speaks for an area."""
    claims = list(read_funders(Prose.of(text), NAMES, within))
    for claim in claims:
        assert claim.field is Field.FUNDER
        assert text[claim.start : claim.end] == claim.quote
    return claims


def certain(text: str, within: str = "06") -> list[str]:
    """Return the funders that a text names without doubt."""
    return [str(claim.value) for claim in read(text, within) if not claim.doubt]


def table(name: str) -> list[tuple[str, list[str]]]:
    """Read a table, lines of "text => name; name"; a `⏎` stands for a line break."""
    found = []
    for line in (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text, _, names = line.partition(" => ")
        expected = [name.strip() for name in names.split(";") if name.strip()]
        found.append((text.strip().replace("⏎", "\n"), expected))
    return found


@pytest.mark.parametrize(("text", "funders"), table("funders"))
def test_who_is_said_to_fund_is_read(text: str, funders: list[str]) -> None:
    """Subject of a funding verb, agent of its passive, giver of means, or behind a label."""
    assert certain(text) == funders


@pytest.mark.parametrize("text", [text for text, _ in table("funders_not")])
def test_who_is_only_mentioned_is_no_funder(text: str) -> None:
    """Who reports, hosts, advises, takes applications or gave in the past funds nothing here."""
    assert read(text) == []


def test_the_examples_of_the_docs_hold() -> None:
    """A row of docs/reading.md names exactly the funders of its second column."""
    of_funders = PAGE.read_text(encoding="utf-8").partition("| sentence | funder |")[2]
    rows = of_funders.partition("\n\n")[0].splitlines()[2:]
    assert len(rows) >= 5
    for row in rows:
        text, funders = (cell.strip() for cell in row.strip("|").split("|"))
        assert certain(text) == [name.strip() for name in funders.split(";") if name.strip()]


def test_the_tables_hold_enough() -> None:
    """Half and half: sixty rows and more, as many of them decoys."""
    named, decoys = len(table("funders")), len(table("funders_not"))
    assert named >= 40
    assert decoys >= 40


@pytest.mark.parametrize(
    ("within", "funders"),
    [("06", ["Land Hessen"]), ("09", ["Freistaat Bayern"]), ("leader:vogelsberg", ["Land Hessen"])],
)
def test_the_land_is_that_of_the_source(within: str, funders: list[str]) -> None:
    """A page of one Land calls it "das Land"."""
    assert certain("Das Land fördert Dorfplätze.", within) == funders


def test_a_land_that_nobody_names_is_nobody() -> None:
    """On a page for all of Germany "das Land" may be any of sixteen."""
    assert read("Das Land fördert Dorfplätze.", "de") == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Ministerium bezuschusst 60 Prozent der Kosten.",
        "Dafür unterstützt das Umweltministerium Vereine mit 500 Euro.",
    ],
)
def test_a_ministry_without_its_name_is_asked(text: str) -> None:
    """It funds, but whose ministry it is the text does not say."""
    (claim,) = read(text)
    assert claim.doubt.endswith("?")


def test_a_headline_runs_into_no_sentence() -> None:
    """Each line of a page speaks for itself."""
    text = "Hessische Staatskanzlei\nfördert Vereine\nDie KfW gewährt Kredite"
    assert certain(text) == ["KfW"]


@pytest.mark.parametrize(
    ("text", "publisher", "told"),
    [
        (
            "Das Land Hessen fördert Feste. Zuwendungsgeber: Hessische Staatskanzlei",
            "",
            ["Hessische Staatskanzlei"],
        ),
        ("Das Land fördert Kinos.", "Hessische Staatskanzlei", []),
        ("Das Land fördert Kinos.", "Verein der Kinos", ["Land Hessen"]),
        ("Der Bund fördert Kinos. Das BMEL gewährt Zuschüsse.", "", ["Bundesministerium"]),
        ("Das Land und die EU fördern Kinos.", "Hessische Staatskanzlei", ["Europäische Union"]),
        ("Das Ministerium fördert Kinos. Die KfW gewährt Kredite.", "", ["KfW"]),
    ],
)
def test_who_is_named_best_speaks(text: str, publisher: str, told: list[str]) -> None:
    """A ministry stands for its Land, and who is clear for who is not."""
    kept = telling(read(text), NAMES, publisher)
    assert len(kept) == len(told)
    assert all(str(claim.value).startswith(name) for claim, name in zip(kept, told, strict=True))


@given(st.text(alphabet="Das LandBuEUfördertHesn .,:\n\u00ad()„“-", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever a page holds, quotes are its own words."""
    read(text)
