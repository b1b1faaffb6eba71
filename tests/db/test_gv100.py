"""Official register files: what is read, what is left out, and how a broken line is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.area import Area, AreaKind
from db.gv100 import RegisterFormatError, read_gv100

OFFICIAL = Path(__file__).parents[3] / "shared/captures/hessen/geo/GV100AD_301123.txt"


def line(
    record: str, key: str, name: str = "", code: str = "", people: int = 0, on: str = "20270331"
) -> str:
    """Lay out one line as the Satzaufbau says."""
    place = f"{record}{on}{key:<12}{name:<50}{'':<50}{code:<6}"
    return f"{place}{'':<11}{people:011d}{'':<70}"


LINES = [
    line("10", "06", "Hessen"),
    line("20", "066", "Reg.-Bez. Kassel"),
    line("40", "06611", "Kassel, documenta-Stadt", "41"),
    line("60", "06611000", "Kassel, documenta-Stadt", "61", 204_202),
    line("40", "06631", "Fulda", "44"),
    line("50", "06631", "Fulda, Stadt", "50"),
    line("60", "06631009", "Fulda, Stadt", "63", 69_000),
    line("60", "06631014", "Hosenfeld", "64", 4_700),
    line("60", "06635200", "Gutsbezirk Wald", "66"),
    line("40", "06535", "Vogelsbergkreis", "44"),
]


def write(folder: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    """Write a register file and return its path."""
    path = folder / "GV100AD.txt"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def read(folder: Path, lines: list[str]) -> dict[str, Area]:
    """Read lines as a register file, areas by key."""
    return {area.key: area for area in read_gv100(write(folder, lines)).areas}


def test_a_municipality_has_its_name_kind_parent_and_population(tmp_path: Path) -> None:
    """A town is read with short name, official name, kind, district and inhabitants."""
    areas = read(tmp_path, LINES)
    assert areas["06631009"] == Area(
        key="06631009",
        kind=AreaKind.TOWN,
        name="Fulda",
        official_name="Fulda, Stadt",
        parent="06631",
        population=69_000,
    )
    assert areas["06631014"].kind is AreaKind.MUNICIPALITY


def test_the_wider_areas_are_titled(tmp_path: Path) -> None:
    """Districts and Regierungsbezirke get their title written out, unless they carry it."""
    areas = read(tmp_path, LINES)
    assert areas["06631"].official_name == "Landkreis Fulda"
    assert areas["06535"].official_name == "Vogelsbergkreis"
    assert areas["066"].official_name == "Regierungsbezirk Kassel"
    assert areas["066"].parent == "06"


def test_a_kreisfreie_stadt_is_one_area_under_its_region(tmp_path: Path) -> None:
    """A kreisfreie Stadt stands once, as a municipality right below its Regierungsbezirk."""
    areas = read(tmp_path, LINES)
    assert "06611" not in areas
    assert areas["06611000"].kind is AreaKind.INDEPENDENT_CITY
    assert areas["06611000"].parent == "066"


def test_places_without_a_municipality_are_left_out(tmp_path: Path) -> None:
    """Gemeindefreie Gebiete are no areas, since nobody applies for funding there."""
    assert "06635200" not in read(tmp_path, LINES)


def test_the_edition_and_the_nuts_codes_are_kept(tmp_path: Path) -> None:
    """The date in the lines becomes the edition; NUTS 3 codes come from outside."""
    register = read_gv100(write(tmp_path, LINES), {"06631": "DE732", "06611": "DE731"})
    assert register.as_of == date(2027, 3, 31)
    codes = {area.key: area.nuts3 for area in register.areas}
    assert codes["06631"] == codes["06631014"] == "DE732"
    assert codes["06611000"] == "DE731"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_old_and_new_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """Editions in UTF-8, with or without mark, and in Latin-1 give the same names."""
    lines = [*LINES, line("60", "06631020", "Großenlüder", "64", 8_600)]
    register = read_gv100(write(tmp_path, lines, encoding))
    assert "Großenlüder" in {area.name for area in register.areas}


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("<html>", "unbekannte Satzart „<h“"),
        (line("60", "06631009", "Fulda", "99"), "Textkennzeichen „99“"),
        (line("40", "06631", "Fulda", "61"), "Textkennzeichen „61“"),
        (line("60", "0663100", "Fulda", "63"), "hat nicht 8 Ziffern"),
        (line("60", "06631009", "", "63"), "kein Name"),
        (line("60", "06631009", "Fulda", "63").replace("0" * 11, "viele      "), "Einwohnerzahl"),
        (line("60", "06631009", "Fulda", "63", on="20271332"), "„20271332“ ab Spalte 3"),
        (line("60", "06631009", "Fulda", "63", on="20260331"), "zweiter Gebietsstand"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, broken: str, problem: str) -> None:
    """A line that does not follow the layout raises with file, line number and reason."""
    path = write(tmp_path, [LINES[0], LINES[6], broken, LINES[7]])
    with pytest.raises(RegisterFormatError, match=f"^GV100AD.txt, Zeile 3: .*{problem}"):
        read_gv100(path)


@pytest.mark.parametrize("lines", [[], LINES[:3]])
def test_a_file_without_municipalities_is_refused(tmp_path: Path, lines: list[str]) -> None:
    """An empty or cut-off file is no register."""
    with pytest.raises(RegisterFormatError, match="keine Gemeinde"):
        read_gv100(write(tmp_path, lines))


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official file lies beside the project")
def test_the_official_edition_is_read_whole() -> None:
    """The edition of November 2023 has 10,773 municipalities, 421 of them in Hessen."""
    local = [area for area in read_gv100(OFFICIAL).areas if area.is_local]
    assert len(local) == 10_773
    assert sum(area.key.startswith("06") for area in local) == 421
