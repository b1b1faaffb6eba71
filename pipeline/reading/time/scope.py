"""Scope: whether what is said of applying is said of the whole programme, of today, and for sure.

A part, a round, another giver or a rumour leaves a status open to doubt, so that it is asked.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.reading.text.certainty import ELSEWHERE, GUESSED, OTHERS_BELOW, RUMOURED, SAID
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.clause_kinds import Clause, Token
from pipeline.reading.time.undated_words import Is, kinds_of

_REPORTED = "Ist das sicher, oder wird es nur vermutet oder berichtet?"
_PART = "Ist die ganze Förderung geschlossen oder nur dieser Teil?"
_ROUND = "Ist nur eine frühere Runde vorbei, oder ist die Förderung geschlossen?"
_GIVER = "Gilt das für diese Förderung, oder für eine andere?"
_WAY = "Geht es nur auf diesem Weg gerade nicht, oder ist die Förderung geschlossen?"
_FAULT = "Ist nur der Zugang gestört, oder ist die Förderung geschlossen?"

_STATES = (
    "baden-württemberg|bayern|berlin|brandenburg|bremen|hamburg|hessen|mecklenburg-vorpommern"
    "|niedersachsen|nordrhein-westfalen|rheinland-pfalz|saarland|sachsen|sachsen-anhalt"
    "|schleswig-holstein|thüringen|österreich"
)
_GUESSED = re.compile(rf"\b(?:{GUESSED}|{RUMOURED}|dürften?)\b")
_TOLD = re.compile(
    rf"\b(?:{SAID}|{RUMOURED}|sei|seien|schrieb|schreibt|berichtete|berichtet)\b"
    r"|\b(?:teilte|meldete|informierte|hieß)\b[^;]{0,40}\b20\d\d\b"
)
_OTHER_GIVER = re.compile(
    r"\bbundesprogramm\w*|(?<!stiftung )\b(?:des|vom|beim) bund(?:es)?\b|\bder bund\b"
    r"|\b(?:der|bei der) eu\b"
    r"|\b(?:kfw|bafa|\w*bank|\w*stiftung) (?:hat|haben) (?:ihre?|seine?|das)\b|\bbei der kfw\b"
    rf"|(?:^\W*|\b(?:ist|sind|kann|können|wird|werden) )in (?:{_STATES})\b"
    rf"|\bdas land (?:{_STATES})\b"
)
_ELSEWHERE = re.compile(
    rf"\b{ELSEWHERE}|\bnachfolge(?:r|rin|programm|richtlinie)?\b|\bgibt es eine neuauflage\b"
)
_OTHERS_ABOVE = re.compile(rf"\b(?:{OTHERS_BELOW}|archiv)\b")
_FORMER_ROUND = re.compile(
    r"\b(?:letzte[nrs]?|vorherige[nrs]?|vergangene[nrs]?|vorige[nrs]?|vorangegangene[nrs]?"
    r"|frühere[nrs]?|erste[nrs]?|1\.|pilot-?|previous|last|first)\s?"
    r"(?:\w*(?:runden?|fristen|frist|phasen?|aufrufe?s?|stichtag|tranche|durchgang|durchlauf"
    r"|round|call|deadline))\b"
)
_NUMBERED = re.compile(
    r"\b(?:\w*(?:aufruf|runde|call|tranche|wettbewerb|ausschreibung)\s(?:20\d\d|\d{1,2}(?!\.)|[ivx]+)\b"
    r"|\d{1,2}\. (?:\w*(?:aufruf|runde|call|tranche|wettbewerb))\b)"
)
_NEXT_OVER = re.compile(
    r"\b(?:zweite|second|2\.)\w*\s[^;.]{0,60}\b(?:endete|beendet|abgelaufen|geschlossen|vergeben)\b"
)
_PIECE = re.compile(
    r"\b(?:(?:nummer|nr\.|ziffer|abschnitt|baustein|modul|säule|teil|los|stufe|förderbereich"
    r"|fördergegenstand|handlungsfeld|maßnahme|schwerpunkt)\s(?:[\da-h][\d.]*|[ivx]+)(?=\W|$))"
    r"|\bförderung (?:des|dieses) (?:projekts|projektes|vorhabens|radwegs|gebäudes)\b"
)
_BROKEN = re.compile(
    r"\b(?:wartung\w*|störung\w*|technisch\w*|kurzzeitig|stundenweise|serverausfall\w*"
    r"|update\w*|umstellung|maintenance|outage)\b"
)
_WAYS = re.compile(
    r"\b(?:online(?!-)|digital|elektronisch|schriftlich|persönlich|vor ort"
    r"|(?:über|im|via|auf) (?:das |dem |unser |unserem |ein )?\w*(?:portal|plattform))\b"
)
_INSTEAD = re.compile(
    r"\b(?:nutzen sie|verwenden sie|stattdessen|nur noch (?:online|digital|über|per))\b"
)
_OF_SOME = re.compile(
    r"\b(?:[Ff]ür|[Ff]ürs|[Ii]n|[Ii]m|[Ff]or)\s"
    r"(?:(?:d(?:er|ie|as|en|em)|ein(?:e[nrm]?)?|alle|the)\s)?(?:(?!kein|unser)[a-zäöüß]+e[nrs]?\s)?"
    r"„?([A-ZÄÖÜ][\w-]+)"
)
# What stands for the whole programme or for a time, and so for no part.
_WHOLE = re.compile(
    r"\w*(?:jahre?[ns]?|zeit|moment|periode|zeitraum|quartal|halbjahr|woche|monate?|tage?|regel"
    r"|nachfrage|gründe?n?|höhe|projekte?n?|vorhaben|maßnahmen?|euro|interessierte[nr]?"
    r"|antragsteller\w*|haushalts\w*|neuantr\w*|seite|stelle|ihnen|sie|uns|form|kraft|anspruch"
    r"|kürze|zukunft|uhr|zuge|folge|umfang|gewährung"
    r"|bewilligung|\w*stipendi\w*|förder\w*|sommer|angebot|rahmen|programmjahr|internet|netz|regelfall|betracht|\w*portal|\w*euro|monat\w*)",
    re.IGNORECASE,
)
_FUNDING = frozenset({Is.PAPER, Is.ACT, Is.CALL, Is.SCHEME, Is.GRANT, Is.FUNDS, Is.TERM, Is.SEASON})
_LABEL = re.compile(r"\s*([^:.;]{3,60}?):\s?")
_NOTES = re.compile(
    r"hinweis|grund|archiv|leider|!|achtung|wichtig|info|news|aktuell|status|stand\b|frist|update|antrag|bewerb"
    r"|förder|programm|meldung|note|bitte|update|einreich|termin|\d{4}"
)
_EDGES = ",;:–—()|"
_FOR_YEAR = re.compile(
    r"\b(?:für|jahr|\w*jahr|\w*runde|\w*frist|for)\s(?:das\s)?(?:\w*jahr\s)?(20\d\d)\b"
)
_ELSE = re.compile(
    r"[\w-]*(?:mitgliedschaft|beitritt|ausbildungsplatz|ausbildungspl[aä]tze|praktik(?:um|a)"
    r"|stelle|stellen|projektleitung|projektstelle|baugrundstücke?n?|bauland|grundstücke?n?"
    r"|bauplatz|bauplätze?n?|bauarbeiten|bauleistung(?:en)?|planungsleistung(?:en)?"
    r"|architektenleistung(?:en)?|ingenieurleistung(?:en)?|lieferleistung(?:en)?|bauauftr[aä]ge?s?"
    r"|helfer|helferinnen|schöffen|kita-pl[aä]tze?n?|kitaplätze?n?|wohngeld|briefwahl|ausweise?s?"
    r"|standplatz|standplätze?|blutspenden?|typisierung|membership|vacancy|jobs?)"
)
_PLACES = frozenset({"antragstelle", "bewilligungsstelle", "geschäftsstelle", "anlaufstelle"})
_JOBS_ABOVE = re.compile(
    r"\bstellen(?:ausschreibung|angebot|anzeige)\w*|\bausbildungspl\w+|\boffene stellen\b"
    r"|\bkarriere\b|\bjobs?\b"
)
_NEAR = 4  # words
_JOINS = frozenset({"auf", "um", "als"})
_OF_A_CALL = frozenset({"für", "der", "des", "von", "zur", "zum"})


def scope_doubt(layout: Layout, sentence: Sentence, value: str, start: int, end: int) -> str:
    """Return what is to be asked before `plain[start:end]` counts for the programme, or nothing."""
    words = layout.low[sentence.start : sentence.end]
    first, last = _segment(layout.low, sentence, start, end)
    segment = layout.low[first:last]
    if _GUESSED.search(segment) or _TOLD.search(words):
        return _REPORTED
    if _OTHERS_ABOVE.search(sentence.heading) or _OTHER_GIVER.search(segment):
        return _GIVER
    if _ELSEWHERE.search(words):
        return _GIVER
    if value != "closed":
        return ""
    if _BROKEN.search(words):
        return _FAULT
    former = _FORMER_ROUND.search(segment) and "programm" not in segment
    label = _label(layout, sentence, first)
    if _NUMBERED.search(segment) or _NUMBERED.search(label):
        return _ROUND
    if former and not _NEXT_OVER.search(words):
        return _ROUND
    if _PIECE.search(words) or _of_a_thing(label):
        return _PART
    if _of_some(layout.prose.plain[first:last]) or _of_an_earlier_year(layout.low, segment):
        return _PART
    if _INSTEAD.search(words):
        return _WAY
    return _WAY if _WAYS.search(segment) and " nicht " in segment else ""


def of_something_else(clause: Clause) -> bool:
    """Whether one applies for no funding: a membership, a post, a tender, a piece of land."""
    found = [at for at, one in enumerate(clause.tokens) if _is_else(one)]
    funded = clause.has(Is.PAPER, Is.CALL, Is.GRANT, Is.SCHEME, Is.GRANTING)
    return any(not funded or _asked_for(clause.tokens[max(0, at - _NEAR) : at]) for at in found)


def _asked_for(before: tuple[Token, ...]) -> bool:
    """Whether what follows is applied or called for: "Bewerbungen um", "Ausschreibung der"."""
    for paper, following in pairwise(before):
        joins = _JOINS | _OF_A_CALL if Is.CALL in paper.kinds else _JOINS
        if not paper.kinds.isdisjoint({Is.PAPER, Is.CALL}) and following.word in joins:
            return True
    return False


def hearsay(words: str) -> str:
    """Return what is to be asked where a sentence only guesses, or passes on what others say."""
    return _REPORTED if _GUESSED.search(words) or _TOLD.search(words) else ""


def of_a_post(heading: str) -> bool:
    """Whether the words above speak of a post to be filled."""
    return bool(_JOBS_ABOVE.search(heading))


def _is_else(token: Token) -> bool:
    return token.noun and token.word not in _PLACES and bool(_ELSE.fullmatch(token.word))


def _segment(low: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the extent between the marks around what was found."""
    first = max([low.rfind(mark, sentence.start, start) for mark in _EDGES] + [sentence.start - 1])
    after = [at for mark in _EDGES if (at := low.find(mark, end, sentence.end)) >= 0]
    return first + 1, min([*after, sentence.end])


def _of_some(segment: str) -> bool:
    """Whether it is said for some only: whoever or whatever is no word of funding or of time."""
    for found in _OF_SOME.finditer(segment):
        noun = found.group(1)
        if not _WHOLE.fullmatch(noun) and kinds_of(noun.lower()).isdisjoint(_FUNDING):
            return True
    return False


def _label(layout: Layout, sentence: Sentence, first: int) -> str:
    """Return what a row is called, where what was found stands right behind it."""
    label = _LABEL.match(layout.low, sentence.start)
    found = label if label and label.end() >= first else None
    return found.group(1) if found and "\n" not in layout.raw[found.start() : first] else ""


def _of_a_thing(label: str) -> bool:
    """Whether a row is called after what is funded: "Solarthermie: derzeit keine Anträge"."""
    if not label or _NOTES.search(label):
        return False
    return all(kinds_of(word).isdisjoint(_FUNDING) for word in label.split())


def _of_an_earlier_year(low: str, segment: str) -> bool:
    """Whether it holds for a year beside which the text speaks of a later one."""
    years = [found.group(1) for found in _FOR_YEAR.finditer(segment)]
    return bool(years) and any(found.group(1) > max(years) for found in _FOR_YEAR.finditer(low))
