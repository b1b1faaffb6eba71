"""Rows: catalogue lines of a name and what it gets: "PV-Anlage | 150 € je kWp, max. 1.500 €".

Such a line has no word that gives its numbers a role; its shape does, where several stand in
a text that speaks of funding, and its value is wholly made of sums, rates and their units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.claim import Claim, Field
from pipeline.reading.money.amounts import WHAT_FOR, WHICH
from pipeline.reading.money.expressions import FUNDING, has_money, money
from pipeline.reading.money.rates import shares
from pipeline.reading.money.units import NO_UNITS, units_of
from pipeline.reading.money.vetoes import FLOOR, RECKONED
from pipeline.reading.text.numbers import plain_value
from pipeline.reading.text.prose import Prose

_LINE = re.compile(r"[^\n]+")
_PARTS = re.compile(
    r"[\s•·▪*–-]*(?P<label>[^|:€%\n]{3,90}?)(?:(?: \| |: )(?P<value>[^\n]{2,160}?)[\s|]*"
    r"| \((?P<aside>[^|()\n]{2,90})\)\s*)\Z"
)
# Labels and headings of sums that are nobody's grant.
NO_GRANT = re.compile(
    r"kosten|preis|gebühr|eigen(?:mittel|anteil|leistung|beteiligung|beitrag)|beitrag|miete"
    r"|umsatz|einkommen|budget|fördertopf|haushalt(?!e)|volumen|zins|tilgung|steuer|gesamt"
    r"|insgesamt|bemessung|ausgaben|aufwend|invest|umfang|grenze|schwelle|bagatell|auszahlung"
    r"|abschlag|rate\b|stundens|tagess|honorar|entgelt|pauschale für|beispiel|ersparnis|schaden"
    r"|bilanz|mitarbeit|\bmindest|bonus|zuschlag|zusätzlich|frist|datum|stand\b|topf|mittel\b|preisgeld|dotier|eintritt"
    r"|spende|verwaltung|umsatzsteuer|mwst|vorsteuer|verlust|einspar|bonität|zahl\b|anteil"
    r"|laufzeit|vorschuss|vergütung|lohn|kredit|darlehen|bürgschaft",
    re.IGNORECASE,
)
_NO_GRANT_BELOW = re.compile(
    r"(?<!fähige )kosten|preis|gebühr|eigen(?:mittel|anteil|leistung)|beiträge|miete|umsatz"
    r"|einkommen|budget|beispiel|statistik|ersparnis|zinsen|honorar|entgelt|ausgaben|investition\b",
    re.IGNORECASE,
)
_ELIGIBLE = re.compile(r"fähige[nr]? (?:\w+)?(?:kosten|ausgaben|aufwendungen)", re.IGNORECASE)
# What a value may have beside its numbers.
_SMALL = re.compile(
    r"(?:[\s,;()+/–-]|\b(?:max|maximal\w*|höchstens|bis|zu|min|mind|mindestens|ab|je|jeweils|pro"
    r"|pauschal\w*|einmalig\w*|insgesamt|jedoch|aber|und|oder|bzw|jährlich|monatlich|ca|rund"
    r"|Zuschuss|Förderung|Festbetrag|Zuwendung|gefördert|gedeckelt|begrenzt|auf|Grundbetrag"
    r"|Sockelbetrag|Prämie|nutzbarer?|installierter?|neuer?|in|Höhe|von|der|des|die|den|an|Summe"
    r"|brutto|netto|förderfähigen?|zuwendungsfähigen?|anrechenbaren?|tatsächlichen?)\b\.?)*"
)
_OF_COSTS = re.compile(
    r"(?:der|des|von|an den|an) (?:[a-zäöüß-]+ )?[\w-]*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen"
    r"|[Pp]reise?s?|[Ii]nvestition(?:en|ssumme)?|[Rr]echnungsbetrags?)"
)
_PER = re.compile(
    r"(?:/ ?|\b(?:je|pro|für jede[nrs]?) )(?:angefangene[nrms]? |installierte[mnr]? "
    r"|weitere[mnr]? )?"
    r"[\wäöüß²³-]+(?: (?:Nennleistung|Speicherkapazität|Leistung|Kapazität|nutzbarer Kapazität"
    r"|Fläche|Kollektorfläche))?(?: und (?:Jahr|Monat|Tag|Person|Antrag))?"
)
_MINIMUM = re.compile(r"\b(?:mind\.?|mindestens|min\.?)\s?\Z")
# No list of prices has a limit: "Dachanlage: 150 €/kWp, max. 1.500 €".
_LIMITED = re.compile(r"\b(?:max\.|maximal|höchstens|bis(?: zu)?(?= \d))")
# Two of them in one line: "Schuljahre: 1.900 €, Projektwochen: bis 300 €".
_NEXT_LABEL = re.compile(r"[,;] (?=[A-ZÄÖÜ][\w /-]{2,40}: ~?(?:bis |max\. |ca\. )?\d)")
MORE = re.compile(r"\b(?:zusätzlich\w*|extra|obendrauf|mehr)\b|\+ ?\d")  # a step, no rate


class Number(NamedTuple):
    """A sum or rate of a value; `low` is None for a single one."""

    start: int  # in the value
    end: int
    low: Decimal | None
    high: Decimal
    rate: bool


def read_rows(prose: Prose, raw: str, language: str, known: list[Claim]) -> Iterator[Claim]:
    """Yield what catalogue lines promise, but for the numbers that `known` has for certain."""
    if not has_money(raw) and "%" not in raw:
        return
    funding = FUNDING.search(raw)
    if not funding:
        return
    rows = list(_rows(raw, language))
    taken = {claim.start for claim in known if not claim.doubt}
    limited = any(_LIMITED.search(value) for _, value, _, whole, _ in rows if whole)
    for start, value, found, whole, costs in rows:
        sure = whole and len(rows) > 1 and (funding.start() < start or limited)
        doubt = "" if sure else WHAT_FOR
        for number in found:
            for field, amount in readings_of(value, number, costs=costs):
                first, last, quote = prose.span(start + number.start, start + number.end)
                if first in taken:
                    continue
                units = (
                    NO_UNITS
                    if number.rate
                    else units_of(
                        value,
                        number.start,
                        number.end,
                        _last(found, number),
                        _next(value, found, number),
                    )
                )
                yield Claim(
                    field=field,
                    value=plain_value(amount),
                    quote=quote,
                    start=first,
                    end=last,
                    rule="rows.rate" if number.rate else "rows.amount",
                    doubt=doubt or _reckoned(value, number),
                    units=units.units,
                    unit_words=units.words,
                )


def _reckoned(value: str, number: Number) -> str:
    """Return the doubt about a sum by which a grant is only reckoned: "80 € je kWp, max. 900 €".

    The grant itself is what the limit behind says.
    """
    return WHICH if RECKONED.match(value, number.end) and not number.rate else ""


def _last(found: list[Number], number: Number) -> int:
    return max((one.end for one in found if one.end <= number.start), default=0)


def _next(value: str, found: list[Number], number: Number) -> int:
    return min((one.start for one in found if one.start >= number.end), default=len(value))


def _rows(raw: str, language: str) -> Iterator[tuple[int, str, list[Number], bool, bool]]:
    """Yield the catalogue lines: where the value starts, its words, its numbers.

    Then whether it is whole, and whether its heading speaks of eligible costs.
    """
    heading, floor = "", False
    for begin, line in _lines(raw):
        match = _PARTS.match(line) if len(line) < 300 else None
        if match is None:
            led = line.rstrip().endswith(":")  # a lead stands below its heading
            floor = bool(FLOOR.search(line)) or (led and floor)
            heading = line if len(line) < 90 else ""
            continue
        group = "value" if match["value"] else "aside"
        value = match[group]
        found = numbers_of(value, language)
        if not found:
            heading = line
            continue
        if MORE.search(value) or NO_GRANT.search(match["label"]) or _NO_GRANT_BELOW.search(heading):
            continue
        if not any(letter.isupper() or letter.isdigit() for letter in match["label"]):
            continue
        if found:
            costs = _ELIGIBLE.search(heading) is not None
            whole = not floor and is_whole(value, found)
            yield begin + match.start(group), value, found, whole, costs


def _lines(raw: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text and where each begins; one of several labels in its parts."""
    for line in _LINE.finditer(raw):
        start = line.start()
        for cut in _NEXT_LABEL.finditer(raw, line.start(), line.end()):
            yield start, raw[start : cut.start()]
            start = cut.end()
        yield start, raw[start : line.end()]


