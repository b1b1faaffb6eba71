"""The words around a place name that say whether funding applies there."""

from __future__ import annotations

import re

from pipeline.reading.text.prose import Prose

_ARTICLE = (
    r"(?:(?:der|die|das|den|dem|des|alle[nr]?|ganz|gesamten?|hessischen?|Land(?:es)?|"
    r"Stadtgebiet(?:es|s)?|Gebiet(?:es|s)?|Bereich(?:es|s)?)\s+)*"
)
_BENEFICIARY = (
    r"(?:Kommunen?|Gemeinden?|Städten?|Dörfern?|Ort(?:en|e)?|Ortsteilen?|Ortschaften|Landkreisen?|"
    r"Vereinen?|Verbänden?|Unternehmen|Betrieben?|Bürgern?|Bürgerinnen|Einwohner\w*|Akteuren?|"
    r"Akteurinnen|Initiativen|[Pp]rojekten?|\w+projekten?|\w*[Vv]orhaben|\w*[Mm]aßnahmen|"
    r"Investitionen|Trägern?|Privatpersonen|Personen|Jugendliche\w*|Schulen|Einrichtungen|"
    r"Organisationen|\w*[Ee]igentümer\w*|Antragstelle\w+|Gastronom\w*|Landwirt\w*|Haushalten?|"
    r"Familien|Ehrenamtlichen?|Feuerwehren|Museen|Regionalbudget|Existenzgründ\w+|Räumen?)"
)
_IN = r"(?:in|im|aus|innerhalb|für)"

_STRONG = re.compile(
    "(?:"
    + "|".join(
        (
            r"\b(?:Förder|Programm|Projekt|Aktions|Einzugs)gebiet\w*(?:\s+(?:ist|sind|umfasst))?"
            r"\s*[:|–-]?\s*",
            r"\b(?:Geltungsbereich|Gebietskulisse)\s*(?:[:|–-]\s*|\s)",
            rf"\b{_BENEFICIARY},?\s+(?:(?:die|welche|mit\s+(?:\w+)?sitz)\s+)?{_IN}\s+",
            rf"\b{_BENEFICIARY}\s+(?:des|der)\s+",
            rf"\b(?:\w*[Ss]itz|\w*[Nn]iederlassung|wohnhaft|ansässig)\s+(?:ist\s+)?{_IN}\s+",
            r"\b(?:innerhalb|beschränkt\s+(?:sich\s+)?auf|ausschließlich\s+\w+|nur\s+(?:in|im|für|aus))"
            r"\s+",
            r"\b(?:Aufruf|Förderung|Zuschüsse?|Wettbewerb|Budget|Fördermittel|Förderprogramm)\s+"
            r"(?:in|im|für)\s+",
            r"\bantragsberechtigt\b[^.!?;]{0,60}?\b(?:ist|sind|in|im|aus|innerhalb)\s+",
        )
    )
    + rf"){_ARTICLE}$",
    re.IGNORECASE,
)
# Cheap to ask first: each cue ends in a small word, a label or a colon.
_LEADS_UP = re.compile(r"(?:\b[a-zäöüß]\w*|[Gg]ebiet\w*|[Ll]and(?:e?s)?|kulisse|[:|–-])\s*$")
_PLACED = re.compile(
    rf"(?:\b{_IN}\s+(?:Land\s+|ganz\s+)?|\b(?:Land(?:es)?|Bundesland(?:es)?|Freistaat(?:e?s)?)\s+|"
    r"\b(?:Ländern?|Fördergebiet\s*[:|–-]?)\s+)$",
)
_FUNDER = re.compile(
    r"\s+(?:fördert|unterstützt|gewährt|bezuschusst|vergibt|"
    r"(?:stellt|ruft|schreibt|lobt)\b[^.!?]{0,90}\b(?:bereit|zur\s+Verfügung|auf|aus)\b)"
)
_SUBJECT = re.compile(r"(?:^|[.!?:–]\s+|\s{2})(?:Die|Der|Das)\s+$")
_APPLIES = re.compile(
    r"förder|antr[aä]g|beantrag|bewerb|bewirb|zuschu|zuschü|zuwendung|aufruf|wettbewerb|teilnahme|"
    r"teilnehm|mitmachen|einreich|unterstütz|budget|programm",
    re.IGNORECASE,
)
_ELSEWISE = re.compile(
    r"ausgezeichnet|prämiert|Preisträger|Gewinner|gewonnen|überreicht|übergeben|übergab|[Bb]escheid|"
    r"\berhielt(?:en)?\b|\bwurden?\b|\bwaren?\b|\bstatt\b|statt(?:ge)?f[iua]nde|Veranstaltung|Tagung|"
    r"Konferenz|Fachforum|\bMesse\b|[Ss]tadthalle|Bürgerhaus|\bRathaus|gemeinschaftshaus|\bUhr\b|"
    r"zuständig|Ansprech|Anschrift|Postfach|Telefon|\bTel\.|Geschäftsstelle|vorgestellt|informiert|"
    r"Beispiel|\bz\. ?B\.|\betwa\b|Ministerium|Staatskanzlei"
)
_EXCEPT = re.compile(
    r"(?:\baußer\b|Ausnahme|ausgenommen|außerhalb|ausgeschlossen|\bnicht\b|\bohne\b)[^;]{0,160}$"
)
_ENDS = (". ", "! ", "? ", "; ", "• ", "  ")
_REACH = 260  # characters a sentence may go on either side of a name
_NEAR = 110  # as far back as a cue may begin
_CLOSE = 30


def sentence(prose: Prose, start: int, end: int) -> tuple[str, str]:
    """Return the sentence before and after `plain[start:end]`, blank lines ending it too."""
    plain = prose.plain
    low = max(0, start - _REACH)
    begins = [at + len(mark) for mark in _ENDS if (at := plain.rfind(mark, low, start)) >= 0]
    high = min(len(plain), end + _REACH)
    stops = [at for mark in _ENDS if (at := plain.find(mark, end, high)) >= 0]
    return plain[max(begins, default=low) : start], plain[end : min(stops, default=high)]


def names_beneficiaries(before: str) -> bool:
    """Whether the words right before a place make it the place that funding is for."""
    return bool(_LEADS_UP.search(before[-_CLOSE:]) and _STRONG.search(before[-_NEAR:]))


def places_something(before: str) -> bool:
    """Whether a preposition or title right before a Land says that something holds there."""
    return bool(_PLACED.search(before[-_CLOSE:]))


def is_funder(before: str, after: str) -> bool:
    """Whether the place itself gives the money: "Die Stadt Bensheim fördert …"."""
    return bool(_SUBJECT.search(before) or not before) and bool(_FUNDER.match(after))


def about_funding(before: str, after: str) -> bool:
    """Whether the sentence speaks of funding at all."""
    return bool(_APPLIES.search(before) or _APPLIES.search(after))


def about_something_else(before: str, after: str) -> bool:
    """Whether the sentence tells of a venue, an award, an office or an exception."""
    return bool(_ELSEWISE.search(before) or _ELSEWISE.search(after) or _EXCEPT.search(before))
