"""Scoring: how much of a sentence speaks for a date being one of applying.

Every word with a cue counts with its weight, less with each clause end, each other date
and the characters between; asides count only for, never against.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.layout import Layout, Sentence
from pipeline.reading.time.sentence_words import Spoken, heading_cues
from pipeline.reading.time.vocabulary import AGAINST, FOR, NAMES, Cue

ENOUGH = 1.4
_PER_CLAUSE = 0.5
_PER_LINE = 0.75
_PER_DATE = 0.55
_PER_HEADING = 0.7
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
    `unopposed` whether nothing in the sentence speaks against.
    """

    score: float
    naming: float
    begins: bool
    named: Cue | None
    own: bool
    unopposed: bool
    start: int
    end: int


def weigh(layout: Layout, spoken: Spoken, chain: Chain, others: list[Chain]) -> Weight:
    """Weigh the words around a chain; `others` are the other chains of its sentence."""
    seen = _seen(layout, spoken, chain, others)
    if any(cue.own and cue.kind in NAMES for cue in seen):
        # "Als Bewerbungsfrist gilt der 18.10.": a named deadline is not about validity.
        seen = [cue for cue in seen if cue.kind is not Cue.VALID]
    score = sum(cue.weight for cue in seen if cue.kind in FOR or _opening(cue))
    score -= sum(cue.weight for cue in seen if cue.kind in AGAINST)
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
        not any(cue.kind in AGAINST for cue in seen),
        min(chain.lead, best.start) if best else chain.lead,
        max(chain.end, best.end) if best else chain.end,
    )


def _seen(layout: Layout, spoken: Spoken, chain: Chain, others: list[Chain]) -> list[_Seen]:
    asides = [(a, b) for a, b in spoken.asides if not a < chain.start < b]
    first, last = _extent(layout, chain)
    breaks = [
        cut
        for cut in spoken.breaks
        if not first <= cut < last and not any(a <= cut <= b for a, b in asides)
    ]
    others = sorted(others, key=lambda other: other.start)
    begins, ends = [other.start for other in others], [other.end for other in others]
    found = []
    for start, end, kind, full in spoken.words:
        aside = any(a < start < b for a, b in asides)
        if chain.lead <= start < chain.end or (aside and kind not in FOR):
            continue
        left, right = (end, chain.lead) if start < chain.start else (chain.end, start)
        crossed = _between(breaks, left, right) + aside
        lines = _between(spoken.lines, left, right)
        dates = max(0, bisect_right(ends, right) - bisect_left(begins, left))
        weight = full * _PER_CLAUSE**crossed * _PER_LINE**lines * _PER_DATE**dates
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
    naming = sum(weight for kind, weight in cues if kind in NAMES)
    return score * _PER_HEADING, naming * _PER_HEADING
