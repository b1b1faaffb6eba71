"""Numbers: German and English spellings of a quantity, read to exact values."""

from __future__ import annotations

import re
from decimal import Decimal

# A group of three digits may be set off by a dot, a comma, a blank or an apostrophe.
# The comma groups only where no German decimals follow, as in "2,500" or "1,000,000.00".
DIGITS = (
    r"(?:\d{1,3}(?:[.'’ ]\d{3})+(?!\d)(?:,\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?)"
)

_SMALL = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "zwei": 2,
    "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "dreissig": 30,
    "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = {"hundert": 100, "hundred": 100}
_THOUSANDS = {"tausend": 1000, "thousand": 1000}
_HALVES = {
    "anderthalb": Decimal("1.5"), "einhalb": Decimal("0.5"), "halbe": Decimal("0.5"),
    "halben": Decimal("0.5"), "half": Decimal("0.5"),
}  # fmt: skip
_JOINTS = {"und", "and"}

_PARTS = sorted({*_SMALL, *_HUNDREDS, *_THOUSANDS, *_HALVES, *_JOINTS}, key=len, reverse=True)
_PART = re.compile("|".join(_PARTS))
_STEM = "|".join(part for part in _PARTS if part not in _JOINTS)
# A number word starts with a number stem; further stems follow at once, after a hyphen, or
# after a blank ("eine halbe", "one hundred and fifty").
WORDS = (
    rf"(?<![\w-])(?<!paar )(?<!einige )(?<!mehrere )(?<!viele )"
    rf"(?:[Ee]ine[rn]? halben?|(?i:{_STEM})(?:(?i:und|{_STEM}))*"
    rf"(?:[ -](?:and )?(?:a )?(?:{_STEM}))*)(?!\w)"
)

_SCALES = (
    (re.compile(r"(?:tsd|tausend|thousand|[tk](?:$|€|eur))", re.IGNORECASE), 10**3),
    (re.compile(r"(?:mio|mill(?!iard)|mn|m$|m€|meur)", re.IGNORECASE), 10**6),
    (re.compile(r"(?:mrd|milliard|billion|bn)", re.IGNORECASE), 10**9),
)
SCALE = (
    r"(?:Mio\b\.?|Mill\.|Millionen|Million|[Mm]illions?|Mrd\b\.?|Milliarden?|[Bb]illion|bn\b"
    r"|Tsd\b\.?|[Tt]ausend|[Tt]housand|[Mm]n\b|m\b|k\b|M\b)"
)


def quantity(spelling: str, language: str, scale: str = "") -> Decimal | None:
    """Return the value of a number as written, times its scale word; None if it is no number.

    "1.250" is 1250 in both languages, "1,250" too: money has no three decimals. Before a
    scale word the language decides: German "1.250 Mio." is 1250 million, English 1.25.
    """
    factor = _factor(scale)
    if not spelling[:1].isdigit():
        value = word_value(spelling)
        return None if value is None else value * factor
    return _digits(spelling.strip(), language, scaled=factor > 1) * factor


def decimal_number(spelling: str) -> Decimal | None:
    """Return a number that is never grouped, such as a percentage: both marks mean decimals."""
    if not spelling[:1].isdigit():
        return word_value(spelling)
    return Decimal(spelling.strip().replace(",", ".")) if spelling.count(".") < 2 else None


def plain_value(value: Decimal) -> int | float:
    """Return an int where the value is whole, otherwise a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def word_value(word: str) -> Decimal | None:
    """Return the value of a spelled-out number ("fünfundzwanzigtausend", "one hundred and ten").

    None if a part of it is no number.
    """
    total, current = Decimal(0), Decimal(0)
    rest = re.sub(r"[ -]+", "", word.lower())
    while rest:
        found = _PART.match(rest)
        if not found:
            return None
        part, rest = found.group(), rest[found.end() :]
        if part in _THOUSANDS:
            total, current = total + (current or 1) * 1000, Decimal(0)
        elif part in _HUNDREDS:
            current = (current or Decimal(1)) * 100
        elif part in _HALVES:
            current = _HALVES[part] if part.startswith("halb") else current + _HALVES[part]
        elif part not in _JOINTS:
            current += _SMALL[part]
    return total + current or None


def _factor(scale: str) -> int:
    return next((factor for pattern, factor in _SCALES if pattern.match(scale)), 1)


def _digits(spelling: str, language: str, *, scaled: bool) -> Decimal:
    text = re.sub(r"[ '’]", "", spelling)
    if "." in text and "," in text:
        decimal = max(".", ",", key=text.rfind)
        return Decimal(text.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    mark = "." if "." in text else ","
    groups = text.split(mark)
    grouped = len(groups) > 2 or (len(groups) == 2 and len(groups[1]) == 3)
    if scaled and len(groups) == 2:
        grouped = grouped and (mark == ",") == (language == "en")
    return Decimal("".join(groups) if grouped else text.replace(",", "."))
