"""Intervals: how far a figure may be off because of which publishers were annotated.

Texts of one publisher resemble each other, so whole publishers are drawn anew (cluster
bootstrap), not single texts.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from bench.truth.score import Tally, Verdict, tally

DRAWS = 1000
_SEED = 9
_TAIL = 0.025


def interval(verdicts: Sequence[Verdict], figure: Callable[[Tally], float]) -> tuple[float, float]:
    """Return the middle 95 % of a figure over drawings of publishers; the same in every run."""
    by_source: defaultdict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        by_source[one.source].append(one)
    counted = [tally(of_source) for _source, of_source in sorted(by_source.items())]
    if not counted:
        return figure(Tally()), figure(Tally())
    chance = random.Random(_SEED)
    drawn = sorted(figure(_sum(chance.choices(counted, k=len(counted)))) for _draw in range(DRAWS))
    return drawn[int(DRAWS * _TAIL)], drawn[int(DRAWS * (1 - _TAIL)) - 1]


def _sum(counted: Sequence[Tally]) -> Tally:
    return Tally(
        right=sum(one.right for one in counted),
        asked=sum(one.asked for one in counted),
        wrong=sum(one.wrong for one in counted),
        missed=sum(one.missed for one in counted),
        besides=sum(one.besides for one in counted),
    )
