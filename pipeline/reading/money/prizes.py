"""Prizes: what a contest gives, by its places or in all: "1. Preis: 4.000 €, 2. Preis: 2.000 €".

Of a row of prizes the first is told: no prize is greater, and nobody has to ask for the last.
Ranks that rise while their sums fall cannot be read in another way, so what else the sentence
speaks of ("… ist für die Gewinnerteams mit 4.000 Euro dotiert") narrows nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pipeline.claim import Case, Claim, Field, Unit
from pipeline.reading.money.doubts import doubt_about_sum
from pipeline.reading.money.expressions import Money, has_money, money
from pipeline.reading.money.vetoes import EXAMPLE, GRANTED
from pipeline.reading.text.numbers import plain_value, quantity
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even, is_question, sentence_at

RULE = "prizes."  # how the rules of these claims begin
_CONTEST = re.compile(r"[Pp]reis|dotiert|Platz|Plätze|[Gg]ewinn|[Ww]ettbewerb|Rang\b")
_ORDINALS = ("erst", "zweit", "dritt", "viert", "fünft", "sechst")
_PLACE = re.compile(
    r"\b(?P<number>\d{1,2})\. (?:Platz|Preis(?:es)?|Rang|Sieger\w*|Gewinner\w*)\b"
    r"|\b(?:Platz|Preis|Rang) (?P<behind>\d{1,2})\b(?![.,]?\d| ?(?:€|Euro|EUR))"
    r"|\b(?P<word>[Ee]rste|[Zz]weite|[Dd]ritte|[Vv]ierte|[Ff]ünfte|[Ss]echste)[rnms]?"
    r" (?:Platz|Preis|Rang|Sieger\w*|Gewinner\w*)\b"
    r"|\b(?P<placed>[Ee]rst|[Zz]weit|[Dd]ritt|[Vv]iert|[Ff]ünft)plat?zierte[nrm]?"
    r"(?: Team| Projekt| Beitrag)?\b"
    r"|\b(?P<first>Hauptpreis|Hauptgewinn|[Dd]em (?:Sieger|Gewinner)(?:team)?"
    r"|[Dd](?:er|em|ie|as) (?:Sieger|Gewinner)(?:in|team)?(?= (?:erhält|bekommt|winkt|gewinnt)))\b"
    r"|\b(?:der|die|das|den|dem) (?P<left_out>erste|zweite|dritte|vierte|fünfte)[nrms]?\b"
    r"(?= (?:mit|erhält|bekommt|gibt|ist|von|und|\d)|[,;])"
)
# What may stand between a place and its sum.
_TO_SUM = re.compile(
    r"[\s:;,–(-]*(?:(?:ist|sind|wird|werden|für|mit|in|Höhe|von|je|jeweils|dotiert|erhält|erhalten"
    r"|bekommt|bekommen|winkt|winken|gibt|es|gewinnt|beträgt|ein(?:en?|em)?|Preisgeld|Geldpreis|Preis"
    r"|die|den|der|das|Gewinner\w*|Sieger\w*|Betrag|Prämie|im|Wert|pro|Team|Kategorie|à|a)\b"
    r"[\s:,–(-]*){0,12}"
)
_TO_PLACE = re.compile(r"\s*(?:[(–-]|für(?: (?:den|die|das))?|als)\s*(?:den |die |das )?")
_CURRENCY = r"(?:€|Euro\b|EUR\b)"
_ITEM = rf"(?:\d{{1,3}}(?:[. ]\d{{3}})+|\d{{2,6}})(?:,(?:[-–]+|00))?(?: ?{_CURRENCY})?"
_LISTED = re.compile(
    rf"(?<![\d.,])(?P<items>{_ITEM}(?:, {_ITEM})*,? (?:und|bzw\.|sowie|beziehungsweise) {_ITEM})"
)
_CENTS = re.compile(r",(?:00|[-–]+)")
_FARTHEST = 160  # characters between a place and its sum, or two sums of a row
_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{2,6}(?!\d)")
_PRIZES_BEFORE = re.compile(
    r"(?:Preisgelder[ns]?|[\w-]*[Pp]reise[n]?|Gewinne[n]?|Geldprämien|dotiert)\b[^.;:\d]{0,60}\Z"
)
_DOTED_BEHIND = re.compile(r"[^.;\d]{0,40}\b(?:dotiert|Preisgeld)\b")
_BETWEEN = re.compile(r"\bzwischen \Z")
_SOFT = r"(?:(?:rund|über|mehr als|knapp|etwa|mit|sind|werden|stehen|gibt es|sogar) )*"
_TOTAL_BEFORE = re.compile(
    r"(?:(?:Preisgeld(?:er)?[ns]?|[\w-]*[Pp]reise[n]?|Gewinne[n]?|dotiert|ausgelobt)\b[^.;\d]{0,50}"
    r"(?:insgesamt|in (?:einer )?Gesamthöhe von|im Gesamtwert von|mit einem Gesamtwert von"
    rf"|Gesamtsumme von)|Gesamtpreisgeld\w*(?: von|:| beträgt| in Höhe von)?) {_SOFT}\Z"
)
_ALTOGETHER = re.compile(rf"\b(?:[Ii]nsgesamt|[Zz]usammen|in Summe)(?: [a-zäöü]+)? {_SOFT}\Z")
_PRIZE_MONEY_BEHIND = re.compile(
    r" ?(?:an )?(?:Preisgeld(?:er|ern)?|Geldpreise[n]?|Gesamtpreisgeld|dotiert)\b"
)
_ONE_BEFORE = re.compile(
    r"(?:Preisgeld(?:e?s)?(?: (?:in Höhe )?(?:von|über)|:| beträgt)"
    r"|dotiert(?: ist (?:der|dieser) [\w-]*[Pp]reis)? (?:ist )?mit"
    r"(?: einem Preisgeld (?:in Höhe )?von)?"
    r"|(?:Hauptpreis|Hauptgewinn)(?:e?s)? (?:von|über|in Höhe von|im Wert von)) \Z"
)
_NAMED = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]+preis\b(?<!Hauptpreis)")  # one of several prizes
_MAIN = re.compile(r"Haupt(?:preis|gewinn)")
_WITH = re.compile(r"\bmit(?: einem Preisgeld (?:in Höhe )?von)? \Z")
_GAPPED = re.compile(r"dotiert,(?: und)? (?:der|die|das) [\w-]+preis (?:mit|ist mit) \Z")
_DOTED = re.compile(r" (?:sehr |hoch )?dotiert(?:e[nrs]?)?\b(?! worden)")
_EACH = re.compile(
    r"\b(?:je|jeweils|à|bis zu|maximal|höchstens|mindestens|ab|zwischen|pro) [^.;]{0,12}\Z"
)
# Who won, and when: a contest that is over, or another one.
_OVER = re.compile(
    r"\b(?:ging(?:en)?|gewann(?:en)?|gewonnen|siegte\w*|belegte\w*|holte\w*|freute[n]?|erhielt(?:en)?"
    r"|erhalten (?:hat|haben)|bekam(?:en)?|verlieh(?:en)?|verliehen (?:wurde|worden)|überreicht\w*"
    r"|bedank\w+|Dankeschön|Empfang|wurden?|war(?:en)?)\b"
)


class _Prize(NamedTuple):
    start: int
    end: int
    sums: tuple[Decimal, ...]  # the greatest first
    total: bool = False
    name: str = ""  # of the one prize that is told by itself: "Hauptpreis"


def read_prizes(prose: Prose, language: str) -> Iterator[Claim]:
    """Yield the greatest prize that a text promises, and what all of them are together."""
    if not has_money(prose.plain) or _CONTEST.search(prose.plain) is None:
        return
    prose = even(prose)
    plain = prose.plain
    found = list(money(plain, language))
    rows = [*_rows(plain, found), *_lists(plain, language)]
    totals = list(_totals(plain, found, rows))
    if not rows:
        taken = {one.start for one in totals}
        rows = list(_single(plain, [one for one in found if one.start not in taken]))
        if len({one.sums for one in rows}) > 1:
            named = {one.name for one in rows}
            if "" not in named and len(named) == len(rows):
                yield from (_claim(prose, one, Field.AWARD_MAX, one.sums[0]) for one in rows)
            rows = []
    if rows:
        greatest = max(rows, key=lambda one: one.sums[0])
        yield _claim(prose, greatest, Field.AWARD_MAX, greatest.sums[0])
    if len({one.sums for one in totals}) == 1:
        yield _claim(prose, totals[0], Field.BUDGET, totals[0].sums[0])


def without_prizes(claims: Sequence[Claim], prizes: Sequence[Claim]) -> list[Claim]:
    """Return claims without those of money that stand where prizes were read."""
    return [
        claim
        for claim in claims
        if claim.field not in _FIELDS
        or not any(one.start < claim.end and claim.start < one.end for one in prizes)
    ]


_FIELDS = frozenset(
    {Field.AWARD_MIN, Field.AWARD_MAX, Field.BUDGET, Field.COST_MIN, Field.COST_MAX}
)


def _claim(prose: Prose, one: _Prize, field: Field, value: Decimal) -> Claim:
    start, end, quote = prose.span(one.start, one.end)
    return Claim(
        field=field,
        value=plain_value(value),
        quote=quote,
        start=start,
        end=end,
        rule=RULE + ("total" if one.total else "row" if len(one.sums) > 1 else "one"),
        units=(Unit.PROGRAMME, Unit.PRIZE) if one.total else (Unit.PRIZE,),
        case=Case(words=one.name, measure=one.name),
    )


def _rows(plain: str, found: list[Money]) -> Iterator[_Prize]:
    """Yield the rows of places with their sums: each place before its sum, or each behind it."""
    places = [(match.start(), match.end(), _rank(match)) for match in _PLACE.finditer(plain)]
    starts = [one.start for one in found]
    for row in (_before(plain, places, found, starts), _behind(plain, places, found, starts)):
        run: list[tuple[int, Money]] = []
        for rank, item in (*row, (0, None)):
            if item is not None and run and _goes_on(run[-1], rank, item, starts):
                run.append((rank, item))
                continue
            if len(run) > 1 and _promised(plain, run[0][1], run[-1][1]):
                sums = tuple(one.high for _, one in run)
                yield _Prize(run[0][1].start, run[-1][1].end, sums)
            run = [(rank, item)] if item is not None and rank == 1 else []


_Place = tuple[int, int, int]


def _before(
    plain: str, places: list[_Place], found: list[Money], starts: list[int]
) -> Iterator[tuple[int, Money]]:
    for _, end, rank in places:
        at = bisect_left(starts, end)
        item = found[at] if at < len(found) and starts[at] < end + _FARTHEST else None
        if item and item.low is None and _TO_SUM.fullmatch(plain, end, item.start):
            yield rank, item


def _behind(
    plain: str, places: list[_Place], found: list[Money], starts: list[int]
) -> Iterator[tuple[int, Money]]:
    for start, _, rank in places:
        at = bisect_left(starts, start) - 1
        item = found[at] if at >= 0 and found[at].end <= start < found[at].end + 20 else None
        if item and item.low is None and _TO_PLACE.fullmatch(plain, item.end, start):
            yield rank, item


def _goes_on(last: tuple[int, Money], rank: int, item: Money, starts: list[int]) -> bool:
    """Whether a place comes next in its row: one rank on, no greater sum, no other sum between."""
    before, sum_before = last
    between = bisect_left(starts, item.start) - bisect_left(starts, sum_before.end)
    near = item.start - sum_before.end <= _FARTHEST
    return near and not between and rank in (before, before + 1) and item.high <= sum_before.high


def _rank(match: re.Match[str]) -> int:
    if digits := match["number"] or match["behind"]:
        return int(digits)
    word = (match["word"] or match["placed"] or match["left_out"] or "erst").casefold()
    return 1 + next(at for at, stem in enumerate(_ORDINALS) if word.startswith(stem))


def _lists(plain: str, language: str) -> Iterator[_Prize]:
    """Yield the sums of several prizes in one breath: "1.500, 1.000 und 500 Euro"."""
    for match in _LISTED.finditer(plain):
        words = match["items"]
        sums = [quantity(one.group(), language) for one in _NUMBER.finditer(_CENTS.sub("", words))]
        if any(one is None for one in sums) or not re.search(_CURRENCY, words[-6:]):
            continue
        falling = tuple(one for one in sums if one is not None)
        if any(one <= other for one, other in pairwise(falling)):
            continue
        before = plain[max(0, match.start() - 90) : match.start()]
        said = _PRIZES_BEFORE.search(before) or _DOTED_BEHIND.match(plain, match.end())
        one = _Prize(match.start(), match.end(), falling)
        if said and not _BETWEEN.search(before) and _is_promise(plain, one.start, one.end):
            yield one


def _totals(plain: str, found: list[Money], rows: list[_Prize]) -> Iterator[_Prize]:
    for item in found:
        if item.low is not None or any(row.start <= item.start < row.end for row in rows):
            continue
        before = plain[max(0, item.start - 110) : item.start]
        every = _ALTOGETHER.search(before) and _PRIZE_MONEY_BEHIND.match(plain, item.end)
        summed = any(len(row.sums) > 1 and sum(row.sums) == item.high for row in rows)
        summed = summed and _PRIZES_BEFORE.search(before) is not None
        if every or summed or _TOTAL_BEFORE.search(before):
            one = _Prize(item.start, item.end, (item.high,), total=True)
            if _is_promise(plain, one.start, one.end):
                yield one


def _single(plain: str, found: list[Money]) -> Iterator[_Prize]:
    """Yield each prize that is told by itself: "Der Preis ist mit 5.000 Euro dotiert"."""
    several = len({match.group().casefold() for match in _NAMED.finditer(plain)}) > 1
    for item in found:
        before = plain[max(0, item.start - 90) : item.start]
        told = (
            _ONE_BEFORE.search(before)
            or (_WITH.search(before) and _DOTED.match(plain, item.end))
            or _GAPPED.search(before)
            or plain.startswith(" Preisgeld", item.end)
        )
        if not told or item.low is not None or _EACH.search(before):
            continue
        if _is_promise(plain, item.start, item.end):
            main = _MAIN.search(told.group()) if isinstance(told, re.Match) else None
            own = list(_NAMED.finditer(before)) if several else []
            name = main.group() if main else own[-1].group() if own else ""
            yield _Prize(item.start, item.end, (item.high,), name=name)


def _promised(plain: str, first: Money, last: Money) -> bool:
    return _is_promise(plain, first.start, last.end)


def _is_promise(plain: str, start: int, end: int) -> bool:
    """Whether the sentence of a prize promises it, and neither asks, denies nor reports it."""
    begin, stop = sentence_at(plain, start)
    sentence = plain[begin:stop]
    told = GRANTED.search(sentence) or _OVER.search(sentence) or EXAMPLE.search(sentence)
    if told or is_question(sentence):
        return False
    return not doubt_about_sum(sentence, start - begin, min(end, stop) - begin)
