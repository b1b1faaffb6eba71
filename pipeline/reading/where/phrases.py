"""Phrases that name an area without its name as a word of its own: hessenweit, bundesweit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from db.area import EU, GERMANY, AreaKind
from db.area_files import Gebietskulisse
from db.area_tree import AreaTree
from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.area_words import (
    about_funding,
    about_something_else,
    is_a_line,
    sentence,
)
from pipeline.reading.where.beneficiaries import NOUN
from pipeline.reading.where.headlines import Headlines

# Adjectives of the sixteen Länder, without their ending.
ADJECTIVES = {
    "schleswig-holsteinisch": "01",
    "hamburgisch": "02",
    "niedersächsisch": "03",
    "bremisch": "04",
    "nordrhein-westfälisch": "05",
    "hessisch": "06",
    "rheinland-pfälzisch": "07",
    "baden-württembergisch": "08",
    "bayerisch": "09",
    "bayrisch": "09",
    "saarländisch": "10",
    "brandenburgisch": "12",
    "mecklenburg-vorpommersch": "13",
    "sachsen-anhaltisch": "15",
    "sächsisch": "14",
    "thüringisch": "16",
}
# A prize or a law of a city is no place of funding: "Berliner Programm".
CITIES = frozenset({"02", "04", "11"})
# Those whose adjective has no ending: "Berliner Vereine".
_UNBENT = {
    "Berliner": "11",
    "Hamburger": "02",
    "Bremer": "04",
    "Thüringer": "16",
    "Brandenburger": "12",
}
# Who or what an adjective makes a place of funding: never a ministry.
_NOUN_AFTER = re.compile(
    rf"(?:e[nrsm]?)?,?\s+(?:[a-zäöüß]+,?\s+){{0,4}}?(?![\w-]*(?:[Vv]erband|ministerium))"
    rf"(?P<noun>(?i:{NOUN}))\b"
)
_NOUN_BEFORE = re.compile(rf"\b(?i:{NOUN})\s+$")
_NOUN_BEHIND = re.compile(rf"\s+(?:[a-zäöüß]+\s+){{0,2}}(?i:{NOUN})\b")
# A law or a programme in the first lines is of the Land that its name tells.
_NAMED_AFTER = re.compile(
    r"(?:e[nrsm]?)? (?:[A-ZÄÖÜ]?[a-zäöüß]+ ){0,2}?[\w-]*(?:[Vv]erordnung|[Gg]esetz|[Rr]ichtlinien?"
    r"|[Vv]erwaltungsvorschrift|[Pp]rogramm|[Ff]örderpreis|[Ff]onds|[Ff]örderung)(?:es|s)?\b"
)
# "Die Hessische Landesregierung fördert …", "Antrag beim Niedersächsischen Landesamt für …".
_GOVERNMENT = re.compile(
    r"(?:e[nrsm]?)? (?:[\w-]*[Mm]inisteri(?:ums?|en)|[\w-]*[Rr]egierung|Staatskanzlei"
    r"|[\w-]*[Ss]tiftung"
    r"|Landes\w*amt(?:es)?|Aufbaubank|Förderbank)\b"
)
_OFFICE_OF_LAND = re.compile(
    r"(?:e[nrsm]?)? (?:[\w-]*(?:[Mm]inisteri(?:ums?|en)|[Rr]egierung|amt(?:e?s)?|[Bb]ank"
    r"|[Ss]tiftung)|Staatskanzlei|Landtage?s?|Staatsanzeiger)\b"
)
_GIVES = re.compile(
    r"[^.;!?]{0,90}?\b(?:fördert|unterstützt|gewährt|vergibt|bezuschusst|investiert|legt|schreibt|lobt|stellt)\b"
)
_RULED_BY = re.compile(
    r"(?:[Vv]erordnung|[Rr]ichtlinien?|VwV|[Vv]erwaltungsvorschrift|[Bb]ekanntmachung|[Pp]rogramm)"
    r"s? (?:des|der) $"
)
_APPLY_AT = re.compile(r"\b[Aa]ntr[aä]g[^.;!?]{0,60} (?:bei der|beim|bei dem|an die|an das) $")
# "Anträge nimmt die Thüringer Aufbaubank entgegen."
_TAKES = re.compile(r"\b[Aa]ntr[aä]g[^.;!?]{0,60} nimmt (?:die|das) $")
# "SächsKitaFinVO", "ThürKJHAG": laws by their short names.
_SHORT_LAWS = (("Sächs", "14"), ("Thür", "16"), ("Bay", "09"), ("Hess", "06"), ("Nds", "03"))
_SHORT_LAW = re.compile(r"(?=[A-ZÄÖÜ])(?:\w|-)*(?:VO|RL|V|G|A)\b")
_FIRST = 240  # characters, as the first lines have
_EVERY_MEMBER = re.compile(
    r"\b(?:EU|[Ee]uropa)-?weit\b(?!e)(?! (?:ein(?:malig|zigartig)|anerkannt|führend|bekannt))"
    rf"|\b(?:(?i:{NOUN})|[\w-]*[Ss]itz|niedergelassen|ansässig)\s+(?:in|aus)\s+"
    r"(?:allen\s+|den\s+|einem\s+|einem\s+der\s+)?"
    r"(?:Mitglieds?staat(?:en)?\s+der\s+(?:EU\b|Europäischen\s+Union)|EU-Mitglieds?staat(?:en)?\b)"
)
# Words for the whole of the Land that a source speaks for.
_WHOLE_LAND = ("landesweit", "im ganzen land", "im gesamten land", "im freistaat")
_IN_GERMANY = (
    r"(?:(?:in|aus)\s+(?:ganz\s+|(?:der|ganz)\s+Bundesrepublik\s+)?|der\s+Bundesrepublik\s+)"
    r"Deutschland"
)
_FEDERAL = re.compile(
    rf"(?:\b(?i:{NOUN})\s+{_IN_GERMANY}"
    rf"|\b(?:\w*[Ss]itz|[Nn]iederlassung|Betriebsst[äa]tten?|wohnhaft|ansässig|gemeldet"
    r"|\w*(?:[Ss]tudium|[Hh]ochschule|[Uu]niversität|[Aa]usbildung|[Ss]chule|[Ee]inrichtung"
    rf"|[Pp]rogramm|[Uu]nternehmen|[Bb]etrieb))\s+{_IN_GERMANY}"
    r"|\b(?:(?:in|aus|für|und)\s+ganz\s+Deutschland|(?:im|aus\s+dem)\s+gesamten\s+Bundesgebiet"
    r"|(?:Fördergebiet|\w*[Gg]ebiet\s*:|[Rr]eichweite\s*:|Geltungsbereich)\s*[:|–-]?\s*(?:ist\s+)?"
    r"(?:bundesweit|Deutschland)"
    r"|[Bb]undesweit|[Dd]eutschlandweit))$"
)
# What is said to be nationwide must be the funding, not a network, a rule or a record.
_FEDERAL_FUNDING = re.compile(
    r"[Gg]efördert|[Uu]nterstütz(?:t|en)|\brichtet sich an\b|\b[Gg]esucht\b|[Aa]uf(?:ge)?ruf"
    r"|\b[Oo]ffen für\b|\b[Tt]eilnehmen|[Tt]eilnahme|Preis\b|Stipendi|[Zz]uschuss"
    r"|[Tt]eilnahmeberechtigt|[Aa]ntragsberechtigt|[Ff]ördergebiet|beantragt|beteiligen|"
    r"teilnehmen|"
    r"[Bb]ewerb|[Ff]ördern\b|[Mm]itmachen|[Ee]ingereicht|[Aa]usgeschrieben|Modellvorhaben|Modellprojekte|eingereicht|[Ff]örder(?:ung|programm|t\b)|Wettbewerb"
    r"|Förderaufruf|"
    r"Ausschreibung|Interessenbekundung|einreichen"
)
_FEDERAL_RECORD = re.compile(
    r"(?:es?|er|en)?\s+(?:ein(?:malig|zigartig)|erst|größt|führend|gelten|anerkannt|einheitlich|tätig|aktiv|"
    r"zu |Ihr |vernetz|agier|bekannt|vorbild|Beachtung|Netzwerk|Durchschnitt)"
)

_FEDERAL_PROGRAMME = re.compile(
    r"e[nrsm]?\s+(?:[\w-]*(?:programm|wettbewerb|aufruf|förderung|ausschreibung)|Modell)",
    re.IGNORECASE,
)
_FEDERAL_LEAD = 60  # as far as "im gesamten Bundesgebiet" or a label reaches back


class _Phrase(NamedTuple):
    """Where a phrase stands, and the area that it names."""

    start: int
    end: int
    key: str
    rule: str


def read_phrases(
    prose: Prose, text: str, tree: AreaTree, within: str, *, funding: bool
) -> Iterator[Claim]:
    """Yield the claims of all phrases: nationwide, adjectives, statewide, Gebietskulissen.

    `text` is the plain form with the lines that end on purpose; `funding` says that its page
    speaks of funding, so that a line without a verb need not.
    """
    lowered = text.replace("İ", "I").lower()
    claims = [
        *_federal(text, lowered, within, funding),
        *_european(text, lowered, funding),
        *_adjectives(text, lowered, funding),
        *_named_after(text, lowered, prose.lined),
        *_statewide(text, lowered, tree, within, funding),
        *_genitives(text, lowered, tree, funding),
    ]
    yield from (_claim(prose, *claim) for claim in claims)
    if "gebietskulisse" in lowered:
        yield from _gebietskulissen(prose, lowered, tree, within)


def lands_by_adjective(text: str, lowered: str) -> Iterator[tuple[str, int, int]]:
    """Yield the key of each Land whose office an adjective tells, with its place."""
    for stem, key in (*ADJECTIVES.items(), *_UNBENT.items()):
        for at in _places(lowered, stem.lower()):
            if found := _OFFICE_OF_LAND.match(text, at + len(stem)):
                yield key, at, found.end()


_RELATIVE = re.compile(r", (?:die|der|das|welche) [^,]*$")
# "Studierende in Deutschland leben oft …" tells how they are; "… können sich bewerben" does not.
_ARE_TOLD_OF = re.compile(
    r" (?!(?:können|dürfen|sollen|müssen|erhalten|bekommen|werden|stellen|reichen|bewerben"
    r"|haben die|einreichen|teilnehmen|mitmachen|zwischen|lebenden|gegen|neben)\b)"
    r"[a-zäöü]{2,}en\b"
)


def _federal(text: str, lowered: str, within: str, funding: bool) -> Iterator[_Phrase]:
    for word in ("bundesweit", "deutschlandweit", "deutschland", "bundesgebiet"):
        # Of a Land's programme, "mit Sitz in Deutschland" is a condition and no area.
        if word == "deutschland" and within not in (GERMANY, EU):
            continue
        for at in _places(lowered, word):
            end = at + len(word)
            inflected = re.match(r"e[nrsm]?\b", lowered[end : end + 4])
            found = _FEDERAL.search(text, max(0, at - _FEDERAL_LEAD), end)
            if (
                found
                and found.end() == end
                and _is_federal(text, found, inflected is not None, funding)
            ):
                yield _Phrase(*found.span(), GERMANY, "area_federal")


def _is_federal(text: str, found: re.Match[str], inflected: bool, funding: bool) -> bool:
    before, after = sentence(text, *found.span())
    if inflected and not _FEDERAL_PROGRAMME.match(after):
        return False
    told = found.group().endswith("Deutschland") and not _RELATIVE.search(before)
    if (told and _ARE_TOLD_OF.match(after)) or about_something_else(before, after):
        return False
    said = before + found.group() + after
    about = _FEDERAL_FUNDING.search(said) or (told and funding and is_a_line(text, *found.span()))
    return bool(about) and not _FEDERAL_RECORD.match(after)


def _adjectives(text: str, lowered: str, funding: bool) -> Iterator[_Phrase]:
    for stem, key in (*ADJECTIVES.items(), *_UNBENT.items()):
        for at in _places(lowered, stem.lower()):
            found = _NOUN_AFTER.match(text, at + len(stem))
            if (
                found
                and text.startswith(stem[1:], at + 1)
                and _holds(text, at, found.end(), funding)
            ):
                yield _Phrase(at, found.end(), key, "area_adjective")
                break


def _named_after(text: str, lowered: str, lined: str) -> Iterator[_Phrase]:
    """Yield the Land whose law or programme the first lines name, or whose government gives."""
    for stem, key in (*ADJECTIVES.items(), *_UNBENT.items()):
        for at in _places(lowered, stem.lower()):
            end = at + len(stem)
            if not text.startswith(stem[1:], at + 1):
                continue
            named = at < _FIRST and (_NAMED_AFTER.match(text, end) if key not in CITIES else None)
            found = named or _of_government(text, at, end, lined)
            if found:
                yield _Phrase(at, found.end(), key, "area_adjective")
                break
    for short, key in _SHORT_LAWS:
        at = text.find(short, 0, _FIRST)
        found = _SHORT_LAW.match(text, at + len(short)) if at >= 0 else None
        if found and not text[max(0, at - 1) : at].isalnum():
            yield _Phrase(at, found.end(), key, "area_law")


def _of_government(text: str, at: int, end: int, lined: str) -> re.Match[str] | None:
    """Return the office of a Land that gives, that made the rules, or that takes applications."""
    found = _GOVERNMENT.match(text, end)
    if not found:
        return None
    before, after = sentence(text, at, found.end())
    own_line = at == lined.rfind("\n", 0, at) + 1
    if at < _FIRST and (_RULED_BY.search(before) or (own_line and Headlines.of(lined).funding)):
        return found
    taken = bool(_GIVES.match(after) or _APPLY_AT.search(before))
    taken = taken or bool(_TAKES.search(before) and after.startswith(" entgegen"))
    return found if taken and not about_something_else(before, after) else None


def _european(text: str, lowered: str, funding: bool) -> Iterator[_Phrase]:
    if not any(
        word in lowered for word in ("eu-weit", "europaweit", "mitgliedstaat", "mitgliedsstaat")
    ):
        return
    for found in _EVERY_MEMBER.finditer(text):
        alone = (
            text[found.start() - 1 : found.start()] == text[found.end() : found.end() + 1] == "\n"
        )
        if alone or _holds(text, *found.span(), funding):
            yield _Phrase(*found.span(), EU, "area_european")
            return


def _genitives(text: str, lowered: str, tree: AreaTree, funding: bool) -> Iterator[_Phrase]:
    """Yield "ländliche Räume Hessens" and "Hessens Kommunen"."""
    for area in tree.areas_of_kind(AreaKind.STATE):
        for at in _places(lowered, f"{area.name.lower()}s"):
            end = at + len(area.name) + 1
            if lowered[end : end + 1].isalpha() or lowered[end : end + 1] == "-":
                continue
            beside = _NOUN_BEFORE.search(text, max(0, at - 40), at) or _NOUN_BEHIND.match(text, end)
            if beside and _holds(text, at, end, funding):
                yield _Phrase(at, end, area.key, "area_genitive")


def _statewide(
    text: str, lowered: str, tree: AreaTree, within: str, funding: bool
) -> Iterator[_Phrase]:
    states = tree.areas_of_kind(AreaKind.STATE)
    words = [(f"{area.name.lower()}weit", area.key) for area in states]
    words += [(f"in ganz {area.name.lower()}", area.key) for area in states]
    home = within if any(area.key == within for area in states) else ""
    words += [(word, home) for word in _WHOLE_LAND if home]
    for word, key in words:
        for at in _places(lowered, word):
            end = at + len(word)
            # "landesweite Fachstellen" are no place; "im Freistaat Sachsen" says which one.
            if not lowered[end : end + 1].isalpha() and _holds(text, at, end, funding):
                yield _Phrase(at, end, key, "area_statewide")


def _places(lowered: str, word: str) -> Iterator[int]:
    at = lowered.find(word)
    while at >= 0:
        if at == 0 or not (lowered[at - 1].isalnum() or lowered[at - 1] == "-"):
            yield at
        at = lowered.find(word, at + 1)


def _gebietskulissen(prose: Prose, lowered: str, tree: AreaTree, within: str) -> Iterator[Claim]:
    for kulisse in tree.gebietskulissen:
        for form in kulisse.forms:
            pattern = rf"gebietskulissen?\s+(?:des\s+|der\s+)?[„\"»“]?{form.lower()}\b"
            for found in re.finditer(pattern, lowered):
                if not kulisse.listed and _may_mean(kulisse, tree, within):
                    yield _claim(prose, *found.span(), kulisse.within, "area_set", _ask(kulisse))


def _may_mean(kulisse: Gebietskulisse, tree: AreaTree, within: str) -> bool:
    around = {area.key for area in tree.ancestors(within)} | {within}
    inside = {area.key for area in tree.ancestors(kulisse.within)}
    return kulisse.within in around or within in inside


def _ask(kulisse: Gebietskulisse) -> str:
    return (
        f"Gebietskulisse prüfen: Welche Orte zur Gebietskulisse „{kulisse.name}“ gehören, "
        "liegt nicht vor."
    )


def _holds(text: str, start: int, end: int, funding: bool) -> bool:
    before, after = sentence(text, start, end)
    said = text[start:end]
    about = about_funding(before + said, after) or (funding and is_a_line(text, start, end))
    return about and not about_something_else(before, after)


def _claim(prose: Prose, start: int, end: int, key: str, rule: str, doubt: str = "") -> Claim:
    first, last, quote = prose.span(start, end)
    return Claim(
        field=Field.AREA,
        value=key,
        quote=quote,
        start=first,
        end=last,
        rule=rule,
        doubt=doubt,
    )
