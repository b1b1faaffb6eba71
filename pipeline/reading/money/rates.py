"""Rates: which share of the cost is funded, and which share applicants bear themselves.

Percentages are everywhere: taxes, interest, quotas, savings, steps by which a rate rises.
A percentage is read only where the words around it speak of a funding rate or an own share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pipeline.claim import Claim, Field
from pipeline.reading.money.doubts import STILL_VALID, doubt_about
from pipeline.reading.money.expressions import speaks_of_funding
from pipeline.reading.money.fractions import fractions, has_fraction
from pipeline.reading.money.number_roles import NO_ROLE, Role, carried, roles
from pipeline.reading.money.rate_words import GAINED, LEXICON, REPORT, SHARED, STEP
from pipeline.reading.text.directions import MINIMUM, Limit, limit_of
from pipeline.reading.text.numbers import WORDS, decimal_number, plain_value
from pipeline.reading.text.polarity import Sign, sign_at
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even, is_question, sentences

_NO_ROLE = "rates.no-role"  # the rule of a percentage without a role
_WHAT_FOR = "Ist dieser Prozentsatz ein Fördersatz?"
_SIGN = (
    r"(?: ?%|(?: |-)?(?:Prozent(?!punkt|satz|s[aä])|v\. ?H\.?|vH\b|vom Hundert|per ?cent)"
    r"(?![a-zäöü]*punkt))"
)
_NUMBER = rf"\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|{WORDS}"
_RATE = re.compile(
    rf"(?<![\w,/])(?<!\d\.)(?:(?P<low>{_NUMBER})(?P<sign>{_SIGN})?"
    r"(?P<aside> (?:bei|für) [^,;.%\d]{2,60}?)?"
    r"(?: ?[-–—] ?| bis(?: zu| max\.| maximal)? | to | ?(?P<list>/|bzw\.|beziehungsweise|oder|or) ?"
    r"(?:bis zu |max(?:\.|imal) |up to )?"
    rf"| (?P<and>und|and) (?:mind\. |max\. |mindestens |maximal )?))?(?P<high>{_NUMBER}){_SIGN}"
)
# Where a percentage may begin: with a digit; with a word only where a word stands before
# its sign, as in "zehn Prozent".
_BEGIN = re.compile(r"\d[\d.,]*")
_BEGIN_IN_WORDS = re.compile(r"\d[\d.,]*|(?<![\w-])[^\W\d_]+")
_IN_WORDS = re.compile(r" (?<=[a-zäöüß] )(?:Prozent|%|vom Hundert|v\. ?H|per ?cent)")
_BETWEEN = re.compile(
    r"(?:zwischen|between) (?:mind\. |max\. |mindestens |minimal |etwa |ca\. )?\Z", re.IGNORECASE
)


def has_rate(text: str) -> bool:
    """Return whether a text has a sign of percent; asked of every sentence, hence plain."""
    return (
        "%" in text
        or "rozent" in text
        or "v. H" in text
        or "v.H" in text
        or "vH" in text
        or "Hundert" in text
        or "cent" in text
        or "v. h" in text
        or "v.h" in text
    )


class Share(NamedTuple):
    """A percentage or a range of them in a sentence; `low` is None for a single one."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal
    in_words: bool = False  # "zwei Drittel"


