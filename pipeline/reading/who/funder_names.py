"""Funder names: how bodies that fund are called in running text, and whom each name means.

Authorities, their aliases and former names come from the registry of actors, places from the
register of areas; ministries, offices and foundations beyond them are known by their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.actors import Actors, Authority
from db.area import EU, GERMANY, AreaKind
from db.area_names import base_name, district_core
from db.area_tree import AreaTree

UNION = "Europäische Union"
FEDERATION = "Bund"
# The Länder by the stem of their adjective; three of them call themselves a Freistaat.
_STATES = {
    "schleswig-holsteinisch": "Schleswig-Holstein",
    "hamburgisch": "Hamburg",
    "niedersächsisch": "Niedersachsen",
    "bremisch": "Bremen",
    "nordrhein-westfälisch": "Nordrhein-Westfalen",
    "hessisch": "Hessen",
    "rheinland-pfälzisch": "Rheinland-Pfalz",
    "baden-württembergisch": "Baden-Württemberg",
    "bayerisch": "Bayern",
    "bayrisch": "Bayern",
    "saarländisch": "Saarland",
    "berliner": "Berlin",
    "brandenburgisch": "Brandenburg",
    "mecklenburg-vorpommersch": "Mecklenburg-Vorpommern",
    "sächsisch": "Sachsen",
    "sachsen-anhaltisch": "Sachsen-Anhalt",
    "thüringer": "Thüringen",
    "thüringisch": "Thüringen",
}
_FREE_STATES = frozenset({"Bayern", "Sachsen", "Thüringen"})
_NO_DISTRICTS = re.compile(
    r"(?:Arbeits|Förder|Freundes|Land|Stadt|Um|Personen|Adressaten|Empfänger|Teilnehmer|Nutzer|"
    r"Lenkungs|Unterstützer|Gesprächs|Begünstigten|Antragsteller|Bewerber|Familien|Qualitäts)kreis$"
)

_ADJECTIVE = "(?:" + "|".join(sorted(_STATES, key=len, reverse=True)) + r")(?:e[mnrs]?)?"
_STATE = "(?:" + "|".join(sorted(set(_STATES.values()), key=len, reverse=True)) + r")\b"
_OTHER_BODY = r"(?!\w*[Ss]tiftung|Land\b|Landes\b|Bund|EU\b|Europ|Freistaat|Stadt\b|Gemeinde\b)"
_ITEM = rf"(?:(?:für|des|der|den) )?(?:[a-zäöüß]+e[rnms] )?{_OTHER_BODY}[A-ZÄÖÜ][\w-]*(?<!-)"
_TASKS = rf"(?:für|des|der) (?:[A-ZÄÖÜ][\w]*-, )?{_ITEM}(?:(?:, | und | sowie ){_ITEM}){{0,8}}"
_FORM = re.compile(
    "|".join(
        (
            rf"(?P<state>(?:Bundesland(?:es)?|Land(?:es)?|Freistaat(?:e?s)?) (?P<land>{_STATE}))",
            rf"(?P<government>(?:(?i:{_ADJECTIVE}) )?(?:Landesregierung|Staatsregierung)\b)",
            rf"(?P<ministry>(?:(?i:{_ADJECTIVE}) )?(?:Bundes|Staats|Landes)?[Mm]inisteriums? "
            rf"{_TASKS})",
            rf"(?P<short>(?i:{_ADJECTIVE}) [A-ZÄÖÜ]\w+ministeriums?\b|"
            rf"Bundes\w{{4,}}ministeriums?\b)",
            rf"(?P<chancery>(?:(?i:{_ADJECTIVE}) )?Staatskanzlei\b(?: {_STATE})?)",
            rf"(?P<office>Bundes(?:amt(?:e?s)?|anstalt|agentur) für {_ITEM}(?: und {_ITEM})?)",
            r"(?P<unclear>[A-ZÄÖÜ]\w+ministeriums?\b|Ministeriums?\b)(?! (?:für|des|der) [A-ZÄÖÜ])",
            r"(?P<bare>Land(?:es)?\b)(?![.-]\w)",
            r"(?P<bund>Bund(?:es)?\b|Bundesregierung\b)(?![-.]\w)",
            r"(?P<eu>EU\b|Europäische[nr]? Union\b)(?![-–/])",
            r"(?P<district>(?:Landkreis|Kreis)(?:e?s)? (?=[A-ZÄÖÜ]))",
            r"(?P<kreis>[A-ZÄÖÜ][\w-]*[Kk]reis(?:es)?\b)",
            r"(?P<town>(?:Hansestadt|Universitätsstadt|Kreisstadt|Stadt|Gemeinde|Marktgemeinde|"
            r"Markt) (?=[A-ZÄÖÜ]))",
            r"(?P<leader>(?:LEADER[- ]Region|LAG|Lokalen? Aktionsgruppe) [„\"]?(?=[A-ZÄÖÜ]))",
            r"(?P<foundation>(?:(?!(?:Die|Der|Das|Den|Eine|Einer|Zur|Von|Durch|Mit|Bei|Für)\b)"
            r"[A-ZÄÖÜ][\w.-]* ){0,3}(?:Stiftung\b(?: (?:(?:der|des|für) )?[A-ZÄÖÜ][\w-]*)?|"
            r"[A-ZÄÖÜ][\w-]*[Ss]tiftung\b(?: (?=[A-ZÄÖÜ]))?))",
        )
    )
)
_GENITIVE = re.compile(
    r"(?:isch|Deutsch)e[nmr]\b|ministeriums\b|\bLandes\b|\bBundes\b|Freistaate?s\b|[Kk]reises\b|"
    r"amtes\b|Beauftragten\b|Europäische[nr] (?:Union|Kommission)|Lokalen\b"
)
_ARTICLES = (
    (re.compile(r"regierung|Staatskanzlei|[Ss]tiftung|^KfW|^EU\b|^Europä|Bundesa[ng]"), "die"),
    (re.compile(r"^(?:\w*[Ss]tadt|\w*[Gg]emeinde|LAG|LEADER|Lokale\w?)\b"), "die"),
    (re.compile(r"[Mm]inisterium|Bundesamt|^(?:Bundesl|L)and\b|^BM[A-ZÄÖÜ]|^HM[A-ZÄÖÜd]"), "das"),
    (re.compile(r"[Kk]reis|^Bund$|Freistaat|Beauftragte|^BKM$"), "der"),
)


class Sort(StrEnum):
    """What kind of body a name means."""

    AUTHORITY = "authority"
    WHOLE = "whole"  # a Land or the Bund as such: no single body
    UNION = "union"
    LOCAL = "local"
    FOUNDATION = "foundation"
    UNCLEAR = "unclear"  # "das Ministerium": somebody's


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Whom a name means: the name it is stated under, its sort, and the area it speaks for."""

    value: str
    sort: Sort
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in the plain text.

    `article` is that of its nominative; `oblique` where its own ending says that it is no
    subject.
    """

    start: int
    end: int
    body: Body
    article: str
    oblique: bool
    bare: bool = False  # "das Land" without saying which


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderNames:
    """Names by their first word, the longest first; places by their first word likewise."""

    actors: Actors
    known: dict[str, tuple[tuple[re.Pattern[str], str], ...]]
    places: dict[str, tuple[str, ...]]
    state_keys: dict[str, str]
    tree: AreaTree

    @classmethod
    def of(cls, actors: Actors, tree: AreaTree) -> FunderNames:
        """Build the names of a registry and a register; do it once, reading then is a lookup."""
        known: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        spelled = (name for one in actors.authorities.values() for name in _names(one))
        for name in sorted(set(spelled), key=len, reverse=True):
            words = re.sub(r"^(?:Der|Die|Das) ", "", name)
            pattern = re.compile(_inflected(words) + r"(?![\w-])")
            for first in _forms(words.split(" ")[0]):
                known.setdefault(first, []).append((pattern, name))
        return cls(
            actors=actors,
            known={word: tuple(found) for word, found in known.items()},
            places=_places(tree),
            state_keys={one.name: one.key for one in tree.areas_of_kind(AreaKind.STATE)},
            tree=tree,
        )

    def named(self, plain: str, start: int, end: int, within: str) -> Iterator[Named]:
        """Yield the names in a passage in one pass; `within` is the area of "das Land"."""
        free = start
        for word in _WORD.finditer(plain, start, end):
            if word.start() < free:
                continue
            found = self._known(plain, word, end) or self._formed(plain, word.start(), end, within)
            if found is not None:
                free = found.end
                yield found

    def state_of(self, key: str) -> str:
        """Return the name of the Land in which an area lies; "" for a wider one."""
        if not self.tree.knows(key):
            return ""
        around = (self.tree.of(key), *self.tree.ancestors(key))
        return next((one.name for one in around if one.kind is AreaKind.STATE), "")

    def area_of(self, name: str) -> str:
        """Return the area that an authority speaks for; "" for a name nobody knows."""
        authority = self.actors.authority_of(name)
        return authority.area if authority else ""

    def whole(self, name: str) -> str:
        """Return the area of a Land or of the Bund as such; "-" for a single body."""
        if name == FEDERATION:
            return GERMANY
        land = re.fullmatch(rf"(?:Land|Freistaat) ({_STATE})", name)
        return self.state_keys.get(land[1], "-") if land else "-"

    def _known(self, plain: str, word: re.Match[str], end: int) -> Named | None:
        for pattern, name in self.known.get(word.group(), ()):
            match = pattern.match(plain, word.start(), end)
            if match:
                return _named(match.span(), self._body(name), match.group())
        return None

    def _body(self, name: str) -> Body:
        if name in (UNION, "EU-Kommission", "European Commission", "Europäische Kommission"):
            return Body(value=UNION, sort=Sort.UNION, area=EU)
        authority = self.actors.authority_of(name)
        if authority is None:  # its tasks were divided: the name stands as it is
            return Body(value=name, sort=Sort.AUTHORITY)
        sort = Sort.FOUNDATION if "Stiftung" in authority.name else Sort.AUTHORITY
        return Body(value=authority.name, sort=sort, area=authority.area)

    def _formed(self, plain: str, at: int, end: int, within: str) -> Named | None:
        match = _FORM.match(plain, at, end)
        if match is None:
            return None
        form, said, span = str(match.lastgroup), match.group(), match.span()
        if match["state"]:
            return _named(span, self._whole(match["land"]), said)
        if form in ("government", "bare"):
            land = _land_of(said) or self.state_of(within)
            bare = form == "bare"
            return _named(span, self._whole(land), said, bare=bare) if land else None
        if form == "bund":
            return _named(span, Body(value=FEDERATION, sort=Sort.WHOLE, area=GERMANY), said)
        if form == "eu":
            return _named(span, Body(value=UNION, sort=Sort.UNION, area=EU), said)
        if form in ("district", "town", "leader"):
            return self._placed(plain, match, end)
        if form == "kreis":
            kreis = re.sub(r"es$", "", said)
            known = kreis in self.places and not _NO_DISTRICTS.search(kreis)
            return _named(span, Body(value=kreis, sort=Sort.LOCAL), said) if known else None
        if form == "foundation":
            return self._foundation(plain, match, end)
        return _named(span, self._authority(form, said, within), said)

    def _authority(self, form: str, said: str, within: str) -> Body:
        name, land = _nominative(said), self.state_of(within)
        if land and name == "Staatskanzlei":
            name = f"{name} {land}"
        if land and name.startswith("Ministerium "):
            own = _nominative(f"{_adjective_of(land)}e {name}")
            name = own if self.actors.candidates(own) else name
        if self.actors.candidates(name):
            return self._body(name)
        unnamed = form == "ministry" and name.startswith("Ministerium") and not land
        unclear = form == "unclear" or unnamed
        return Body(value=name, sort=Sort.UNCLEAR if unclear else Sort.AUTHORITY)

    def _whole(self, land: str) -> Body:
        title = "Freistaat" if land in _FREE_STATES else "Land"
        return Body(value=f"{title} {land}", sort=Sort.WHOLE, area=self.state_keys.get(land, ""))

    def _placed(self, plain: str, match: re.Match[str], end: int) -> Named | None:
        place = self._place(plain, match.end(), end)
        if not place and match["leader"]:
            found = _REGION_NAME.match(plain, match.end(), end)
            place = found.group() if found else ""
        if not place:
            return None
        title = _nominative(match.group()).strip(' „"')
        body = Body(value=f"{title} {place}", sort=Sort.LOCAL)
        return _named((match.start(), match.end() + len(place)), body, match.group())

    def _foundation(self, plain: str, match: re.Match[str], end: int) -> Named | None:
        said, stop = match.group().rstrip(), match.end()
        if said.lower() in ("stiftung", "stiftungen"):
            return None
        if match.group().endswith(" "):
            place = self._place(plain, stop, end)
            whose = _BEFORE_VERB.match(plain, stop, end)
            place = place or (whose.group() if whose else "")
            said, stop = f"{said} {place}".strip(), stop + len(place) if place else stop - 1
        body = Body(value=_nominative(said), sort=Sort.FOUNDATION)
        return _named((match.start(), stop), body, said)

    def _place(self, plain: str, at: int, end: int) -> str:
        word = _WORD_START.match(plain, at, end)
        for name in self.places.get(word.group(), ()) if word else ():
            after = plain[at + len(name) : at + len(name) + 1]
            if plain.startswith(name, at) and at + len(name) <= end and not after.isalnum():
                return name
        return ""


_WORD = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]*")
_WORD_START = re.compile(r"\w+")
# LEADER regions beyond the register: "Tecklenburger Land", "Westerwald".
_REGION_NAME = re.compile(r"[A-ZÄÖÜ][\w/-]+(?:(?<=er) [A-ZÄÖÜ][\w-]+)?")
# "Die Naturstiftung Morgenrot fördert": what stands before the verb belongs to the name.
_BEFORE_VERB = re.compile(
    r"[A-ZÄÖÜ][\w-]+(?= (?:fördert|unterstützt|vergibt|gewährt|stellt|hilft|bietet|finanziert)\b)"
)


def _named(span: tuple[int, int], body: Body, said: str, *, bare: bool = False) -> Named:
    oblique = bool(_GENITIVE.search(said))
    article = _article(said) or _article(body.value) or "die"
    return Named(start=span[0], end=span[1], body=body, article=article, oblique=oblique, bare=bare)


def _article(name: str) -> str:
    for pattern, article in _ARTICLES:
        if pattern.search(name):
            return article
    return ""


def _names(authority: Authority) -> tuple[str, ...]:
    return (authority.name, *authority.aliases, *authority.former)


def _inflected(name: str) -> str:
    """Return a pattern for a name in every case."""
    words = re.escape(name)
    words = re.sub(r"(isch|Deutsch)e[rs]?\b", r"\1e[mnrs]?", words)
    words = re.sub(r"(Beauftragte)r?\b", r"\1[rn]?", words)
    return re.sub(r"([Mm]inisterium)\b", r"\1s?", words)


def _forms(word: str) -> set[str]:
    """Return the first word of a name in every case, as it is looked up."""
    stem = re.sub(r"(isch|Deutsch)e[rs]?$", r"\1", word)
    if stem != word:
        return {f"{stem}{ending}" for ending in ("e", "em", "en", "er", "es")}
    if word.startswith("Beauftragte"):
        return {"Beauftragte", "Beauftragter", "Beauftragten"}
    return {word, f"{word}s"} if word.endswith("ministerium") else {word}


def _places(tree: AreaTree) -> dict[str, tuple[str, ...]]:
    names: dict[str, None] = {}
    for area in tree.areas:
        if area.kind in (AreaKind.UNION, AreaKind.COUNTRY):
            continue
        names |= dict.fromkeys((area.name, *area.aliases))
        if area.is_local:
            names[base_name(area.name)] = None
        if area.kind is AreaKind.DISTRICT:
            names[district_core(area.name)] = None
    places: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first = _WORD_START.match(name)
        if first:
            places.setdefault(first.group(), []).append(name)
            if " " not in name and "-" in name:
                places.setdefault(name, [])
    return {word: tuple(found) for word, found in places.items()}


def _land_of(said: str) -> str:
    adjective = re.match(rf"(?i:{_ADJECTIVE})\b", said)
    if adjective:
        word = adjective.group().lower()
        return next(land for stem, land in _STATES.items() if word.startswith(stem))
    return ""


def _adjective_of(land: str) -> str:
    return next(stem for stem, name in _STATES.items() if name == land).capitalize()


def _nominative(said: str) -> str:
    """Return a name as it stands at the head of a letter."""
    name = re.sub(r"([Mm]inisterium|[Kk]reis|amt)(?:e?s)\b", r"\1", said)
    name = re.sub(r"(?:(?<=Land)|(?<=Bund)|(?<=Freistaat))e?s\b", "", name)
    neuter = "inisterium" in name
    ending = r"\1es" if neuter else r"\1e"
    name = re.sub(r"((?:isch|Deutsch))e?[mnrs]?\b", ending, name, count=1)
    return re.sub(r"^Lokalen\b", "Lokale", name)
