"""Complements: what is applied for, by the words that hang on the paper or the verb.

"Anträge" alone are those of the page; "Anträge auf einen Reisepass", "Bewerbungen als
Weinkönigin", "Fotos für den Kalender", "Sondernutzungen sind … zu beantragen" say themselves
what they are for. What is funding and what never is are closed lists of nouns, told by the
last part of a compound; of any other noun only the text around it can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache


class What(Enum):
    """What the papers of a clause are for."""

    NONE = "none"  # nothing is said: they are those of the page
    FUNDING = "funding"
    UNKNOWN = "unknown"
    NEVER = "never"  # no funding, whatever page it stands on


_CONTRIBUTIONS = (
    r"[Vv]orschl(?:ag|äge)n?|[Bb]eitr(?:ag|äge)n?|(?:[Ee]in|[Zz]u)sendung(?:en)?|[Ff]otos?"
    r"|Bilder|[Tt]exte?|[Aa]rtikel|[Tt]ermine|[Bb]erichte|[Ii]deen"
)
_PAPERS = (
    rf"[Aa]ntr(?:ag|ags|ages|äge|ägen)|[Bb]ewerbung(?:en)?|[Aa]nmeldung(?:en)?|{_CONTRIBUTIONS}"
    r"|[Uu]nterlagen|(?:[Aa]ntrags|[Bb]ewerbungs|[Aa]nmelde|[Ee]inreichungs|[Mm]elde)?[Ff]rist(?:en)?"
    r"|[Aa]ntragstellung|[Aa]ntragsverfahren|[Aa]ntragsschluss|[Bb]ewerbungsschluss"
    r"|[Ee]insendeschluss|[Mm]eldeschluss"
)
_NOUN = r"[A-ZÄÖÜ][\w-]{2,}"
_SMALL = r"[a-zäöüß-]+"
_OF = rf"(?:de[rs]|von|vom|unsere[rs]|eines|einer)\s(?:{_SMALL}\s){{0,2}}(?P<whose>{_NOUN})"
_ON_PAPER = re.compile(
    rf"\b(?:[A-ZÄÖÜ][\w-]{{0,30}}?)?(?P<paper>{_PAPERS})\b(?:\s{_OF}|\s(?P<beside>{_NOUN}))?"
    rf"(?:\s(?P<onto>auf|für|fürs|zu|zum|zur|als|um|an)\s(?:{_SMALL}\s){{0,3}}(?P<what>{_NOUN})"
    rf"(?P<behind>(?:\s{_SMALL}){{0,2}}(?:\s{_NOUN})?))?"
)
# "sich um einen Kleingarten bewerben", "als Weinkönigin beworben"
_TO_APPLY = re.compile(
    rf"\b(?P<onto>auf|für|um|als)\s(?:{_SMALL}\s){{0,3}}(?P<what>{_NOUN})\s(?:{_SMALL}\s){{0,3}}"
    r"(?:zu\s)?(?:bewerben|bewirbt|beworben)\b"
)
# "Der Reisepass kann … beantragt werden", "Urlaub muss … beantragt werden"
_SUBJECT = re.compile(
    rf"(?:^|[.;:,–]\s)\W*(?:(?:[Dd](?:er|ie|as)|[Ee]ine?|[Ii]hre?)\s)?(?:[A-ZÄÖÜ]?{_SMALL}e[nrs]?\s){{0,2}}"
    rf"(?P<what>{_NOUN})(?:\s(?:von|für|de[rs])\s{_NOUN})?"
    r"\s(?:kann|können|ist|sind|muss|müssen|darf|dürfen|soll|sollen|wird|werden)\b"
    r"[^.;]{0,160}?\bbeantrag(?:t|en|bar)\b"
)
# "Vereine können eine Schankerlaubnis beantragen"
_OBJECT = re.compile(
    rf"(?<!\bvor\s)\b(?:ein(?:en?)?|den|die|das|ihren?|seinen?)\s(?:{_SMALL}\s){{0,2}}(?P<what>{_NOUN})"
    rf"\s(?:{_SMALL}\s){{0,3}}(?:zu\s)?beantragen\b"
)
_LABELLED = re.compile(rf"(?:^|[.;\n]\s?)\s*(?:{_NOUN}\s)?(?P<what>{_NOUN}):\s")
# Papers that name in one word what they are for.
_ONE_WORD = re.compile(
    r"\b(?:(?:[Ww]ohngeld|[Ee]lterngeld|[Kk]indergeld|[Mm]itglieds|[Aa]ufnahme|[Bb]ürger|[Uu]rlaubs"
    r"|[Tt]eilnahme|[Pp]ass|[Bb]riefwahl|[Rr]enten)antr(?:ag|äge)\w*"
    r"|(?:[Ii]nitiativ|[Bb]lind)bewerbung(?:en)?|[Bb]riefwahlunterlagen|[Bb]ieterfragen"
    r"|[Ll]eser(?:fotos?|briefe?n?))\b"
)

_NEVER = re.compile(
    r"""
    # assemblies and what they decide on
      [\w-]*versammlung(?:en)? | tagesordnung(?:en)? | [\w-]*parteitage?s?
    | (?:bauausschuss|ausschuss|gemeinderats|stadtrats|ortsrats|ortschaftsrats|kreistags|rats
       |gemeindevertretungs|vorstands)sitzung(?:en)?
    | haushalts?(?:plan|entwurf|beratung(?:en)?|satzung)? | haushaltes
    # documents and tickets
    | (?:reise|kinder)p[aä]ss(?:e|es)? | reisepass | kinderreisepass | pass
    | [\w-]*ausweise?s? | [\w-]*urkunden? | [\w-]*tickets? | [\w-]*beförderung
    | (?:führer|jagd|angel|fischerei|wohnberechtigungs)scheine?n?s?
    | (?:ehrenamts|familien|senioren|park|bewohner|gäste|eintritts|schüler|dauer|jahres)karten?
    | briefwahl\w*
    # leave, and what the law gives everybody
    | (?:bildungs|sonder|erholungs)?urlaubs? | elternzeit | elterngeld\w* | wohngeld\w*
    | kindergeld\w* | bürgergeld\w* | grundsicherung | kurzarbeit\w* | renten?
    # places for a child, a stall, a garden
    | (?:kita|krippen|betreuungs|kindergarten|ausbildungs|studien|praktikums|stand|hort|stell|liege
       |kleingarten|bau)-?pl[aä]tze?n?s?
    | (?:kita|krippen|betreuungs|kindergarten|ausbildungs|studien|praktikums|stand|hort|stell|liege
       |kleingarten|bau)-?platz
    | kitas? | (?:klein|schreber)g[aä]rtens? | garten(?:parzellen?)? | parzellen?
    | (?:markt|verkaufs|weihnachtsmarkt)st[aä]nde?n?s? | baugrundstücke?n?s?
    # permits
    | sondernutzung(?:en)? | gestattung(?:en)? | [\w-]*genehmigung(?:en)? | [\w-]*erlaubnis(?:se)?
    | [\w-]*anordnung(?:en)? | (?:hallen|raum|platz)(?:be)?nutzung(?:en)?
    | mitgliedschaft(?:en)? | beitritts?
    # steps after the application, and tenders
    | (?:maßnahmen?|vorhabens?|projekt)beginns? | abschlagszahlung(?:en)? | auszahlung(?:en)?
    | bieterfragen | teilnahmeantr\w+ | teilnahmewettbewerbs?
    """,
    re.VERBOSE,
)
_NEVER_AS = re.compile(
    r"\w*königin(?:nen)?|\w*prinz(?:essin)?(?:nen)?|\w*beir[aä]te?n?s?|schöff\w+|\w*bürgermeister\w*"
    r"|\w*aussteller\w*|\w*beschicker\w*|\w*händler\w*|\w*helfer\w*|jury\w*|\w*mitarbeiter\w*"
    r"|\w*stellen?|\w*ausbildung(?:en)?|fsj|föj|\w*freiwilligendienst\w*|\w*praktik\w+|\w*mitglied\w*|st[aä]nde?n?s?"
)
_NOT_A_POST = re.compile(r"\w*(?:antrag|bewilligungs|geschäfts|anlauf)stellen?")
_NEVER_IN_PRINT = re.compile(
    r"(?:amts|gemeinde|mitteilungs|vereins)?blatt(?:e?s)?|\w*kalenders?|\w*chronik(?:en)?"
    r"|(?:straßen|orts|platz)?namens?|redaktion|gemeindebriefe?s?|heimatbuch\w*|festschrift"
    r"|newsletters?|ausgaben?|homepage|internetseite"
)
_NEVER_BY = re.compile(
    r"fraktion(?:en)?|(?:orts|ortschafts|gemeinde|stadt)(?:bei)?r[aä]te?n?s?|ausschüssen?|parteien"
    r"|ratsmitgliedern?|delegierten|stadtverordneten|\w*rätsels?|gewinnspiels?|bietern?|bewerberfirmen"
)
_NEVER_SENT_TO = ("versammlung", "personalamt", "personalabteilung", "personalstelle")
_ROOMS = re.compile(
    r"\s(?:de[rs]|von|unserer|städtischer|gemeindlicher)\s.*(?:halle|saal|räum|raum|platz|bühne|gerät|haus)",
    re.IGNORECASE,
)
_FUNDING = re.compile(
    r"förder|zusch[uü]ss|zuwendung|mittel(?!alt|stand)|beihilfe|unterstütz|finanzier|stipendi|preis"
    r"|projekt|helfer|prämie|gewähr|bewillig|aufnahme|teilnahme|darlehen|kredit|fonds|budget|spende"
    r"|auszeichnung|anerkennung|bonus|boni|ausgleich|entschädigung|kosten|erstattung|titel|siegel"
    r"|programm|award|hilfe|zulage|investition|gelder|beteiligung|auswahl|maßnahme|vorhaben"
    r"|wettbewerb|runde|aufruf|call|ausschreibung|modul|baustein|säule|teil|jahr|periode|quartal"
    r"|phase|konzept|skizze|verein|kommune|gemeinde|träger|privatperson|unternehmen|initiative"
    r"|künstler|schule|verband|verbänd|organisation|kategorie|sparte|bereich|leader|antr[aä]g|bewerb|verleih|ehrung"
)
# "Anträge zur Verfügung", "auf elektronischem Weg", "um Mitternacht": no complement at all.
_ADVERBIAL = re.compile(
    r"verfügung|tisch|\w*einreichung(?:en)?|abgabe|vorlage|einsendung(?:en)?|prüfung|entscheidung|bewertung|beginn|ende|stichtag|frist|termin|zeitpunkt|\w*tag"
    r"|mittwoch|mitternacht|uhr|grundlage|basis|papier|seite|page|portal|\w*weg|formular|vordruck"
    r"|plattform|wunsch|deutsch|englisch|post|aufforderung|ebene|anfrage|site|sie|ihnen|ihr|dritte\w*"
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|\w*website"
)
_WORDS = re.compile(
    r"[Aa]ntr[aä]g|[Bb]ew[eio]rb|[Aa]nmeldung|[Vv]orschl|[Bb]eitr|sendung|[Ff]oto|Bilder|[Tt]ext"
    r"|[Uu]nterlagen|[Ff]rist|schluss|beantrag|[Aa]rtikel|[Tt]ermine|[Bb]ericht|[Ii]deen"
    r"|[Bb]ieterfragen|[Ll]eser"
)


@lru_cache(maxsize=64)
def what_for(words: str, reach: int | None = None) -> What:
    """Return what the papers or the applying in a plain piece of text are for.

    Of several complements the last that begins before `reach` counts, or else the first.
    """
    if not _WORDS.search(words):
        return What.NONE
    found = sorted(_complements(words), key=lambda one: one[0])
    before = [what for at, what in found if reach is None or at < reach]
    return before[-1] if before else found[0][1] if found else What.NONE


def is_never_funding(noun: str) -> bool:
    """Whether a noun names something to apply for that is no funding on any page."""
    return bool(_NEVER.fullmatch(noun.lower()))


def _complements(words: str) -> Iterator[tuple[int, What]]:
    for found in _ON_PAPER.finditer(words):
        whose, beside = (found["whose"] or "").lower(), found["beside"] or ""
        if _NEVER_BY.fullmatch(whose) or is_never_funding(beside):
            yield found.start(), What.NEVER
        elif found["what"]:
            what = _of_paper(found)
            if what is not What.NONE:
                yield found.start(), what
    for pattern in (_TO_APPLY, _SUBJECT, _OBJECT):
        for found in pattern.finditer(words):
            onto = found["onto"] if pattern is _TO_APPLY else ""
            what = _of_noun(found["what"].lower(), onto)
            if what is not What.NONE and not _is_paper(found["what"]):
                yield found.start("what"), what
    for found in _ONE_WORD.finditer(words):
        yield found.start(), What.NEVER
    for found in _LABELLED.finditer(words):
        if is_never_funding(found["what"]):
            yield found.start(), What.NEVER


def _is_paper(noun: str) -> bool:
    return re.fullmatch(rf"[\w-]*?(?:{_PAPERS})", noun) is not None


def _of_paper(found: re.Match[str]) -> What:
    what, onto, paper = found["what"].lower(), found["onto"], found["paper"].lower()
    if re.fullmatch(_CONTRIBUTIONS, found["paper"]) and _NEVER_IN_PRINT.fullmatch(what):
        return What.NEVER
    if paper.endswith(("frist", "fristen", "schluss", "termine")) and not _NEVER.fullmatch(what):
        return What.NONE  # a term has many a complement
    if what in ("nutzung", "benutzung", "überlassung") and _ROOMS.match(found["behind"]):
        return What.NEVER
    if onto == "an":  # whom they are sent to
        return What.NEVER if what.endswith(_NEVER_SENT_TO) else What.NONE
    return _of_noun(what, onto, bewerbung=paper.startswith("bewerbung"))


def _of_noun(what: str, onto: str, *, bewerbung: bool = True) -> What:
    if _NEVER.fullmatch(what):
        return What.NEVER
    post = onto in ("als", "um") or (onto in ("auf", "für") and bewerbung)
    if post and _NEVER_AS.fullmatch(what) and not _NOT_A_POST.fullmatch(what):
        return What.NEVER
    if _FUNDING.search(what):
        return What.FUNDING
    return What.NONE if _ADVERBIAL.fullmatch(what) else What.UNKNOWN
