"""Phrases that name an area without its name as a word of its own: hessenweit, bundesweit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.area import GERMANY, AreaKind
from db.area_files import Gebietskulisse
from db.area_tree import AreaTree
from pipeline.claim import Claim, Field
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.area_words import about_something_else, sentence

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
# Who or what an adjective makes a place of funding: never a ministry or an association.
_BENEFICIARY = (
    r"(?:Kommunen|Gemeinden?|Städten?|Dörfern?|Landkreisen?|Kreisen?|Vereinen?|Unternehmen|"
    r"Betrieben?|Akteurinnen|Akteuren?|Initiativen|Bürgerinnen|Bürgern?|Hochschulen|Schulen|"
    r"Forschungseinrichtungen|Einrichtungen|Organisationen|Gebietskörperschaften|Regionen|"
    r"Trägern?|Kindertagesstätten|Museen|Bibliotheken|Feuerwehren|Ehrenamtlichen?|LEADER-Regionen|"
    r"Landwirtinnen|Landwirten?|Waldbesitzer\w*|Waldbesitzenden?|Gaststätten|Projekten?|"
    r"Gewerbebetrieben?|Handwerksbetrieben?|Kulturschaffenden?|Räumen?|Orten?)\b"
)
_NOUN_AFTER = re.compile(rf"(?:e[nrsm]?)\s+(?:[a-zäöüß]+,?\s+){{0,4}}?{_BENEFICIARY}")
_FEDERAL = re.compile(
    r"\b(?:in\s+ganz\s+Deutschland|im\s+gesamten\s+Bundesgebiet|"
    r"Fördergebiet\s*[:|–-]?\s*(?:ist\s+)?(?:bundesweit|Deutschland)|[Bb]undesweit)$"
)
# What is said to be nationwide must be the funding, not a network, a rule or a record.
_FEDERAL_FUNDING = re.compile(
    r"gefördert|antragsberechtigt|[Ff]ördergebiet|bewerben|beantragt|beteiligen|teilnehmen|"
    r"Modellvorhaben|Modellprojekte|eingereicht|[Ff]örderung|Wettbewerb|Förderaufruf|Ausschreibung"
)
_FEDERAL_RECORD = re.compile(
    r"(?:es?|er|en)?\s+(?:ein(?:malig|zigartig)|erst|größt|führend|gelten|einheitlich|tätig|aktiv|"
    r"vernetz|agier|bekannt|vorbild|Beachtung|Netzwerk|Durchschnitt)"
)

_FEDERAL_LEAD = 40  # as far as "im gesamten Bundesgebiet" or a label reaches back


def read_phrases(prose: Prose, tree: AreaTree, within: str) -> Iterator[Claim]:
    """Yield the claims of all phrases: nationwide, adjectives, statewide, Gebietskulissen."""
    lowered = prose.plain.lower()
    yield from _federal(prose, lowered)
    yield from _adjectives(prose, lowered)
    yield from _statewide(prose, lowered, tree)
    if "gebietskulisse" in lowered:
        yield from _gebietskulissen(prose, lowered, tree, within)


def _federal(prose: Prose, lowered: str) -> Iterator[Claim]:
    for word in ("bundesweit", "deutschland", "bundesgebiet"):
        for at in _places(lowered, word):
            found = _FEDERAL.search(prose.plain, max(0, at - _FEDERAL_LEAD), at + len(word))
            if found and found.end() == at + len(word):
                yield from _federal_claim(prose, *found.span())


def _federal_claim(prose: Prose, start: int, end: int) -> Iterator[Claim]:
    before, after = sentence(prose, start, end)
    record = _FEDERAL_RECORD.match(after) or about_something_else(before, after)
    if _FEDERAL_FUNDING.search(before + prose.plain[start:end] + after) and not record:
        yield _claim(prose, start, end, GERMANY, "area_federal")


def _adjectives(prose: Prose, lowered: str) -> Iterator[Claim]:
    for stem, key in ADJECTIVES.items():
        for at in _places(lowered, stem):
            found = _NOUN_AFTER.match(prose.plain, at + len(stem))
            if found and _holds(prose, at, found.end()):
                yield _claim(prose, at, found.end(), key, "area_adjective")
                break


def _statewide(prose: Prose, lowered: str, tree: AreaTree) -> Iterator[Claim]:
    for area in tree.areas_of_kind(AreaKind.STATE):
        word = f"{area.name.lower()}weit"
        for at in _places(lowered, word):
            if _holds(prose, at, at + len(word)):
                yield _claim(prose, at, at + len(word), area.key, "area_statewide")


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


def _holds(prose: Prose, start: int, end: int) -> bool:
    return not about_something_else(*sentence(prose, start, end))


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