def numbers_of(value: str, language: str) -> list[Number]:
    """Return the sums and rates of a value in order."""
    found = [Number(one.start, one.end, one.low, one.high, False) for one in money(value, language)]
    found += [Number(one.start, one.end, one.low, one.high, True) for one in shares(value)]
    return sorted(found)


def is_whole(value: str, found: list[Number]) -> bool:
    """Return whether a value is made of numbers, units and limits alone."""
    rest, done = "", 0
    for one in found:
        rest += value[done : one.start] + " | "
        done = one.end
    rest = _OF_COSTS.sub(" ", _PER.sub(" ", rest + value[done:]))
    return all(_SMALL.fullmatch(piece) for piece in rest.split("|"))


def readings_of(value: str, number: Number, *, costs: bool) -> Iterator[tuple[Field, Decimal]]:
    """Yield the fields that a number of a value states."""
    left = value[max(0, number.start - 16) : number.start]
    if number.rate:
        least, most = Field.RATE_MIN, Field.RATE_MAX
    elif costs:
        least, most = Field.COST_MIN, Field.COST_MAX
    else:
        least, most = Field.AWARD_MIN, Field.AWARD_MAX
    if number.low is not None:
        yield least, number.low
        yield most, number.high
    else:
        yield (least if _MINIMUM.search(left) else most), number.high
