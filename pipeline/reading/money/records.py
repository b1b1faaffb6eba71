"""Records: a line that is all a sum, below the name of what is funded: "max. 200 € je Anlage".

A catalogue writes one line per field and leaves the field's name out. No word of such a line
gives its sum a role, and its neighbours belong to other fields; its shape and its place do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.claim import Claim, Unit
from pipeline.reading.money.amounts import WHAT_FOR, WHICH
from pipeline.reading.money.expressions import FUNDING, has_money
from pipeline.reading.money.rows import (
    MORE,
    NO_GRANT,
    Number,
    is_whole,
    numbers_of,
    readings_of,
)
from pipeline.reading.money.units import NO_UNITS, units_of
from pipeline.reading.text.numbers import plain_value
from pipeline.reading.text.prose import Prose

RULE = "records."  # how the rules of a record's claims begin
_LINE = re.compile(r"[^\n]+")
_LABELLED = re.compile(r"(?P<label>[^|:€%\d\n]{3,90}): (?P<value>.+)\Z")
_HEAD = 8  # lines: farther down a line is no field of the record
_LONGEST, _LONGEST_VALUE = 120, 110  # characters
_ENDED = re.compile(r"(?:[^\W\d_]{3}\.|[!?;:,…])[\"”“»)]*\Z")  # "e. V." ends no sentence
# What a sum of a grant has beside it: a limit, a unit, or that it is a lump sum.
_OF_GRANT = re.compile(
    r"\b(?:max\.|maximal|höchstens|bis(?: zu)?(?= [\d€])|je|pro|pauschal\w*|einmalig\w*|Zuschuss"
    r"|Förderung|[\w-]*[Ss]tipendium|Preisgeld)\b|% (?:der|des|von) |€ ?/ ?[A-ZÄÖÜ]",
    re.IGNORECASE,
)
_PER_PROJECT = re.compile(r"(?:€|Euro|EUR) (?:je|pro) (?:Projekt|Vorhaben)\b")
_LIMITED = re.compile(
    rf"(?:max\.|maximal|höchstens|bis(?: zu)?) ?\d|{_PER_PROJECT.pattern}", re.IGNORECASE
)
# What says nothing of how much: what else is given, of what all there is, in how many years.
_ASIDE = re.compile(
    r"\([^()€]{2,90}\)|\([^()]{0,60}[Gg]esamt(?:volumen|budget|summe|topf)[^()]{0,60}\)"
    r"|(?: plus|,? zzgl\.) [^\d€%]{3,60}\Z|,? gegen (?:Rechnung|Nachweis|Beleg)\b"
    r"|\b(?:in|innerhalb von|binnen) (?:\d|zwei|drei|vier|fünf|zehn) Jahren\b"
    r"|(?<=pro Projekt)(?<!\d) für [^\d€%]{3,60}\Z|(?<=je Projekt) für [^\d€%]{3,60}\Z"
    r"|\bca\. |\bzusammen\b|\b(?:Teil|Voll)?[Ss]tipendium\b|\bPreisgeld\b"
)
# Sums per these are prices, wages and fees, not what a project gets.
_PRICED = frozenset({Unit.HOUR, Unit.DAY, Unit.PERSON, Unit.INHABITANT, Unit.LENGTH_OR_AREA})
_SEVERAL = re.compile(
    r"(?:[Zz]uschuss|[Zz]uschüsse|[Pp]auschalen?|[Pp]rämien?|[Ff]örderung) (?:für|von|je|zu)\b"
    r"[^\n–—(]*(?:\b(?:und|sowie|oder|dazu|plus|beziehungsweise|bzw\.)|, [A-ZÄÖÜ]| \+ )"
)
_WORD = re.compile(r"[A-ZÄÖÜ][\w-]{4,}")
_UMLAUTS = str.maketrans("äöü", "aou")  # "Lastenräder" are of one "Lastenrad"
_STEM = 8  # characters of a noun that its endings do not change


class _Record(NamedTuple):
    start: int  # of the value, in the text
    label: str
    value: str
    found: list[Number]


def read_records(prose: Prose, raw: str, language: str) -> Iterator[Claim]:
    """Yield what the lines of a record state that are all a sum.

    It is certain where one thing is funded. A labelled one speaks of the record's own thing: its
    name or an unlabelled line says the same.
    """
    if not has_money(raw) or not (FUNDING.search(raw) or _PER_PROJECT.search(raw)):
        return
    records = list(_records(raw, language))
    bare = {number.high for one in records if not one.label for number in one.found}
    for one in records:
        above = raw[: one.start - len(one.label) - 2 * bool(one.label)]
        known = _says(above, one.label) if one.label else not _names_several(above)
        again = one.label and bare.intersection(number.high for number in one.found)
        if known or again:
            yield from _claims(prose, one, "")
        elif not one.label:
            yield from _claims(prose, one, WHICH)


def _records(raw: str, language: str) -> Iterator[_Record]:
    """Yield the lines of a record's beginning that are all a sum."""
    head = ""
    for which, line in enumerate(_LINE.finditer(raw)):
        words = line.group().rstrip()
        if which >= _HEAD or len(words) > _LONGEST or _ENDED.search(words):
            return
        match = _LABELLED.fullmatch(words)
        label, value = (match["label"], match["value"]) if match else ("", words)
        found = numbers_of(_masked(value), language) if len(value) <= _LONGEST_VALUE else []
        if which and found and "|" not in words and _is_record(label, value, found, head):
            yield _Record(line.start() + len(words) - len(value), label, value, found)
        elif label or not found:
            head += words + "\n"


def _is_record(label: str, value: str, found: list[Number], head: str) -> bool:
    bare = _masked(value)
    if MORE.search(bare) or NO_GRANT.search(label) or not is_whole(bare, found):
        return False
    said = FUNDING.search(f"{head}{value}") is not None
    return bool(_OF_GRANT.search(value)) and (said or (not label and bool(_LIMITED.search(value))))


def _names_several(above: str) -> bool:
    """Return whether the lines above say that several things are funded."""
    return _SEVERAL.search(above) is not None


def _masked(value: str) -> str:
    """Return a value without its asides, every character in its place."""
    words = value[:1].lower() + value[1:]
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), words)


def _says(above: str, label: str) -> bool:
    """Return whether the lines above name what a label names: each of its nouns."""
    nouns = _WORD.findall(label)
    plain = above.casefold().translate(_UMLAUTS)
    return bool(nouns) and all(
        noun[:_STEM].casefold().translate(_UMLAUTS) in plain for noun in nouns
    )


def _claims(prose: Prose, one: _Record, doubt: str) -> Iterator[Claim]:
    for which, number in enumerate(one.found):
        after = one.found[which - 1].end if which else 0
        following = one.found[which + 1].start if which + 1 < len(one.found) else len(one.value)
        units = (
            NO_UNITS
            if number.rate
            else units_of(one.value, number.start, number.end, after, following)
        )
        priced = WHAT_FOR if _PRICED.intersection(units.units) else ""
        for field, amount in readings_of(one.value, number, costs=False):
            start, end, quote = prose.span(one.start + number.start, one.start + number.end)
            yield Claim(
                field=field,
                value=plain_value(amount),
                quote=quote,
                start=start,
                end=end,
                rule=RULE + ("rate" if number.rate else "amount"),
                doubt=doubt or priced,
                units=units.units,
                unit_words=units.words,
            )
