"""Reading an official municipality register (GV100AD) of the Statistisches Bundesamt.

The file has lines of fixed width; the record layout is the "Satzaufbau" that Destatis
publishes with it. Positions below count from 0:

====== ======= ==================================================================
record columns content
====== ======= ==================================================================
all    0:2     kind of record: 10 Land, 20 Regierungsbezirk, 40 district,
               60 municipality (30 and 50 are planning regions and associations)
all    2:10    date of the edition, YYYYMMDD
all    10:18   key: 2 digits Land, 3 Regierungsbezirk, 5 district, 8 municipality
all    22:72   name
40, 60 122:124 kind of area (Textkennzeichen)
60     139:150 population
====== ======= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from db.area import Area, Register
from db.area_register import (
    CITY_DISTRICTS,
    UNINHABITED,
    Nuts,
    country,
    district,
    government_region,
    municipality,
    state,
    union,
)

_RECORDS = {"10", "20", "30", "40", "50", "60"}


class RegisterFormatError(ValueError):
    """A line of a register file is not as the record layout says; the message is German."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, Zeile {line}: {problem}")


def read_gv100(path: Path, nuts: Nuts | None = None) -> Register:
    """Return the areas of a GV100AD file, municipality-free areas left out.

    `nuts` maps district keys to NUTS 3 codes, which the file does not hold. Raises
    RegisterFormatError naming file and line, OSError where the file cannot be read.
    """
    lines = _text(path).splitlines()
    areas: list[Area] = [union(), country()]
    dates: set[date] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            areas.extend(_read(line, dates, nuts or {}))
        except ValueError as error:
            raise RegisterFormatError(path, number, str(error)) from error
    _check_whole(path, areas, dates, len(lines))
    return Register(as_of=dates.pop(), areas=tuple(areas))


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Editions before 2015 are in Latin-1.
        return content.decode("latin-1")


def _read(line: str, dates: set[date], nuts: Nuts) -> Iterator[Area]:
    record, key, name = line[:2], line[10:18].strip(), line[22:72].strip()
    if record not in _RECORDS:
        raise ValueError(f"unbekannte Satzart „{record}“")
    dates.add(_edition(line[2:10]))
    if len(dates) > 1:
        raise ValueError("ein zweiter Gebietsstand in derselben Datei")
    if record in {"10", "20", "40", "60"} and not name:
        raise ValueError("kein Name in den Spalten 23 bis 72")
    match record:
        case "10":
            yield state(_key(key, 2), name)
        case "20":
            yield government_region(_key(key, 3), name)
        case "40" if line[122:124] not in CITY_DISTRICTS:
            yield district(_key(key, 5), name, line[122:124], nuts)
        case "60" if line[122:124] not in UNINHABITED:
            yield _municipality(line, _key(key, 8), name, nuts)


def _municipality(line: str, key: str, name: str, nuts: Nuts) -> Area:
    inhabitants = line[139:150]
    if not inhabitants.isdecimal():
        raise ValueError(f"die Einwohnerzahl „{inhabitants}“ ab Spalte 140 ist keine Zahl")
    return municipality(key, name, line[122:124], int(inhabitants), nuts)


def _edition(digits: str) -> date:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        raise ValueError(f"der Gebietsstand „{digits}“ ab Spalte 3 ist kein Datum") from None


def _key(key: str, length: int) -> str:
    if len(key) != length or not key.isdecimal():
        raise ValueError(f"der Schlüssel „{key}“ ab Spalte 11 hat nicht {length} Ziffern")
    return key


def _check_whole(path: Path, areas: list[Area], dates: set[date], lines: int) -> None:
    if not dates or not any(area.is_local for area in areas):
        raise RegisterFormatError(path, max(lines, 1), "es steht keine Gemeinde darin")
