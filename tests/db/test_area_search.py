"""Search: which places somebody may mean by what is typed."""

from __future__ import annotations

import pytest

from db.area import AreaKind
from db.area_files import read_former_places
from db.area_tree import load_area_tree
from tests.conftest import TODAY

TREE = load_area_tree(TODAY)


def labels(typed: str) -> list[str]:
    """What is offered, as it is called."""
    return [TREE.label(one.key) for one in TREE.search(typed)]


def test_a_name_is_found_however_it_is_spelt_and_as_soon_as_it_begins() -> None:
    """A beginning and a slip are offered, and are not the name itself."""
    for typed in ("Gross Gerau", "gross-gerau", "  GROẞ-GERAU "):
        assert labels(typed)[:2] == [
            "Landkreis Groß-Gerau",
            "Stadt Groß-Gerau (Landkreis Groß-Gerau)",
        ]
    for typed in ("Grebenh", "Grebenhein"):
        first = TREE.search(typed)[0]
        assert (first.key, first.exact) == ("06535007", False)
    assert TREE.search("Grebenhain")[0].exact


def test_of_namesakes_each_is_named_with_its_district_and_those_of_hessen_come_first() -> None:
    """Also where one bears the very name and the others an addition."""
    homberg = [TREE.label(one.key) for one in TREE.search("Homberg") if one.exact]
    assert homberg[:2] == [
        "Stadt Homberg (Ohm), Vogelsbergkreis",
        "Stadt Homberg (Efze), Schwalm-Eder-Kreis",
    ]
    assert any("Westerwaldkreis" in one for one in homberg[2:])


def test_regions_districts_and_laender_are_places_and_wider_ones_are_not() -> None:
    """A Regierungsbezirk, Germany and the EU subscribe to nothing."""
    assert {"Vogelsbergkreis", "LEADER-Region Vogelsberg"} <= set(labels("Vogelsberg"))
    for typed in ("AktivRegion Steinburg", "RAG Eichsfeld", "LAG Oberschwaben"):
        assert labels(typed) == [f"LEADER-Region {typed.split()[1]}"]
    assert labels("Hessen")[0] == "Hessen"
    assert not any("bezirk" in one for one in labels("Gießen"))
    assert "Deutschland" not in labels("Deutschland")


def test_a_place_is_found_by_what_our_own_pages_call_it() -> None:
    """With its title and its district, all of them in Hessen, and that one alone."""
    ours = [area.key for area in TREE.areas if area.key.startswith("06") and area.is_local]
    districts = [area.key for area in TREE.areas_of_kind(AreaKind.DISTRICT)][::20]
    regions = [area.key for area in TREE.areas_of_kind(AreaKind.LEADER_REGION)]
    for key in (*ours, *districts, *regions):
        assert [one.key for one in TREE.search(TREE.label(key)) if one.exact] == [key]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Gemeinde Grebenhain", "Gemeinde Grebenhain (Vogelsbergkreis)"),
        ("36355 Grebenhain", "Gemeinde Grebenhain (Vogelsbergkreis)"),
        ("gemeindeverwaltung grebenhain", "Gemeinde Grebenhain (Vogelsbergkreis)"),
        ("Grebenhain / Vogelsberg", "Gemeinde Grebenhain (Vogelsbergkreis)"),
        ("Magistrat der Stadt Hünfeld", "Stadt Hünfeld (Landkreis Fulda)"),
        ("Universitätsstadt Marburg", "Stadt Marburg (Landkreis Marburg-Biedenkopf)"),
        ("Stadt Fulda", "Stadt Fulda (Landkreis Fulda)"),
        ("Lkr. Fulda", "Landkreis Fulda"),
        ("Erbach (Odenwald)", "Stadt Erbach (Odenwaldkreis)"),
        ("Lauterbach, Hessen", "Stadt Lauterbach (Hessen), Vogelsbergkreis"),
        ("LEADER Vogelsberg", "LEADER-Region Vogelsberg"),
        ("Land Hessen", "Hessen"),
    ],
)
def test_a_title_a_postcode_and_what_lies_around_belong_to_no_name(typed: str, meant: str) -> None:
    """As offices write it; what has another title or lies elsewhere is not meant."""
    assert [TREE.label(one.key) for one in TREE.search(typed) if one.exact] == [meant]


def test_a_place_that_does_not_lie_there_is_not_taken() -> None:
    """It may be offered, and a beginning is one behind a title, too."""
    assert not any(one.exact for one in TREE.search("Grebenhain (Bayern)"))
    assert labels("Gemeinde Grebenh") == ["Gemeinde Grebenhain (Vogelsbergkreis)"]
    assert labels("Gemeinde Grebenhein")[0] == "Gemeinde Grebenhain (Vogelsbergkreis)"


@pytest.mark.parametrize("typed", ["", " ", "F", "?!", "Xyzzyx", "\x00"])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    """A single letter is not searched for."""
    assert TREE.search(typed) == []


def test_a_municipality_is_found_by_the_names_it_had_before_a_merger() -> None:
    """All of them, under what they are today."""
    former = read_former_places()
    assert len(former) == 7
    for one in former:
        assert TREE.of(one.key).is_local and one.source.startswith("http")
        (first, *_rest) = TREE.search(one.name)
        assert (first.key, first.exact, first.former) == (one.key, True, one.name)
    assert labels("Bromskirchen") == ["Gemeinde Allendorf (Eder), Landkreis Waldeck-Frankenberg"]


def test_never_more_is_offered_than_can_be_read() -> None:
    """Eight, each place once."""
    for typed in ("Bad", "Al"):
        keys = [one.key for one in TREE.search(typed)]
        assert len(keys) == len(set(keys)) == 8
