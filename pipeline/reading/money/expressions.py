"""Money expressions: single amounts and ranges in EUR, in German and English spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.reading.text.numbers import DIGITS, SCALE, WORDS, quantity

_CURRENCY = r"(?:€|EUR(?![a-z])|EURO?\b|[Ee]uros?\b)"
_THOUSANDS = r"(?:T€|TEUR\b|k€|kEUR\b|T-?EUR\b|M€|MEUR\b)"


def _amount(i: int) -> str:
    return (
        rf"(?:(?P<pre{i}>{_CURRENCY})[ -]?)?(?P<num{i}>{DIGITS}|{WORDS})(?:,[-–—]+|\.[-–—])?"
        rf"(?:[ -]?(?P<scale{i}>{SCALE}|{_THOUSANDS})(?!\w))?(?:[ -]?(?P<post{i}>{_CURRENCY}))?"
    )


_AMOUNT = re.compile(rf"(?<![\w,/])(?<!\d\.)(?:{_amount(1)})")
_SECOND = re.compile(
    r"(?P<note> \([^()\d]{1,40}\))?(?: ?(?P<dash>[-–—]|bis|(?:of )?(?:up )?to) ?"
    r"|(?P<and> (?:und|and) ))"
    r"(?:zu |max(?:\.|imal) |maximal |höchstens |zu max(?:\.|imal) |up to )?"
    rf"(?<![\d])(?:{_amount(2)})"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(
    r"(?:zwischen|between) (?:mindestens |minimal |mind\. |etwa |ca\. |rund )?\Z", re.IGNORECASE
)
# Where an amount may begin: with a digit or its currency; with a word only where a word
# stands before a currency or a scale, as in "zehntausend Euro".
_BEGIN = re.compile(r"[€E\d][\d.,]*")
_BEGIN_IN_WORDS = re.compile(r"[€\d][\d.,]*|(?<![\w-])[^\W\d_]+")
_IN_WORDS = re.compile(
    r" (?<=[a-zäöüß] )(?<!Millionen )(?<!Million )(?<!Milliarden )(?<!Milliarde )(?<!Tausend )"
    r"(?:[Ee]uros?\b|EUR|€|Mio|Mrd|[Mm]illi|[Bb]illi|[Tt]ausend|[Tt]housand|[Hh]undert|[Hh]undred)"
)


def has_money(text: str) -> bool:
    """Return whether a text names the currency at all; asked of every sentence, hence plain."""
    return "€" in text or "EUR" in text or "Euro" in text or "euro" in text


def speaks_of_funding(text: str) -> bool:
    """Return whether a text speaks of funding at all, so that its sums may be of it."""
    return FUNDING.search(text) is not None


# The words without which a text is hardly one of funding.
FUNDING = re.compile(
    r"förder|zuschuss|zuschüss|zuwendung|prämie|bezuschuss|festbetrag", re.IGNORECASE
)


class Money(NamedTuple):
    """An amount or a range of amounts; `low` is None for a single amount."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal


def money(sentence: str, language: str) -> Iterator[Money]:
    """Yield the money expressions of a sentence in order; numbers without currency are none."""
    if not has_money(sentence):
        return
    begin = _BEGIN_IN_WORDS if _IN_WORDS.search(sentence) else _BEGIN
    reached = 0
    for place in begin.finditer(sentence):
        first = _AMOUNT.match(sentence, place.start()) if place.start() >= reached else None
        if not first:
            continue
        found = _range(sentence, first, language) or _single(first, language)
        if found:
            yield found
        reached = found.end if found else first.end()


def _single(match: re.Match[str], language: str) -> Money | None:
    if not (match["pre1"] or match["post1"] or _own_currency(match["scale1"])):
        return None
    value = quantity(match["num1"], language, match["scale1"] or "")
    return Money(match.start(), match.end(), None, value) if value else None


def _range(sentence: str, first: re.Match[str], language: str) -> Money | None:
    second = _SECOND.match(sentence, first.end())
    if not second or (second["and"] and not _BETWEEN.search(sentence, 0, first.start())):
        return None
    if _YEAR.fullmatch(first["num1"]) and not (first["pre1"] or first["post1"]):
        return None  # "2023-2027 bis zu 5 Mio. Euro"
    closed = second["post2"] or second["pre2"] or _own_currency(second["scale2"])
    if not (closed or (first["pre1"] and not first["post1"])):
        return None
    scale2 = second["scale2"] or ""
    high = quantity(second["num2"], language, scale2)
    low = quantity(first["num1"], language, first["scale1"] or "")
    if high is None or low is None:
        return None
    if not first["scale1"] and not first["post1"] and scale2 and low < 1000:
        low = quantity(first["num1"], language, scale2) or low
    return Money(first.start(), second.end(), low, high) if low < high else None


def _own_currency(scale: str | None) -> bool:
    return bool(scale) and str(scale)[-1] in "€R"
