"""The area tree: what is shipped, who lies in whom, how names are found, who is concerned."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.area import AreaKind
from db.area_files import read_leader_regions
from db.area_tree import AreaTree, UnknownAreaError, load_area_tree

ON = date(2026, 11, 22)
TREE = load_area_tree(ON)
KEYS = sorted(area.key for area in TREE.areas)
HESSIAN = [key for key in KEYS if key.startswith(("06", "leader:"))]


def found(name: str) -> list[str]:
    """Return the keys found for a name."""
    return [area.key for area in TREE.find(name)]


def test_all_municipalities_are_shipped() -> None:
    """There are 10,773 towns and municipalities in 16 Länder, 421 of them in Hessen."""
    assert len(TREE.municipalities_of("de")) == 10_773
    assert len(TREE.municipalities_of("06")) == 421
    assert len(TREE.areas_of_kind(AreaKind.STATE)) == 16


def test_hessen_has_21_districts_and_six_kreisfreie_staedte() -> None:
    """Since 2026 Hanau is the sixth kreisfreie Stadt of Hessen."""
    kinds = Counter(area.kind for area in TREE.areas if area.key.startswith("06"))
    assert kinds[AreaKind.DISTRICT] == 21
    assert kinds[AreaKind.INDEPENDENT_CITY] == 6


def test_every_shipped_member_of_a_leader_region_is_known() -> None:
    """No membership names a municipality that the register lacks, and all carry evidence."""
    regions, members = read_leader_regions()
    assert Counter(region.parent for region in regions)["06"] == 24
    assert len(members) == len(TREE.members) == 272
    assert all(member.evidence for member in members)
    assert all(region.evidence for region in regions)


def test_leader_lists_with_gaps_are_known_to_be_incomplete() -> None:
    """Five regions of Hessen have gaps in their lists; of those elsewhere no member is known."""
    regions = TREE.areas_of_kind(AreaKind.LEADER_REGION)
    elsewhere = [region for region in regions if region.parent != "06"]
    assert len(elsewhere) > 40
    assert not any(region.complete or TREE.municipalities_of(region.key) for region in elsewhere)
    gaps = {region.name for region in regions if not region.complete and region.parent == "06"}
    assert gaps == {
        "Kellerwald-Edersee",
        "Lahn-Dill-Bergland",
        "Limburg-Weilburg",
        "Odenwald",
        "SPESSARTregional",
    }


@pytest.mark.parametrize(
    ("on", "chain"),
    [
        (date(2025, 12, 31), ["06435", "064", "06", "de", "eu"]),
        (date(2026, 1, 1), ["064", "06", "de", "eu"]),
    ],
)
def test_hanau_leaves_its_district_in_2026(on: date, chain: list[str]) -> None:
    """A correction holds from its day on, and not before."""
    assert [area.key for area in load_area_tree(on).ancestors("06435014")] == chain


def test_a_correction_says_where_it_comes_from() -> None:
    """The corrected area carries its evidence, and that its new key is not known."""
    assert "Gemeindeschlüssel ist hier nicht bekannt" in TREE.of("06435014").evidence


def test_populations_add_up() -> None:
    """A wider area has the inhabitants of its municipalities together."""
    for key in ("06631", "064", "06", "de"):
        parts = TREE.municipalities_of(key)
        assert TREE.of(key).population == sum(area.population for area in parts) > 0


def test_nuts_codes_come_with_the_district() -> None:
    """A municipality has the NUTS 3 code of its district."""
    assert TREE.of("06631").nuts3 == TREE.of("06631014").nuts3 == "DE732"
    assert TREE.of("06611000").nuts3 == "DE731"


def test_a_kreisfreie_stadt_has_two_keys() -> None:
    """The district key of a kreisfreie Stadt means the city."""
    assert TREE.of("06611") is TREE.of("06611000")
    assert TREE.knows("06611")


@pytest.mark.parametrize("key", ["99", "06999999", "leader:atlantis", ""])
def test_an_unknown_key_is_named(key: str) -> None:
    """Asking for a key that no area has raises, with the key in the message."""
    with pytest.raises(UnknownAreaError, match=repr(key)):
        TREE.of(key)
    assert not TREE.knows(key)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Hosenfeld", ["06631014"]),
        ("  hosenfeld ", ["06631014"]),
        ("Hosenfelt", ["06631014"]),
        ("Groß-Gerau", ["06433", "06433006"]),
        ("gross gerau", ["06433", "06433006"]),
        ("Landkreis Rheingau-Taunus", ["06439"]),
        ("Wetterau-Kreis", ["06440"]),
        ("Werra-Meissner-Kreis", ["06636"]),
        ("Limburg an der Lahn", ["06533009"]),
        ("Bad Homburg", ["06434001"]),
        ("Wetterau-Oberhessen", ["leader:wetterau-oberhessen"]),
        ("Regierungsbezirk Gießen", ["065"]),
        ("Qwertzuiopü", []),
    ],
)
def test_names_are_found_however_they_are_spelt(name: str, keys: list[str]) -> None:
    """Umlauts, ß, hyphens, titles, abbreviations and small slips lead to the area."""
    assert found(name) == keys


def test_namesakes_are_all_found() -> None:
    """A name that several places share gives all of them."""
    assert set(found("Lautertal")) >= {"06431014", "06535012"}
    assert {"06535009", "06634009"} <= set(found("Homberg"))


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("06631014", "Gemeinde Hosenfeld (Landkreis Fulda)"),
        ("06634009", "Stadt Homberg (Efze), Schwalm-Eder-Kreis"),
        ("06611000", "Stadt Kassel (kreisfrei)"),
        ("06435014", "Stadt Hanau (kreisfrei)"),
        ("06433", "Landkreis Groß-Gerau"),
        ("05366", "Kreis Euskirchen"),
        ("06", "Hessen"),
        ("064", "Regierungsbezirk Darmstadt"),
        ("leader:knuell", "LEADER-Region Knüll"),
        ("eu", "Europäische Union"),
    ],
)
def test_labels_are_german(key: str, label: str) -> None:
    """Every kind of area has a name to show to readers."""
    assert TREE.label(key) == label


@pytest.mark.parametrize(
    ("area", "subscriber", "concerned"),
    [
        ("eu", "06631012", True),
        ("de", "leader:knuell", True),
        ("06", "06631012", True),
        ("09", "06631012", False),
        ("066", "06631", True),
        ("064", "06631", False),
        ("06631", "06631012", True),
        ("06631", "06531005", False),
        ("06631012", "06631", True),
        ("06631012", "06631009", False),
        ("06631012", "06", True),
        ("leader:fulda-suedwest", "06631011", True),
        ("leader:fulda-suedwest", "06631009", False),
        ("leader:fulda-suedwest", "06631", True),
        ("06631011", "leader:fulda-suedwest", True),
        ("06631", "leader:fulda-suedwest", True),
        ("06631", "leader:rhoen", True),
        ("leader:rhoen", "leader:fulda-suedwest", False),
        ("09", "leader:rhoen", False),
        ("06435", "06435014", False),
        ("06435014", "eu", True),
        ("06611", "06611000", True),
    ],
)
def test_who_is_concerned(area: str, subscriber: str, concerned: bool) -> None:
    """An opportunity concerns those whose territory shares a municipality with its own."""
    assert TREE.covers(area, subscriber) is concerned


def test_an_incomplete_leader_region_reaches_those_who_may_belong_to_it() -> None:
    """Where the list has gaps, places of its districts in no other region hear of its calls."""
    assert TREE.municipalities_of("leader:lahn-dill-bergland") == ()
    assert TREE.covers("leader:lahn-dill-bergland", "06532008")
    assert not TREE.covers("leader:lahn-dill-bergland", "06532001")
    assert "bitte prüfen" in TREE.membership_doubt("leader:lahn-dill-bergland", "06532008")


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        ("leader:heckengaeu", ("08115003", "08", "de"), ("09771113", "06631005", "09")),
        ("leader:uckermark", ("12073008", "12073", "12"), ("12061020", "13071004", "13")),
    ],
)
def test_a_region_of_unknown_members_concerns_its_own_land_at_most(
    region: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    """Whoever may belong to it hears of it with a question; nobody of another Land does."""
    assert all(TREE.covers(region, key) for key in (region, *inside))
    assert not any(TREE.covers(region, key) for key in outside)
    assert "kennen wir noch nicht" in TREE.membership_doubt(region, inside[0])


def test_regions_that_may_lie_in_one_place_are_not_each_others() -> None:
    """Of two regions whose members nobody knows neither hears what is for the other."""
    assert not TREE.covers("leader:heckengaeu", "leader:mittlere-alb")
    assert not TREE.covers("leader:mittlere-alb", "leader:heckengaeu")


def test_partial_members_are_told_as_such() -> None:
    """Where only some villages belong to a region, the doubt says so; else there is none."""
    assert "Nur Teile von Marburg" in TREE.membership_doubt("leader:marburger-land", "06534014")
    assert TREE.membership_doubt("leader:rhoen", "06631005") == ""


def test_the_leader_regions_of_a_municipality_are_the_proven_ones() -> None:
    """A municipality knows its region; one that only may belong to a region has none."""
    assert [area.key for area in TREE.leader_regions_of("06631005")] == ["leader:rhoen"]
    assert TREE.leader_regions_of("06532008") == ()


def test_a_place_that_a_newer_register_dropped_counts_as_its_district() -> None:
    """A merger silences nobody: the old key hears what concerns the district."""
    assert TREE.covers("06631", "06631999")
    assert not TREE.covers("06632", "06631999")


@given(st.sampled_from(KEYS))
def test_every_chain_ends_at_the_eu(key: str) -> None:
    """Every area but the EU itself lies in the EU, and is covered by all that lie around it."""
    chain = [area.key for area in TREE.ancestors(key)]
    assert [*chain, key][-1 if key == "eu" else -2] == "eu"
    assert all(TREE.covers(above, key) for above in chain)


@given(st.sampled_from(HESSIAN), st.sampled_from(HESSIAN))
def test_being_concerned_is_mutual(one: str, other: str) -> None:
    """Two areas of a Land share a municipality or they do not, whichever asks."""
    assert TREE.covers(one, other) == TREE.covers(other, one)
    assert TREE.covers(one, one)


def test_the_tree_of_no_areas_is_empty() -> None:
    """A tree of nothing knows nothing and finds nothing."""
    tree = AreaTree([])
    assert tree.areas == ()
    assert tree.find("Fulda") == []
