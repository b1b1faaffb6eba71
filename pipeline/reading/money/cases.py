"""Cases: for whom or what a variant of an amount or a rate holds, in the text's own words."""

from __future__ import annotations

import re

_NAME = r"[^,;:.()%€\d•·|?!“”\"–]{3,70}?"
# "Für finanzschwache Kommunen beträgt der Zuschuss 90 Prozent"
_LED = re.compile(
    rf"(?:\b(?:[Ff]ür|[Bb]ei|[Ff]or|[Ii]m Fall von) ({_NAME})(?=:| (?:kann|können|beträg\w*"
    r"|sind|ist|liegt|liegen|werden|wird|gilt|gelten|bis|maximal|max\.|höchstens|mindestens"
    r"|einen?|eine|auf|von|mit|the|is|are|up|gibt|erhöh\w*|steig\w*|in Höhe|um|der Zuschuss"
    r"|die Höhe|der Förder\w*|die Förder\w*)\b| \Z))"
)
# "finanzschwache Kommunen erhalten 65 Prozent"
_KIND = (
    r"(?:finanzschwache|finanzstarke|kleine|mittlere|große|private|öffentliche|kommunale"
    r"|gemeinnützige|gewerbliche|gemeinwohlorientierte|investive|nicht-?investive|übrige|sonstige"
    r"|nichtöffentliche)[nrs]?"
)
_PLAIN = re.compile(
    rf"((?:{_KIND} (?:und {_KIND} )?)[A-ZÄÖÜ]\w+)(?: (?:erhalten|können|bekommen))?"
    r"(?: (?:bis zu|maximal|max\.|höchstens|mindestens|einen Zuschuss von))?[ :]*\Z",
    re.IGNORECASE,
)
# "55 Prozent für Konzepte und 40 Prozent für Investitionen"
_FOLLOWED = re.compile(
    r"[ (]*(?:für|bei|for) ([\w*/-]++(?: [\w*/-]++){0,5}?)"
    r"(?= ?(?:[,;.()]|\Z)| (?:und|and) \d| (?:sowie|bzw)\b"
    r"| (?:erhalten|beantrag\w+|bekommen|gefördert|gewährt|bezuschusst|betragen|möglich)\b)"
)
_NO_CASE = re.compile(
    r"(?:(?:d\w\w|eine?[nmrs]?|jede[nrs]?|diese[nrs]?|[Ii]hr\w*|the|each|a) )?"
    r"(?:(?:notwendigen|jährlichen|auszuwählenden|erreichte) )?"
    r"(?:[\w-]*(?:[Pp]rojekt|[Vv]orhaben|[Mm]aßnahme|[Pp]rojektidee)(?:e|en|s|es|n)?\b(?! mit)"
    r"|Eigenanteil|Förderung|Anschaffung|Finanzierung|Kosten|Ausgaben"
    r"|Umsetzung|Unterstützung|Bewilligung|Förderquote|Pauschalen?\b|Durchführung|alle Arten"
    r"|Milestones"
    r"|Antrag|Anträge\b|Programm|Vorliegen|Bedarf|Erfüllung|Vorlage|Nachweis|Erreichen|die Jahre"
    r"|project)"
)
_JOINED_ON = (" und", " oder", " bzw.", " and")
_ARTICLE = re.compile(r"(?:die|der|das|den|dem|the|a|an) ")
# What no name of a case contains: the rest of the sentence has been caught with it.
_MORE = re.compile(
    r"(?: and| und)? (?:ab|als auch|muss|müssen|hat|haben|ist|sind|wird|werden|kann|können"
    r"|erhalten|beträgt|is|are"
    r"|of|to|in general)(?: .*)?\Z"
)
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w-]{2}|[a-z]{3,} [a-z]{3,}")


def case_of(sentence: str, start: int, end: int, after: int) -> str:
    """Return the case of the number at `start:end`, or "" where the text names none.

    `after` is where the number before ends: what stands before it belongs to that number.
    """
    left = sentence[max(after, start - 120) : start]
    led = list(_LED.finditer(left))
    found = _PLAIN.search(left, max(0, len(left) - 70)) or (led[-1] if led else None)
    if found and found[1].endswith(_JOINED_ON):
        found = None  # the case of the number before
    found = found or _FOLLOWED.match(sentence, end)
    return _clean(found[1]) if found else ""


def _clean(name: str) -> str:
    """Return the name of a case without its article and what follows it; "" if none is left."""
    if _NO_CASE.match(name):
        return ""
    short = _MORE.sub("", _ARTICLE.sub("", name.strip(), count=1))
    whole = short.count("„") == short.count("“") and _NOUN.search(short)
    return short if whole and not _NO_CASE.match(short) else ""
