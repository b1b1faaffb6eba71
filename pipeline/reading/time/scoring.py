"""Scoring: how much of a sentence speaks for a date being one of applying.

Every word with a cue counts with its weight, less with each clause end, each other date
and the characters between; asides count only for, never against.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.reading.text.date_groups import Chain, Way
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.sentence_words import Spoken, heading_cues
from pipeline.reading.time.vocabulary import AGAINST, FOR, NAMES, Cue

ENOUGH = 1.4
_PER_CLAUSE = 0.5
_PER_LINE = 0.75
_ELSEWHERE = 0.5  # for what speaks against in another clause
_BELONGS = 0.2  # for what speaks against another date
_PER_DATE = 0.55
_PER_HEADING = 0.7
_PER_ENDING = 0.8
_ENDS_ON = 0.4  # for "endet am", right before the date
_NAMING = NAMES | {Cue.END}
_SOON = 30  # characters within which a word after the date names it
_VALUE = 34  # characters that may stand before the date where a heading names it
_VERB = re.compile(
    r"\b(?:läuft|ist|sind|wird|werden|gilt|gelten|kann|können|muss|müssen|hat|haben|runs?|is|are)\b"
)
_HALFWAY = 400  # characters at which a word counts half
_CLOSE = 60  # characters within which the word before a date names it
# "am 3. Mai (Posteingang), endet die Frist": what stands beside a date belongs to it.
_BESIDE = re.compile(r"(?:\s?\([^()]{0,60}\))?,?")
# "bis zum 31. Januar für die Sitzung im Sommer": what the date is for, not what it is.
_PURPOSE = re.compile(
    r"(?:\s(?:des|eines|jede[sn])\s(?:\w+\s){0,2}\w*jahre?s)?\s+für\s+(?:die|das|den|eine?n?)\b[^,;.()]{0,60}?(?=,|\sund\b|\sbei\b|\san\b|[.;]|$)"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    start: int
    end: int
    kind: Cue
    weight: float
    own: bool  # in the clause of the date, and no other date between
    full: float  # the weight before distance


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for a chain of dates, and the extent of the words it rests on.

    `score` is all that speaks for less all that speaks against; `naming` the share of
    words that name or end a time of applying; `begins` whether the nearest verb or label
    is one of beginning; `named` the kind of the last cue before the date; `own` whether
    the clause of the date itself, or a heading over nothing but it, names a deadline;
    `touched` whether the very
    word before it is one of validity or of another period; `unopposed` whether nothing in the
    sentence speaks against.
    """

    score: float
    naming: float
    begins: bool
    named: Cue | None
    own: bool
    touched: bool
    unopposed: bool
    start: int
    end: int


def weigh(layout: Layout, spoken: Spoken, chain: Chain, others: list[Chain]) -> Weight:
    """Weigh the words around a chain; `others` are the other chains of its sentence."""
    all_seen = _seen(layout, spoken, chain, others)
    seen = _balanced(all_seen)
    score = sum(cue.weight for cue in seen if cue.kind in FOR or _opening(cue))
    score -= sum(cue.weight for cue in seen if cue.kind in AGAINST)
    if score > 0 and not chain.opens:
        endings = (cue.weight for cue in seen if cue.kind is Cue.END and cue.own)
        score += _PER_ENDING * sum(endings)
        score += _ENDS_ON if _named(seen, chain) is Cue.END else 0
    naming = sum(cue.weight for cue in seen if cue.kind in NAMES or cue.kind is Cue.END)
    above, named_above = (
        _heading(spoken.sentence) if _is_value(layout, spoken, chain) else (0.0, 0.0)
    )
    best = max((cue for cue in seen if cue.kind in FOR), key=lambda cue: cue.weight, default=None)
    named = _named(seen, chain)
    return Weight(
        score + above,
        naming + named_above,
        _begins(seen, named),
        named,
        named_above > 0 or any(_names(cue, chain) for cue in seen),
        _touched(all_seen, chain),
        not any(cue.kind in AGAINST for cue in all_seen),
        min(chain.lead, best.start) if best else chain.lead,
        max(chain.end, best.end) if best else chain.end,
    )


