"""The shipped area files: read, written, and put together as they hold on a day."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from db.area import LEADER, Area, AreaKind, Membership, Register
from db.area_register import (
    CITY_DISTRICTS,
    Nuts,
    country,
    district,
    government_region,
    municipality,
    state,
    union,
)

_T = TypeVar("_T")
SHIPPED = Path(__file__).parent / "data"


class AreaFileError(ValueError):
    """A shipped or edited area file says something that cannot be; names file and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What changed in law since the register's edition, from `valid_from` on."""

    key: str
    valid_from: date
    parent: str
    kind: AreaKind
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebietskulisse:
    """A named set of places that a funding guideline refers to, in one version.

    Where `listed` is False nobody has the list: a match is a question to staff.
    """

    slug: str
    name: str
    forms: tuple[str, ...]  # as the name is inflected in texts
    version: str
    within: str
    listed: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPlace:
    """A municipality that is part of another one, which has the key, since a day."""

    name: str
    key: str
    since: date
    source: str


@cache
def read_register(folder: Path = SHIPPED) -> Register:
    """Return the shipped register without corrections. Raises AreaFileError."""
    with (folder / "register.toml").open("rb") as file:
        as_of = tomllib.load(file)["as_of"]
    nuts = read_nuts(folder)
    areas = [union(), country()]
    areas += _rows(folder / "states.csv", lambda row: _state(*row))
    areas += _rows(
        folder / "districts.csv",
        lambda row: district(row[0], row[1], row[2], nuts),
        keep=lambda row: row[2] not in CITY_DISTRICTS,
    )
    areas += _rows(
        folder / "municipalities.csv",
        lambda row: municipality(row[0], row[1], row[2], int(row[3]), nuts),
    )
    return Register(as_of=as_of, areas=tuple(areas))


def read_nuts(folder: Path = SHIPPED) -> Nuts:
    """Return NUTS 3 codes by district key, kreisfreie Städte included."""
    return dict(_rows(folder / "districts.csv", lambda row: (row[0], row[3])))


def read_leader_regions(folder: Path = SHIPPED) -> tuple[list[Area], list[Membership]]:
    """Return the LEADER regions and who belongs to them. Raises AreaFileError."""
    regions: list[Area] = []
    members: list[Membership] = []
    for entry in _tables(folder / "leader_regions.toml", "region"):
        region = _leader_region(entry)
        regions.append(region)
        members += _members(region, entry)
    return regions, members


def read_corrections(folder: Path = SHIPPED) -> list[Correction]:
    """Return the corrections in order of their dates. Raises AreaFileError."""
    corrections = [
        Correction(
            key=entry["key"],
            valid_from=entry["valid_from"],
            parent=entry["parent"],
            kind=AreaKind(entry["kind"]),
            evidence=f"{entry['note']} Quelle: {entry['source']}",
        )
        for entry in _tables(folder / "corrections.toml", "correction")
    ]
    return sorted(corrections, key=lambda correction: correction.valid_from)


def read_gebietskulissen(folder: Path = SHIPPED) -> tuple[Gebietskulisse, ...]:
    """Return the named Gebietskulissen, the newest version of each name first."""
    return tuple(
        Gebietskulisse(**(entry | {"forms": tuple(entry["forms"])}))
        for entry in _tables(folder / "gebietskulissen.toml", "gebietskulisse")
    )


def read_former_places(folder: Path = SHIPPED) -> tuple[FormerPlace, ...]:
    """Return the municipalities that are part of another one by now. Raises AreaFileError."""
    return tuple(
        FormerPlace(**entry) for entry in _tables(folder / "former_municipalities.toml", "former")
    )


def corrected(register: Register, corrections: Iterable[Correction], on: date) -> list[Area]:
    """Return the register's areas as they stand in law on a day.

    A correction counts from its day on, and only until a register edition from after that
    day replaces the one it corrects.
    """
    areas = {area.key: area for area in register.areas}
    for correction in corrections:
        if not register.as_of < correction.valid_from <= on or correction.key not in areas:
            continue
        areas[correction.key] = replace(
            areas[correction.key],
            parent=correction.parent,
            kind=correction.kind,
            evidence=correction.evidence,
        )
    return list(areas.values())


def _state(key: str, name: str) -> Area:
    return state(key, name) if len(key) == 2 else government_region(key, name)


def _leader_region(entry: dict[str, Any]) -> Area:
    return Area(
        key=LEADER + entry["slug"],
        kind=AreaKind.LEADER_REGION,
        name=entry["name"],
        official_name=f"LEADER-Region {entry['name']}",
        parent=entry["state"],
        evidence=" ".join(filter(None, (entry["evidence"], entry.get("note", "")))),
        aliases=tuple(entry.get("aliases", ())),
        website=entry.get("website", ""),
        complete=entry["complete"],
        districts=tuple(entry["districts"]),
        landscape=entry.get("landscape", False),
    )


def _members(region: Area, entry: dict[str, Any]) -> Iterator[Membership]:
    partial = set(entry.get("partial", ()))
    for key in entry["members"]:
        yield Membership(
            region=region.key,
            municipality=key,
            partial=key in partial,
            evidence=entry["evidence"],
        )


def _rows(
    path: Path,
    make: Callable[[list[str]], _T],
    keep: Callable[[list[str]], bool] = lambda row: True,
) -> list[_T]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        try:
            return [make(row) for row in reader if keep(row)]
        except (ValueError, IndexError, TypeError) as error:
            raise AreaFileError(f"{path.name}, line {reader.line_num}: {error}") from error


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            tables: list[dict[str, Any]] = tomllib.load(file)[name]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise AreaFileError(f"{path.name}: {error}") from error
    return tables
