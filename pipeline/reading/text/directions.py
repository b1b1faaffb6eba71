"""Directions: whether a number is a lower or an upper limit."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.reading.text.polarity import Sign
from pipeline.reading.text.polarity_words import DENIAL

MINIMUM, MAXIMUM = "min", "max"

_FILL = (
    r"(?-i:(?:[a-zäöüß]+\.?|Höhe|Betrag|Summe|Gesamthöhe|Gesamtbetrag|Gesamtsumme|Umfang|Wert"
    r"|Zuschuss|Höchstbetrag|Mindestbetrag|Grenze|EUR|€|Euro|Prozent|Projekt|Vorhaben"
    r"|Jahr|Antrag|Einzelfall|Falle?|Umständen"
    r"|[A-ZÄÖÜ][\w-]*(?:summe|betrag|kosten|ausgaben|volumen|höhe|umfang|wert)) ){0,4}"
)
# Words that must stand right before the number, but for small words between.
_LEANING = re.compile(
    r".*(?<!\w)(?:"
    r"(?P<max>höchstens|höchst\.|maximal\w*|maixmal|max\.?|bis zu[mr]?|bis|bis einschließlich"
    r"|begrenzt auf|beschränkt auf|gedeckelt (?:auf|bei)|up to|at most|maximum(?: of)?)"
    r"|(?P<min>mindestens|mind\.|min\.|minimal|wenigstens|zumindest|at least|a minimum of"
    r"|minimum(?: of)?)"
    r"|(?P<under>unterschreite\w*|unter(?:halb)?(?: von)?|weniger als|kleiner als|geringer als"
    r"|niedriger als|less than|below|under|fewer than|lower than|smaller than|<)"
    r"|(?P<over>überschreite\w*|übersteig\w*|über|mehr als|ab(?: einer| einem)?|oberhalb(?: von)?"
    r"|höher als|zwischen|between|more than|over|above|exceed(?:ing|s)?|größer als|larger than"
    r"|greater than|higher than|>)"
    r")"
    rf" (?P<fill>{_FILL})\Z",
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
# What names a limit behind a number: a noun, or a verb that may be denied.
_BEHIND = re.compile(
    r"(?:(?! und | bzw)[^;:.,–|•\d]){0,60}?\b(?:"
    r"(?P<max>als (?:Obergrenze|Höchstbetrag)|maximal\b(?! \d)|Höchst(?:betrag|förderung|grenze)"
    r"|begrenzt|beschränkt|gedeckelt|limitiert|im Maximum\b)"
    r"|(?P<min>(?<=€ )Mindest(?!ens)\w+|(?<=Euro )Mindest(?!ens)\w+|als Untergrenze)"
    rf"|(?P<no>{DENIAL} )?(?:zu )?(?:"
    r"(?P<over>über(?:schreit|schritt|steig|stieg)\w*|hinaus\w*|erreich\w*|exceed\w*)"
    r"|(?P<under>unterschr(?:eit|itt)\w*))"
    r"|(?P<more>(?:oder|und|or) (?:mehr|more|darüber|above)\b)"
    r"|(?P<less>(?:oder|und|or) (?:weniger|less|darunter|below)\b)"
    r"|(?P<wall>\d)"
    r")"
)
_DENIAL = re.compile(rf"\b{DENIAL}\b", re.IGNORECASE)
# Other than "nicht" these deny a limit wherever they stand before it.
_NEVER = r"nie(?:mals)?|keinesfalls|keineswegs|keine[mn] Falle?|keinen Umständen|never"
# A denial right before the words of a limit: "nicht mehr als".
_DENIED = re.compile(
    rf"\b(?:{DENIAL}|keine?|weder|noch|no|nor|neither|cannot)"
    r" (?:(?:mit|von|bei|auf|zu|um|für|in|be|is|are|einen?|eine[rm]?|der|die|das) )?\Z",
    re.IGNORECASE,
)
# A denial before a number whose limit stands behind: "dürfen nicht 5.000 Euro überschreiten".
_DENIED_BEHIND = re.compile(
    rf"\b(?:(?:{_NEVER}|weder|noch|ohne|neither|nor|without)\b|(?:darf|dürfen|soll\w*|muss|müssen|kann|können"
    rf"|deren|dessen|die|wenn|sofern|falls|soweit|must|may|shall|should)\b[^,;:]*\b{DENIAL}\b"
    r"(?! (?:ge|förder|antrags|zuwend|berück|be)\w*))[^,;:]*\Z"
)
# "Der Zuschuss übersteigt 5.000 Euro nicht."
_VERB = re.compile(r"(?:über|unter)(?:schreit|steig)", re.IGNORECASE)
_NEXT = re.compile(r"(?:und|oder|sowie|aber) ")
_DENIED_LAST = re.compile(rf"[^,;:.•|\d]{{0,60}}? {DENIAL}\b(?! \w)")
# Behind these, limits said before hold no longer.
_CUT = re.compile(r"[;•|?]| - |(?:€|Euro|EUR|%|Prozent)(?= ?[^\d ])")


class Limit(NamedTuple):
    """A limit that words set a number: its `side`, or "" for none.

    A `named` one ("Bagatellgrenze") is what it is in any statement; one of a phrase
    ("Vorhaben unter …") turns round where the statement denies.
    """

    side: str
    named: bool = True

    def of(self, sign: Sign) -> str:
        """Return its side in a statement of that sign."""
        denied = sign is Sign.NEGATED and not self.named
        return _OTHER[self.side] if denied else self.side

    def is_clear(self, sign: Sign, *, of_grant: bool = False) -> bool:
        """Return whether its side in a statement of that sign is beyond doubt.

        What is not said of the grant itself, but of places and costs, is a limit only in a
        statement of what is funded.
        """
        if not self.side or self.named:
            return True
        return sign is not Sign.UNCLEAR and (of_grant or sign is not Sign.UNTOLD)


NO_LIMIT = Limit("")
_OTHER = {MINIMUM: MAXIMUM, MAXIMUM: MINIMUM, "": ""}


def limit_of(sentence: str, start: int, end: int, after: int) -> Limit:
    """Return the limit that its own words set the number at `start:end`.

    `after` is where the number before ends, or the statement begins.
    """
    left = sentence[max(after, start - 110) : start].rstrip("€ (") + " "
    left = left[max((cut.end() for cut in _CUT.finditer(left)), default=0) :]
    leaning = _LEANING.match(left)
    behind = _BEHIND.match(sentence, end)
    if leaning and not _NAMING.search(leaning["fill"]) and not _is_of_other(leaning, behind):
        group = _group(leaning)
        side = MAXIMUM if group in ("max", "under") else MINIMUM
        denied = (
            _DENIAL.search(leaning["fill"])
            or _DENIED.search(left, 0, leaning.start(group))
            or (_VERB.match(leaning[group]) and _DENIED_LAST.match(sentence, end))
        )
        return Limit(_OTHER[side] if denied else side, named=False)
    named = list(_NAMING.finditer(left))
    if behind and not behind["wall"] and not (named and (behind["max"] or behind["min"])):
        return _behind(behind, left)
    if not named:
        return NO_LIMIT
    return Limit(MAXIMUM if named[-1]["max"] else MINIMUM)


def _is_of_other(leaning: re.Match[str], behind: re.Match[str] | None) -> bool:
    """Return whether the verb before a number is of the one before: "… übersteigen und dürfen"."""
    if not _VERB.match(leaning[_group(leaning)]):
        return False
    return bool(_NEXT.match(leaning["fill"]) or (behind and (behind["over"] or behind["under"])))


def _group(match: re.Match[str]) -> str:
    return next(name for name in ("max", "min", "under", "over") if match[name])


def _behind(match: re.Match[str], left: str) -> Limit:
    if match["max"] or match["min"]:
        return Limit(MAXIMUM if match["max"] else MINIMUM)
    side = MAXIMUM if match["under"] or match["less"] else MINIMUM
    verb = match["over"] or match["under"]
    denied = bool(match["no"] or (verb and _DENIED_BEHIND.search(left)))
    return Limit(_OTHER[side] if denied else side, named=False)


def direction(sentence: str, start: int, end: int, after: int) -> str:
    """Return `min`, `max` or "" for the number at `start:end`, by its own words alone."""
    return limit_of(sentence, start, end, after).side
