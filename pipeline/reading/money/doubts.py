"""Doubts: a sum or rate that its own sentence denies, abolishes, tells of the past or of others.

The words around such a number give it a role all the same ("Ein Eigenanteil von 10 Prozent ist
nicht erforderlich"), so nothing certain can be said of it; staff are asked.
"""

from __future__ import annotations

import re

from pipeline.reading.text.certainty import FORMERLY, LAST_YEAR, REPEALED
from pipeline.reading.text.polarity_words import DENIAL

STILL_VALID = "Gilt diese Angabe, oder wird sie hier verneint, aufgehoben oder nur berichtet?"
OF_WHAT = "Gilt dieser Prozentsatz oder Betrag für die Förderung selbst?"
_REACH = 160  # characters
_CUT = re.compile(r"[;•|]|, (?:aber|sondern|jedoch)\b| – ")
# Behind a number the next label speaks of something else: "5.000 Euro Eigenmittel: nicht nötig".
_CUT_BEHIND = re.compile(rf"{_CUT.pattern}| (?=[A-ZÄÖÜ][\w-]+:)")
_LIMIT = (
    r"[\w-]*(?:[Bb]etrag|[Gg]renze|[Aa]nteil|[Hh]öhe|[Ss]umme|[Ss]atz|[Dd]eckelung|[Qq]uote"
    r"|[Bb]eteiligung|[Bb]eitrag)\w*"
)
_NEEDED = (
    r"(?:erforderlich|nötig|notwendig|verlangt|gefordert|vorgeschrieben|Pflicht|Voraussetzung)"
)
_DENIED_BEHIND = re.compile(
    rf"\b{DENIAL} (?:länger |zwingend |unbedingt )?{_NEEDED}\b"
    rf"|\b(?:(?:gibt|gab) es|gilt|gelten|besteht|bestehen) (?:[a-zäöü]+ ){{0,2}}{DENIAL}\b(?! nur)"
)
_GONE = re.compile(
    rf"\bnicht mehr\b(?! als)|\b(?:{REPEALED}|verzichtet|abgesehen)\b"
    r"|\b(?:entfällt|entfallen|entfiel(?:en)?)\b(?! (?:auf|die|der|eine) )"
    r"|\bfäll?t (?:künftig |ab \d{4} )?weg\b|\bno longer\b"
)
_DENIED_BEFORE = re.compile(
    rf"\b(?:[Kk]ein(?:e[nrms]?)?|[Oo]hne) (?:[a-zäöüß]+e[nrms]? ){{0,2}}{_LIMIT}"
    r"(?: (?:der|des|für) [^,;.\d]{3,40})?(?: (?:von|in Höhe von|über|ab|bis(?: zu)?))? \Z"
    r"|\bnicht (?:mehr |länger )?(?:auf|bei) (?:höchstens |maximal )?\Z"
)
_PAST = re.compile(
    r"\b(?:betrug(?:en)?|lag(?:en)? (?:im Jahr |in )?20[0-2]\d|belief(?:en)? sich|galt(?:en)?"
    rf"|(?i:{FORMERLY}|{LAST_YEAR})|[Ff]rühere[nrms]?|[Ee]hemalige[nrms]?"
    r"|(?:forder|verlang|beantrag)te[n]?,? dass)\b"
)
_NOW = re.compile(
    r"\b(?:[Kk]ünftig|in Zukunft|[Aa]b sofort|nun(?:mehr)?|jetzt|beträgt|erhöht|neu(?:e[rns]?)?)\b"
)
_PAST_BEHIND = re.compile(rf".{{0,40}}\b(?:im (?i:{LAST_YEAR})|betrug(?:en)?)\b")
_DIGIT = re.compile(r"\d")
_OF_OTHERS = re.compile(
    r"\bbereits (?:eine?[nr]? )?(?:[a-zäöü]+e[nr]? )?[\w-]*(?:[Ff]örder|[Zz]usch|[Zz]uwend)\w*"
    r"|\b(?:Gesamtförderung|Gesamtzuwendung|Förderung insgesamt)\b[^;]{0,60}\bdarf\b"
    r"|\bSumme (?:aller|der) (?:[a-zäöü]+en )?[\w-]*(?:Zusch|Zuwend|Förder|Mittel|Beihilf)\w*"
    r"|\b(?:sämtliche|alle)r? öffentliche[nr] (?:Mittel|Zuschüsse|Förderungen|Zuwendungen)"
    r"|\b(?:erstatte[nt]|überweis(?:t|en)|zahl(?:t|en)) (?:dem (?:Land|Bund)|den Ländern)\b"
    r"|\b(?:stockt|stocken)\b"
)
_SHARE_OF_THING = re.compile(
    r"\b(?!(?:Eigen|Förder|Zuwendungs|Zuschuss|Finanzierungs|Kofinanzierungs|Landes|Bundes|EU-"
    r"|Beihilfe|Mindesteigen|Mindestförder|Höchstförder))[A-ZÄÖÜ][\w-]{2,}anteil(?:s|en)?"
    r" (?:von|in Höhe von) (?:mindestens |höchstens |maximal |bis zu |rund )?\Z"
)
_COST_CEILING = re.compile(
    r"(?:%|\bProzent|\bv\. ?H\.|\bHälfte)[^.;\d]{0,50}(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen)"
    r" bis(?: zu)? \Z"
)
_ALL_MEANS = re.compile(r"\b[\w-]*[Mm]ittel (?:sind|werden|ist|bleiben)[^.;,\d]{0,30} auf \Z")
_RESULT = re.compile(r"\bergibt sich\b[^;]{0,60}\Z|\berrechnet sich\b[^;]{0,60}\Z")
_PAID_OUT = re.compile(
    r"\bveröffentlicht\b|\bin (?:einer Summe|Raten|Teilbeträgen|einem Betrag"
    r"|(?:\w+ )?(?:Raten|Teilbeträgen|Tranchen|Teilen))\b"
)
_VOLUME_OF_ONE = re.compile(
    r"\b(?:Antr[aä]ge?n?|Projekte?n?|Vorhaben|Maßnahmen?) (?:mit|ab|von)\b[^;,.\d]{0,30}"
    r"(?:[Ff]örder|[Zz]uwendungs)\w*volumen\b"
    r"|(?:[Ff]örder|[Zz]uwendungs)\w*volumen (?:je|pro|eines|jedes|für jede[ns]?) [A-ZÄÖÜ]"
)