def read_rates(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield what a text states about funding rates and own shares, in percent (0 to 100).

    A text that states several rates, or speaks of funding and states none, asks about every
    percentage whose role it does not say.
    """
    if not has_rate(prose.plain) and not has_fraction(prose.plain):
        return
    claims = list(_claims(even(prose)))
    known = {one.value for one in claims if one.field is Field.RATE_MAX and not one.doubt}
    plain = sum(one.rule == _NO_ROLE for one in claims)
    every = len(known) > 1 or (not known and plain > 1 and speaks_of_funding(prose.plain))
    yield from (one for one in claims if every or one.rule != _NO_ROLE)


def _claims(prose: Prose) -> Iterator[Claim]:
    before, previous = NO_ROLE, ""
    for start, end in sentences(prose.plain):
        sentence = prose.plain[start:end]
        found = [] if is_question(sentence) else sorted(_shares(sentence))
        if found and previous:
            before = carried(LEXICON, previous, sentence)
        given = _roles(sentence, found, before)
        after = 0
        for share, role in zip(found, given, strict=True):
            sign = sign_at(prose.text, prose.origin[start + share.start])
            limit = limit_of(sentence, share.start, share.end, after)
            doubt = _doubt(sentence, share, limit, sign)
            for field, value in _readings(share, limit, role.name, sign):
                yield replace(_claim(prose, start, share, field, value), doubt=doubt)
            if not role.name and share.low is None and not share.in_words:
                unread = _claim(prose, start, share, Field.RATE_MAX, share.high)
                yield replace(unread, rule=_NO_ROLE, doubt=_WHAT_FOR)
            after = share.end
        before, previous = (given[-1]._replace(own=False), "") if given else (NO_ROLE, sentence)


def _shares(sentence: str) -> Iterator[Share]:
    """Yield all shares of a sentence, percentages and fractions."""
    yield from shares(sentence)
    if has_fraction(sentence):
        yield from (
            Share(start, end, None, value, True) for start, end, value in fractions(sentence)
        )


def shares(sentence: str) -> Iterator[Share]:
    """Yield the percentages of a sentence in order, whatever they are of."""
    if not has_rate(sentence):
        return
    begin = _BEGIN_IN_WORDS if _IN_WORDS.search(sentence) else _BEGIN
    reached = 0
    for place in begin.finditer(sentence):
        match = _RATE.match(sentence, place.start()) if place.start() >= reached else None
        if not match:
            continue
        reached = match.end()
        for share in _in_match(sentence, match):
            reached = share.end
            yield share


def _in_match(sentence: str, match: re.Match[str]) -> Iterator[Share]:
    """Yield one share, or two where the match pairs them without being a range."""
    high = decimal_number(match["high"])
    low = decimal_number(match["low"]) if match["low"] else None
    if low is not None and _OF_PROVISION.search(sentence, 0, match.start()):
        low = None  # "nach Nr. 3.2 bis zu 80 v. H."
    if low is not None and high is not None and low < high and _is_range(sentence, match):
        if high <= 100:
            yield Share(match.start(), match.end(), low, high)
        return
    if low is not None and 0 < low <= 100 and (match["sign"] or match["list"]):
        yield Share(match.start(), match.end("sign" if match["sign"] else "low"), None, low)
    if high is not None and 0 < high <= 100:
        yield Share(match.start("high"), match.end(), None, high)


_OF_PROVISION = re.compile(
    r"\b(?:Nrn?\.|Nummern?|Ziff\.|Ziffern?|Abschnitt|Abs\.|Absatz|Satz|Punkt|§)\s?\Z"
)


def _is_range(sentence: str, match: re.Match[str]) -> bool:
    if match["and"]:
        return not match["aside"] and bool(_BETWEEN.search(sentence, 0, match.start()))
    return not match["aside"] and not match["list"]


def _roles(sentence: str, found: list[Share], before: Role) -> list[Role]:
    if not found:
        return []
    if REPORT.search(sentence):
        return [Role("veto", True)] * len(found)
    if SHARED.search(sentence):
        return [Role("veto", True)] * len(found)
    given = roles(sentence, LEXICON, [(share.start, share.end) for share in found], before)
    return [
        Role("veto", True)
        if _stepped(sentence, share)
        else Role("rate", True)
        if not role.name and _is_capped(sentence, share)
        else role
        for share, role in zip(found, given, strict=True)
    ]


def _is_capped(sentence: str, share: Share) -> bool:
    """Whether a share has a sum that caps it, and its own words name no price or fee."""
    left = sentence[max(0, share.start - 60) : share.start]
    return bool(_CAPPED.match(sentence, share.end)) and not _PRICED.search(left)


_PRICED = re.compile(
    r"gebühr|zins|provision|rabatt|skonto|nachlass|säumnis|beitrag|steuer|miete|honorar|umsatz"
    r"|preis|abgabe|pacht|rendite|vergütung|entgelt|bonus",
    re.IGNORECASE,
)
# Only a grant has a share and a sum that caps it: "30 %, höchstens 8.000 Euro".
_CAPPED = re.compile(
    r"(?: (?:der|des|von den) [^,.;:()\d]{3,60})?,? ?\(?(?:jedoch |aber |und )?"
    r"(?:höchstens|max\.|maximal|gedeckelt (?:auf|bei))(?: jedoch)? (?:€ ?|EUR )?"
    r"\d[\d.]*(?:,\d\d|,-+)? ?(?:€|Euro|EUR)"
)


def _stepped(sentence: str, share: Share) -> bool:
    left = STEP.search(sentence, max(0, share.start - 60), share.start)
    return bool(left or GAINED.match(sentence, share.end))


def _doubt(sentence: str, share: Share, limit: Limit, sign: Sign) -> str:
    """Return the question about a share that its statement denies, or one of something else."""
    denied = sign is Sign.NEGATED and (share.low is not None or not limit.side)
    return (
        STILL_VALID
        if denied
        else doubt_about(
            sentence, share.start, share.end, turned=sign is Sign.NEGATED and not limit.named
        )
    )


def _readings(share: Share, limit: Limit, role: str, sign: Sign) -> Iterator[tuple[Field, Decimal]]:
    if role == "own":
        yield Field.OWN_SHARE, share.high if share.low is None else share.low
    elif role == "rate" and share.low is not None:
        yield Field.RATE_MIN, share.low
        yield Field.RATE_MAX, share.high
    elif role == "rate":
        least = limit.of(sign) == MINIMUM
        yield (Field.RATE_MIN if least else Field.RATE_MAX), share.high


def _claim(prose: Prose, offset: int, share: Share, field: Field, value: Decimal) -> Claim:
    start, end, quote = prose.span(offset + share.start, offset + share.end)
    return Claim(
        field=field,
        value=plain_value(value),
        quote=quote,
        start=start,
        end=end,
        rule=f"rates.{field.value.replace('_', '-')}",
    )
