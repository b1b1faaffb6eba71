"""Fractions: shares that are written in words, "zwei Drittel", "die Hälfte", "80 von 100 Euro"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.reading.text.numbers import decimal_number

_PARTS = {
    "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "achtel": 8, "zehntel": 10,
    "third": 3, "quarter": 4, "fifth": 5, "tenth": 10,
}  # fmt: skip
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "letzte": 1, "restliche": 1, "übrige": 1,
    "verbleibende": 1,
}  # fmt: skip
# A fraction of the cost, or one that closes what is said of a grant: "beträgt zwei Drittel".
_OF_COSTS = (
    r"(?= ?[.,;:)]|\Z| (?:der|des|aller|ihrer|Ihrer|seiner|dieser|von den|an den|of the|of)"
    r"(?: [\w/*-]+){0,4}? (?!\w*(?:[Ff]örder|[Zz]uwend|[Zz]uschuss|[Pp]reisg))"
    r"[\w-]*(?:kosten|ausgaben|aufwendungen|investition|summe|betrags?"
    r"|rechnung|preises|aufwands?|defizits?|fehlbetrags|Kosten|Ausgaben|Aufwendungen"
    r"|Investition\w*|costs?|expenditure)\b"
    r"| (?:tr[äa]g(?:en|t)|müssen|muss|ist|sind|wird|werden|übernimmt|übernehmen|als|selbst|dazu"
    r"|gefördert|bezuschusst|erstattet|übernommen|finanziert|aus Eigenmitteln)\b)"
)
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<count>{'|'.join(_COUNTS)}|ein(?:em)?|zwei|drei|vier|fünf|sieben|neun"
    rf"|[1-9])[ -](?P<part>{'|'.join(_PARTS)})[ns]?(?!\w)"
    r"|(?P<of>[1-9])/(?P<whole>3|4|5|6|8|10)(?![\d/.,])(?= (?:der|des)\b)"
    r"|(?P<half>(?:(?:[Dd]ie|[Zz]ur|[Dd]er) Hälfte|(?:one )?half)(?!\w)))" + _OF_COSTS,
    re.IGNORECASE,
)
_EURO = r"(?:Euro|€|EUR)"
_OF_HUNDRED = re.compile(
    rf"(?<![\d.,])(?P<first>\d{{1,2}})(?: {_EURO})? von (?:je |jeweils )?100 {_EURO}"
    rf"|\b[Vv]on (?:je |jeweils )?100 {_EURO}[^.;\d]{{0,60}}?(?P<second>\d{{1,2}}) {_EURO}"
)
_HINTS = (
    "rittel", "iertel", "ünftel", "chstel", "chtel", "hntel", "älfte", "n 100 ", "hird", "uarter",
    "ifth", "tenth", "half", "/3", "/4", "/5", "/6", "/8", "/10",
)  # fmt: skip
_HUNDRED = Decimal(100)


def has_fraction(text: str) -> bool:
    """Return whether a text may name a fraction; asked of every sentence, hence plain."""
    return any(hint in text for hint in _HINTS)


def fractions(sentence: str) -> Iterator[tuple[int, int, Decimal]]:
    """Yield the fractions of a sentence in order: where they stand, and how many percent."""
    found = [(*match.span(), _percent(match)) for match in _FRACTION.finditer(sentence)]
    for match in _OF_HUNDRED.finditer(sentence):
        group = "first" if match["first"] else "second"
        found.append((match.start(group), match.end(), Decimal(match[group])))
    yield from sorted(one for one in found if 0 < one[2] < _HUNDRED)


def _percent(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return _HUNDRED / 2
    count = (match["count"] or match["of"]).casefold()
    value = _COUNTS.get(count) or decimal_number(count) or Decimal(1)
    whole = int(match["whole"]) if match["whole"] else _PARTS[match["part"].casefold()]
    return (_HUNDRED * value / whole).quantize(Decimal("0.01")).normalize()