def _seen(layout: Layout, spoken: Spoken, chain: Chain, others: list[Chain]) -> list[_Seen]:
    asides = [(a, b) for a, b in spoken.asides if not a < chain.start < b]
    purpose = _PURPOSE.match(layout.low, chain.end, spoken.sentence.end)
    if purpose:
        asides.append(purpose.span())
    first, last = _extent(layout, chain)
    breaks = [
        cut
        for cut in spoken.breaks
        if not first <= cut < last and not any(a <= cut <= b for a, b in asides)
    ]
    others = sorted(others, key=lambda other: other.start)
    begins, ends = [other.start for other in others], [other.end for other in others]
    leads = [other.lead for other in others]
    found = []
    for start, end, kind, full in spoken.words:
        aside = any(a < start < b for a, b in asides)
        if chain.lead <= start < chain.end or (aside and kind not in FOR):
            continue
        left, right = (end, chain.lead) if start < chain.start else (chain.end, start)
        crossed = _between(breaks, left, right) + aside
        lines = _between(spoken.lines, left, right)
        dates = max(0, bisect_right(ends, right) - bisect_left(begins, left))
        weight = full
        if kind in AGAINST:
            weight *= _BELONGS if _between(leads, end, end + 4) else _ELSEWHERE if crossed else 1
        weight *= _PER_CLAUSE**crossed * _PER_LINE**lines * _PER_DATE**dates
        weight /= 1 + max(0, right - left) / _HALFWAY
        found.append(_Seen(start, end, kind, weight, crossed == dates == 0, full))
    return found


def _between(positions: Sequence[int], left: int, right: int) -> int:
    """Return how many of the ascending positions lie from left up to before right."""
    return max(0, bisect_left(positions, right) - bisect_left(positions, left))


def _extent(layout: Layout, chain: Chain) -> tuple[int, int]:
    """Return the chain with its own brackets, or the comma that ends an apposition."""
    if layout.low[max(0, chain.lead - 1) : chain.lead] == "(":
        return chain.lead - 1, chain.end + layout.low.startswith(")", chain.end)
    apposed = chain.at or any(day.weekday is not None for day in chain.days())
    beside = _BESIDE.match(layout.low, chain.end)
    return chain.start, beside.end() if apposed and beside else chain.end


def _balanced(seen: list[_Seen]) -> list[_Seen]:
    own = [cue for cue in seen if cue.own]
    if any(cue.kind in NAMES for cue in own):
        # "Als Bewerbungsfrist gilt der 18.10.": a named deadline is not about validity.
        seen = [cue for cue in seen if cue.kind is not Cue.VALID]
    elif any(cue.kind is Cue.APPLY for cue in own):
        seen = _lightened(seen, Cue.VALID, 2)
    if any(cue.kind is Cue.TERM and cue.full >= 3 for cue in own):
        # "Anmeldeschluss für die Veranstaltung": the compound says what it is a deadline of.
        seen = _lightened(seen, Cue.VETO, 3)
    return seen


def _lightened(seen: list[_Seen], kind: Cue, by: int) -> list[_Seen]:
    return [replace(cue, weight=cue.weight / by) if cue.kind is kind else cue for cue in seen]


def _opening(cue: _Seen) -> bool:
    """Whether a word names an opening by itself: "Opening", "Antragsbeginn"."""
    return cue.kind is Cue.BEGIN and cue.full >= 2


def _named(seen: list[_Seen], chain: Chain) -> Cue | None:
    before = [cue for cue in seen if cue.own and 0 <= chain.lead - cue.end < _CLOSE]
    return before[-1].kind if before else None


def _names(cue: _Seen, chain: Chain) -> bool:
    """Whether a word of the same clause names the date: before it, or soon after."""
    near = cue.end <= chain.lead or cue.start - chain.end < _SOON
    return cue.own and near and cue.kind in _NAMING


def _touched(seen: list[_Seen], chain: Chain) -> bool:
    """Whether a word of validity or period stands right before: "Laufzeit 2.1.", "gültig bis"."""
    kinds = (Cue.PERIOD,) if chain.way is Way.THE else (Cue.PERIOD, Cue.VALID)
    return any(cue.kind in kinds and 0 <= chain.lead - cue.end <= 3 for cue in seen)


def _begins(seen: list[_Seen], named: Cue | None) -> bool:
    if named in (Cue.BEGIN, Cue.END):
        return named is Cue.BEGIN
    kinds = {cue.kind for cue in seen if cue.own}
    return Cue.BEGIN in kinds and Cue.END not in kinds


def _is_value(layout: Layout, spoken: Spoken, chain: Chain) -> bool:
    """Whether the date is what stands under a heading, not part of a sentence of its own."""
    before = layout.low[spoken.sentence.start : chain.lead]
    return len(before) <= _VALUE and not _VERB.search(before)


def _heading(sentence: Sentence) -> tuple[float, float]:
    cues = heading_cues(sentence)
    score = sum(weight for kind, weight in cues if kind in FOR)
    score -= sum(weight for kind, weight in cues if kind in AGAINST)
    naming = sum(weight for kind, weight in cues if kind in NAMES)
    return score * _PER_HEADING, naming * _PER_HEADING
