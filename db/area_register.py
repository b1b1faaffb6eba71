"""The areas a register speaks of, made from its bare words: names, titles, parents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from db.area import EU, GERMANY, Area, AreaKind

Nuts = Mapping[str, str]
# Lands without Regierungsbezirke have a district's key start with the Land and a zero.
_NO_REGION = "0"
# Names that already say what they are: Vogelsbergkreis, Region Hannover, Landkreis Rostock.
_OWN_TITLE = re.compile(r"kreis\b|^Landkreis|^Region|^Städteregion|^Regionalverband", re.IGNORECASE)
# North Rhine-Westphalia and Schleswig-Holstein say Kreis, all others Landkreis.
_TITLES = {"43": "Kreis", "44": "Landkreis"}
_REGION_TITLE = re.compile(r"^(früher: )?(?:Reg\.-Bez\.|Direktionsbezirk)\s*")
_BAVARIA = "09"

# The Textkennzeichen of Destatis. Codes 65 and 66 are gemeindefreie Gebiete, where nobody
# applies for funding; 41 and 42 repeat a kreisfreie Stadt that also stands as 61 or 62.
UNINHABITED = frozenset({"65", "66"})
CITY_DISTRICTS = frozenset({"41", "42"})
MUNICIPALITY_KINDS = {
    "60": AreaKind.MARKET,
    "61": AreaKind.INDEPENDENT_CITY,
    "62": AreaKind.INDEPENDENT_CITY,
    "63": AreaKind.TOWN,
    "64": AreaKind.MUNICIPALITY,
    "67": AreaKind.TOWN,
}


def union() -> Area:
    """Return the European Union, the root of all areas."""
    return Area(key=EU, kind=AreaKind.UNION, name="EU", official_name="Europäische Union")


def country() -> Area:
    """Return Germany."""
    return Area(
        key=GERMANY,
        kind=AreaKind.COUNTRY,
        name="Deutschland",
        official_name="Deutschland",
        parent=EU,
    )


def state(key: str, name: str) -> Area:
    """Return a Land under its two digits."""
    return Area(key=key, kind=AreaKind.STATE, name=name, official_name=name, parent=GERMANY)


def government_region(key: str, registered_name: str) -> Area:
    """Return a Regierungsbezirk under its three digits, "Reg.-Bez." written out."""
    name = _REGION_TITLE.sub("", registered_name)
    title = "Regierungsbezirk " if name != registered_name or key.startswith(_BAVARIA) else ""
    if registered_name.startswith("früher"):
        title = "früherer Regierungsbezirk "
    return Area(
        key=key,
        kind=AreaKind.GOVERNMENT_REGION,
        name=name,
        official_name=title + name,
        parent=key[:2],
    )


def district(key: str, name: str, code: str, nuts: Nuts) -> Area:
    """Return a Landkreis or Kreis; `code` is its Textkennzeichen (43, 44, 45).

    Raises ValueError for another code.
    """
    if code not in {"43", "44", "45"}:
        raise ValueError(f"unbekannte Art von Kreis: Textkennzeichen „{code}“")
    titled = _OWN_TITLE.search(name) or code not in _TITLES
    return Area(
        key=key,
        kind=AreaKind.DISTRICT,
        name=name,
        official_name=name if titled else f"{_TITLES[code]} {name}",
        parent=_above_district(key),
        nuts3=nuts.get(key, ""),
    )


def municipality(key: str, official_name: str, code: str, population: int, nuts: Nuts) -> Area:
    """Return a town or municipality; a kreisfreie Stadt stands directly under its region.

    Raises ValueError for an unknown Textkennzeichen.
    """
    if code not in MUNICIPALITY_KINDS:
        raise ValueError(f"unbekannte Art von Gemeinde: Textkennzeichen „{code}“")
    kind = MUNICIPALITY_KINDS[code]
    independent = kind is AreaKind.INDEPENDENT_CITY
    return Area(
        key=key,
        kind=kind,
        name=official_name.partition(",")[0],
        official_name=official_name,
        parent=_above_district(key) if independent else key[:5],
        nuts3=nuts.get(key[:5], ""),
        population=population,
    )


def with_populations(areas: Iterable[Area]) -> list[Area]:
    """Return the areas with the population of each wider one summed up from its parts."""
    known = {area.key: area for area in areas}
    totals = dict.fromkeys(known, 0)
    for area in known.values():
        if not area.is_local:
            continue
        above = area.parent
        while above in known:
            totals[above] += area.population
            above = known[above].parent
    return [
        area
        if area.is_local or not totals[area.key]
        else replace(area, population=totals[area.key])
        for area in known.values()
    ]


def _above_district(key: str) -> str:
    return key[:2] if key[2] == _NO_REGION else key[:3]
