"""Gazetteer: the names of areas as they stand in running text, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.area import Area, AreaKind
from db.area_names import base_name, district_core, spell_out
from db.area_tree import AreaTree

# Towns whose name is a word of the language: only "Stadt Wald" or "Gemeinde Wald" is a place.
_WORDS = """
Aach Acht Alpen Anger Au Auen Aufruf Baar Bach Baiern Bengel Berg Berge Bergen Bescheid Besitz
Binnen Blender Boden Bogen Born Borne Brake Brand Brecht Breit Bruch Brunn Brunnen Brücken Buch
Buchen Bunde Burg Burgen Bühl Castell Clausen Dahlen Damm Damme Damp Dill Dingen Eich Eichen
Einhaus Einig Elbe Engen Enger Erden Ernst Esch Esche Essen Fahren Felde Fell Ferna Feucht Filz
Fisch Fischen Flein Floß Forst Freden Furth Föhren Garten Geldern Gering Gersten Glatten Graben
Grande Grub Grube Gräben Gründau Haar Hage Hagen Hahn Halbe Halle Hammer Haren Hasel Haste
Hausen Hausten Hecken Heide Heiden Heist Herne Hirten Hof Hohn Holle Holler Holm Holzen Horn
Horst Hude Häusern Hörden Hütten Igel Insel Jade Kahl Kalt Kampen Kappel Kehl Kirchen Kirn Kist
Klausen Klink Kluse Kochel Kommen Korb Kuchen Körner Küsten Lachen Lage Lahn Landau Langen
Lauben Lauf Laufen Lauter Leck Leer Lehmen Lehre Leiden Leimen Lenzen Lind Linden Loop Loose
Lotte Lutter Magdala Mandel Mantel March Mauer Mauern Meine Melle Mengen Merzen Moos Motten Much
Mühlen Nagel Nahe Nassau Nebel Neuhof Neuland Neumark Neustadt Norden Nordharz Norken Nusse
Nußbaum Nüsttal Oberland Ohne Osten Otter Perl Plate Platten Pohl Polle Pommern Pracht Preist
Prien Puls Rade Rain Rauen Rede Regen Reich Reit Ried Riede Riegel Ringe Roden Rohr Rom Rosa Rot
Roth Rust Saal Sachsen Salem Salz Sand Sande Schilda Schmelz Schuld Schutz Schwall Schwarz
Seeland Seelen Seen Selters Senden Siegen Singen Sinn Sonnen Spalt Springe Stade Stapel Staufen
Stegen Stein Steinen Stelle Stern Strande Sulz Süden Südharz Süßen Tann Tanne Tauche Tauer Thal
Titz Train Trent Ulmen Verl Vogt Wald Waldsee Wallen Wang Wangen Waren Wedel Wehr Weiden Weil
Weiler Welle Wellen Welt Wenden Werben Werder Weste Westen Wetter Wieck Wiesen Winden Winkel
Wissen Wolken Worms Worth Zeil Zell
"""
COMMON_WORDS = frozenset(_WORDS.split())

# Lands that are one city, so that their name in a text is mostly a venue.
CITY_STATES = frozenset({"02", "04", "11"})
_STATE_ALIASES = {
    "01": ("SH",),
    "05": ("NRW",),
    "07": ("RLP",),
    "08": ("BW", "BaWü"),
    "10": ("Saarlandes",),  # "des Saarlandes"
    "13": ("M-V",),
    "15": ("LSA",),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling and every area it may stand for."""

    name: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings by their first word, the longest first, and the tree they come from."""

    tree: AreaTree
    entries: dict[str, tuple[Entry, ...]]

    @classmethod
    def of(cls, tree: AreaTree) -> Gazetteer:
        """Build the gazetteer of a tree; do it once, reading then is a lookup."""
        names: dict[str, dict[str, Area]] = {}
        for area in tree.areas:
            for name in _spellings(area):
                names.setdefault(name, {})[area.key] = area
        entries: dict[str, list[Entry]] = {}
        for name in sorted(names, key=len, reverse=True):
            entry = Entry(name, tuple(names[name].values()))
            entries.setdefault(first_word(name), []).append(entry)
        return cls(tree, {word: tuple(found) for word, found in entries.items()})


def first_word(name: str) -> str:
    """Return the leading letters of a name, the word under which it is looked up."""
    found = re.match(r"\w+", name)
    return found.group() if found else name


def _spellings(area: Area) -> Iterable[str]:
    if area.kind in (AreaKind.UNION, AreaKind.COUNTRY):
        return ()
    names = dict.fromkeys(_written(area))
    return dict.fromkeys([*names, *(name.replace("ß", "ss") for name in names)])


def _written(area: Area) -> Iterator[str]:
    yield area.name
    yield from area.aliases
    yield from _STATE_ALIASES.get(area.key, ())
    if area.is_local:
        yield base_name(area.name)
        yield spell_out(area.name)
        yield from _slashed(area.name)
    if area.kind is AreaKind.LEADER_REGION:
        yield from (re.sub(r"[-/ ]", mark, name) for name in _names(area) for mark in "- /")
    if area.kind is AreaKind.DISTRICT:
        core = district_core(area.name)
        yield from (core, base_name(core), spell_out(core))
        yield from _slashed(area.name)
        if area.name.endswith("ischer Kreis"):
            stem = area.name.removesuffix("er Kreis")
            yield from (f"{stem}e Kreis", f"{stem}en Kreis", f"{stem}en Kreises")
        if core != area.name and area.name.casefold().endswith("kreis"):
            yield from (f"{core}{kreis}" for kreis in ("-Kreis", "kreis", "-Kreises", "kreises"))
            yield f"{area.name}es"


def _slashed(name: str) -> Iterator[str]:
    """Yield "Nienburg/Weser" for "Nienburg (Weser)"."""
    found = re.fullmatch(r"([^()]+) \(([^()]+)\)", name)
    if found:
        yield f"{found[1]}/{found[2]}"


def _names(area: Area) -> tuple[str, ...]:
    return (area.name, *area.aliases)
