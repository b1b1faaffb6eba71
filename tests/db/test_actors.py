"""Who answers for an instrument, and whom to ask in an area."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.actors import Actors, Authority, load_actors
from db.area import UnknownAreaError
from db.area_files import AreaFileError
from db.area_tree import AreaTree, load_area_tree

HMLU = "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat"


@pytest.fixture(scope="module")
def tree() -> AreaTree:
    """The shipped areas."""
    return load_area_tree(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("name", "present"),
    [
        ("HMLU", HMLU),
        ("HMUKLV", HMLU),
        ("Hessisches Ministerium für Umwelt, Klimaschutz, Landwirtschaft und Verbraucherschutz",
         HMLU),
        ("des Hessischen Ministeriums für Wissenschaft und Kunst",
         "Hessisches Ministerium für Wissenschaft und Forschung, Kunst und Kultur"),
        ("Bundesministerium für Ernährung und Landwirtschaft (BMEL)",
         "Bundesministerium für Landwirtschaft, Ernährung und Heimat"),
        ("BMDV", "BMDV"),
        ("Gemeinde Hintertupfingen", "Gemeinde Hintertupfingen"),
    ],
)  # fmt: skip
def test_an_authority_is_shown_under_its_present_name(name: str, present: str) -> None:
    """Aliases and former names lead to one body; who is unknown or divided stays as written."""
    assert load_actors().present_name(name) == present


def test_a_divided_ministry_may_be_either_of_its_successors() -> None:
    """Nobody is named as answerable, but both are thought of."""
    actors = load_actors()
    assert actors.authority_of("BMBF") is None
    assert actors.candidates("BMBF") == {"bund_forschung", "bund_bildung"}


def test_a_present_name_beats_somebody_elses_former_one() -> None:
    """The ministry that bears a name today is meant."""
    actors = Actors(
        [
            Authority(id="old", name="Ministerium für Wege", area="06", former=("MW",)),
            Authority(id="new", name="Ministerium für Wasser", area="06", aliases=("MW",)),
        ]
    )
    authority = actors.authority_of("MW")
    assert authority is not None and authority.id == "new"


def test_several_funders_are_named_once() -> None:
    """The same body under two names is one funder."""
    assert load_actors().present_names(["HMLU", "HMUKLV", "KfW"]) == (HMLU, "KfW")


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("06535007", ["Regionalmanagement der LEADER-Region Vogelsberg",
                      "Vogelsbergkreis: Amt für den ländlichen Raum",
                      "Regionalbeauftragte der Akademie für den ländlichen Raum, "
                      "Regierungsbezirk Gießen"]),
        ("leader:vogelsberg", ["Regionalmanagement der LEADER-Region Vogelsberg",
                               "Regionalbeauftragte der Akademie für den ländlichen Raum, "
                               "Regierungsbezirk Gießen"]),
        ("06611", ["Regionalbeauftragte der Akademie für den ländlichen Raum, "
                   "Regierungsbezirk Kassel"]),
        ("06", ["Servicestelle Vitale Orte 2030"]),
        ("09571", []),
        ("de", []),
    ],
)  # fmt: skip
def test_an_area_knows_whom_to_ask(area: str, names: list[str], tree: AreaTree) -> None:
    """The nearest office first; other Länder have none that we know."""
    assert [contact.name for contact in load_actors().contacts_for(area, tree)] == names


def test_every_hessian_municipality_has_somebody_to_ask(tree: AreaTree) -> None:
    """At least the Regionalbeauftragte of its Regierungsbezirk."""
    actors = load_actors()
    for place in tree.municipalities_of("06"):
        assert actors.contacts_for(place.key, tree), place.name


def test_an_unknown_area_is_an_error(tree: AreaTree) -> None:
    """The error names the key."""
    with pytest.raises(UnknownAreaError, match="leader:nirgends"):
        load_actors().contacts_for("leader:nirgends", tree)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """Whoever edits the file learns what is wrong in it."""
    (tmp_path / "actors.toml").write_text('[[authority]]\nid = "x"\nbogus = 1\n')
    with pytest.raises(AreaFileError, match=r"actors\.toml.*bogus"):
        load_actors(tmp_path)
