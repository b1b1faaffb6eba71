"""Names of areas: how they are taken apart, compared and found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from db.area import Area, AreaKind

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Abbreviations the register uses inside names: "Limburg a. d. Lahn", "Haag i.OB".
_SHORT_FORMS = [
    (re.compile(r"\bv\. ?d\. ?"), "vor der "),
    (re.compile(r"\ba\. ?d\. ?"), "an der "),
    (re.compile(r"\bi\. ?d\. ?"), "in der "),
    (re.compile(r"\ba\. ?"), "am "),
    (re.compile(r"\bi\. ?"), "im "),
    (re.compile(r"\bb\. ?"), "bei "),
]
_QUALIFIER = re.compile(r"\s*[(/]|\s(?:(?:an|am|bei|im|in|ob|vor|auf|unter)\s|[abiv]\.)")
_CLOSE = 0.8
_DISTRICT_TITLE = re.compile(r"^(?:Landkreis|Kreis)\s|-?[Kk]reis$")


def fold(name: str) -> str:
    """Return the form in which spellings of one name are equal: "Groß-Gerau" = "gross gerau"."""
    plain = spell_out(unicodedata.normalize("NFC", name).casefold())
    plain = unicodedata.normalize("NFKD", plain.translate(_UMLAUTS))
    return "".join(filter(str.isalnum, plain))


def spell_out(name: str) -> str:
    """Return a name with its abbreviations written out: "Limburg an der Lahn"."""
    if "." not in name:
        return name
    for pattern, words in _SHORT_FORMS:
        name = pattern.sub(words, name)
    return name


def base_name(name: str) -> str:
    """Return a name without what tells it from its namesakes: "Homberg (Efze)" → "Homberg"."""
    return _QUALIFIER.split(name, maxsplit=1)[0]


def district_core(name: str) -> str:
    """Return a district's name without its title: "Rheingau-Taunus-Kreis" → "Rheingau-Taunus"."""
    return _DISTRICT_TITLE.sub("", name)


def spellings(area: Area) -> Iterator[str]:
    """Yield the names under which an area may be asked for, the fullest first."""
    yield area.official_name
    yield area.name
    yield from area.aliases
    if area.kind is AreaKind.DISTRICT:
        core = district_core(area.name)
        yield from (f"Landkreis {core}", f"Kreis {core}", core)
    if area.is_local:
        yield base_name(area.name)


class NameIndex:
    """All names of all areas, built once, then asked as often as needed."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._exact: dict[str, list[Area]] = {}
        self._folded: dict[str, list[Area]] = {}
        for area in areas:
            for name in dict.fromkeys(spellings(area)):
                self._exact.setdefault(name, []).append(area)
                self._folded.setdefault(fold(name), []).append(area)

    def find(self, name: str) -> list[Area]:
        """Return the areas of that name: as written, else however spelt, else the closest."""
        wanted = " ".join(name.split())
        found = self._exact.get(wanted) or self._folded.get(fold(wanted))
        return _in_order(found or self._close(wanted))

    def _close(self, name: str) -> list[Area]:
        names = get_close_matches(fold(name), self._folded, n=5, cutoff=_CLOSE)
        return [area for close in names for area in self._folded[close]]


def _in_order(areas: list[Area]) -> list[Area]:
    return list({area.key: area for area in areas}.values())
