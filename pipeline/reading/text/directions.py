"""Directions: whether a number is a lower or an upper limit."""

from __future__ import annotations

import re

MINIMUM, MAXIMUM = "min", "max"

_FILL = (
    r"(?-i:(?:[a-zäöüß]+\.?|Höhe|Betrag|Summe|Gesamthöhe|Gesamtbetrag|Gesamtsumme|Umfang|Wert"
    r"|Zuschuss|Höchstbetrag|Mindestbetrag|Grenze|EUR|€|Euro|Prozent|Projekt|Vorhaben"
    r"|Jahr|Antrag|Einzelfall"
    r"|[A-ZÄÖÜ][\w-]*(?:summe|betrag|kosten|ausgaben|volumen|höhe|umfang|wert)) ){0,4}"
)
# Words that must stand right before the number, but for small words between.
_LEANING = re.compile(
    r".*(?<!\w)(?:"
    r"(?P<max>nicht mehr als|nicht über|nicht höher als|nicht größer als|höchstens|höchst\."
    r"|maximal\w*|maixmal|max\.?|bis zu[mr]?|bis|bis einschließlich|begrenzt auf|beschränkt auf"
    r"|gedeckelt (?:auf|bei)"
    r"|up to|at most|maximum(?: of)?|not more than|no more than|not exceeding|not exceed)"
    r"|(?P<min>mindestens|mind\.|min\.|minimal|wenigstens|zumindest|nicht weniger als"
    r"|nicht unter|at least|a minimum of|minimum(?: of)?|no less than|not less than)"
    r"|(?P<under>unterschreite\w*|(?<!nicht )unter(?:halb)?(?: von)?|(?<!nicht )weniger als"
    r"|kleiner als|(?<!not )(?<!no )less than|below|under"
    r"|fewer than)"
    r"|(?P<over>überschreite\w*|übersteig\w*|(?<!nicht )über|(?<!nicht )mehr als"
    r"|ab(?: einer| einem)?|oberhalb von"
    r"|zwischen"
    r"|between|(?<!not )(?<!no )more than|over|above|exceeding|größer als)"
    r")"
    rf" {_FILL}\Z",
    re.IGNORECASE,
)
# Words that name a limit themselves and may stand farther off.
_NAMING = re.compile(
    r"(?P<max>höchst(?:e|er|en|förder|betr|grenz|satz|summ|zusch|zuwend|mögl|höhe|wert)\w*"
    r"|förderhöchst\w*|zuwendungshöchst\w*|maximal\w*|obergrenze\w*|höchstens|max\.|begrenzt"
    r"|beschränkt|gedeckelt|überschreite\w* nicht|übersteig\w* nicht|deckelung|nicht mehr als"
    r"|bis zu|maximum|ceiling|capped|limited|not exceed|up to|förderobergrenze\w*)"
    r"|(?P<min>mindest(?!ens (?:zwei|drei|vier|ein)|(?:dauer|laufzeit|alter|größe|abstand|standard"
    r"|teilnehm|anzahl|zahl|frist|fläche|leistung|stunde|nutz|qualifi|lohn|anforder|maß)\w*)\w*"
    r"|minimal\w*|untergrenze\w*"
    r"|bagatell\w*|unterschreite\w* nicht|minimum|at least)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:(?! und | bzw)[^;:.,–|•\d]){0,60}?\b(?:"
    r"(?P<max>nicht (?:über(?:schreit|steig)\w+|zu über(?:schreit|steig)\w+)"
    r"|als (?:Obergrenze|Höchstbetrag)|maximal\b(?! \d)|Höchst(?:betrag|förderung|grenze)"
    r"|begrenzt|beschränkt|gedeckelt|limitiert"
    r"|im Maximum\b)"
    r"|(?P<min>nicht unterschr\w+|nicht zu unterschr\w+|über(?:schreit|steig)\w+"
    r"|(?<=€ )Mindest(?!ens)\w+|(?<=Euro )Mindest(?!ens)\w+"
    r"|oder mehr\b|und mehr\b|or more\b|als Untergrenze)"
    r"|(?P<wall>\d)"
    r")"
)
# Behind these, limits said before hold no longer.
_CUT = re.compile(r"[;•|?]| - |(?:€|Euro|EUR|%|Prozent)(?= ?[^\d ])")
_REFUSED = re.compile(
    r"\b(?:nicht|keine?n?|ausgeschlossen|abgelehnt|not|unberücksichtigt|entfällt|entfallen)\b",
    re.IGNORECASE,
)

_REFUSED_FIRST = re.compile(r"\W*(?:Nicht|Keine?|Ausgeschlossen|Abgelehnt)\b")


def direction(sentence: str, start: int, end: int, after: int) -> str:
    """Return `min`, `max` or "" for the number at `start:end`.

    `after` is where the number before ends, or the statement begins. Limits that exclude
    ("unter 5.000 Euro … nicht") turn round: they name the smallest amount that is possible.
    """
    left = sentence[max(after, start - 110) : start].rstrip("€ (") + " "
    left = left[max((cut.end() for cut in _CUT.finditer(left)), default=0) :]
    if leaning := _LEANING.match(left):
        said = left[leaning.start(str(leaning.lastgroup)) :]
        said += re.split("[,;]", sentence[end : end + 140], maxsplit=1)[0]
        if refused := _REFUSED_FIRST.match(sentence):
            said += f" {refused.group()}"
        return _leaning(leaning, said)
    behind = _BEHIND.match(sentence, end)
    if behind and not behind["wall"]:
        return MAXIMUM if behind["max"] else MINIMUM
    named = list(_NAMING.finditer(left))
    if not named:
        return ""
    return MAXIMUM if named[-1]["max"] else MINIMUM


def _leaning(match: re.Match[str], right: str) -> str:
    refused = bool(_REFUSED.search(right))
    if match["under"]:
        return MINIMUM if refused else MAXIMUM
    if match["over"]:
        return MAXIMUM if refused else MINIMUM
    return MAXIMUM if match["max"] else MINIMUM