# How far work and gifts count is no rate: "Sachspenden können bis zu 80 % angesetzt werden".
IN_KIND = re.compile(
    r"\b(?:Sachspenden?|Sachleistung(?:en)?|[Uu]nbare[nrs]?|Eigenarbeit|Arbeitsleistung(?:en)?"
    r"|Arbeitsstunden?|Eigenleistung(?:en)?)\b"
)
_COUNTS = re.compile(
    r"\b(?:angesetzt|anerkannt|angerechnet|berücksichtigt|nicht (?:überschreiten|übersteigen))\b"
)
# What a fund got when it was set up may be all, or only what it began with.
_ENDOWED = re.compile(r"\bwurden? [^;]{0,60}\b20[0-2]\d\b[^;]{0,40} mit (?:rund |etwa )?\Z")
# Beyond a sum others are responsible: "Vorhaben über 150.000 Euro gehören zur Investitionsbank".
_OF_ANOTHER = re.compile(
    r"[^,;:.]{0,40}?\b(?:gehör(?:t|en) (?:zu[rm]?|in|unter)\b|f[aä]ll(?:t|en) (?:in|unter)\b"
    r"|(?:ist|sind)\b[^,;]{0,60} zuständig\b"
    r"|(?:ist|sind) (?:bei|beim|in)\b[^,;]{0,50} (?:besser|richtig)\b)"
)


def doubt_about(sentence: str, start: int, end: int, *, turned: bool = False) -> str:
    """Return the question about a sum or rate of which its sentence leaves a doubt, or "".

    `turned` tells that a denial has turned its limit round already.
    """
    left, right = _around(sentence, start, end)
    if _GONE.search(right) or _DENIED_BEFORE.search(left):
        return STILL_VALID
    if not turned and _DENIED_BEHIND.search(right):
        return STILL_VALID
    past = list(_PAST.finditer(left))
    if past and not _NOW.search(left, past[-1].end()):
        return STILL_VALID
    if not past and _PAST_BEHIND.match(right):
        return STILL_VALID
    if _OF_OTHERS.search(left) or _SHARE_OF_THING.search(left):
        return OF_WHAT
    if IN_KIND.search(left) and _COUNTS.search(right):
        return OF_WHAT
    return ""


def doubt_about_sum(sentence: str, start: int, end: int, *, turned: bool = False) -> str:
    """Return the question about a sum that may be none of a grant, or ""."""
    left, right = _around(sentence, start, end)
    if _ENDOWED.search(left):
        return STILL_VALID
    if _OF_ANOTHER.match(right):
        return OF_WHAT
    of_costs = _COST_CEILING.search(left) or _ALL_MEANS.search(left)
    if of_costs or _RESULT.search(left) or _PAID_OUT.search(right) or _VOLUME_OF_ONE.search(left):
        return OF_WHAT
    return doubt_about(sentence, start, end, turned=turned)


def _around(sentence: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a number in its own clause."""
    left = sentence[max(0, start - _REACH) : start]
    left = left[max((cut.end() for cut in _CUT.finditer(left)), default=0) :]
    cut = _CUT_BEHIND.search(sentence, end, end + _REACH)
    right = sentence[end : cut.start() if cut else end + _REACH]
    number = _DIGIT.search(right)
    return left, right[: number.start()] if number else right
