"""Bound: a value on its way to its case, with what its sentence and its place say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.claim import Claim, Field
from pipeline.reading.cases.names import Named

AMOUNTS = frozenset(
    {Field.AWARD_MIN, Field.AWARD_MAX, Field.COST_MIN, Field.COST_MAX, Field.BUDGET}
)
RATES = frozenset({Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE})
SAID = re.compile(r"[,;.(|]| und | sowie ")  # where what is said of a number ends


@dataclass(slots=True)
class Bound:
    """A claim on its way: what its sentence and what stands above say of its case."""

    claim: Claim
    block: int
    inner: list[Named] = field(default_factory=list)
    outer: list[Named] = field(default_factory=list)
    unsure: bool = False
    unsure_if_several: bool = False
    sentence: int = -1  # where its sentence begins
    provision: bool = False  # whether a numbered provision before says for what it holds
    left: str = ""  # the words of its sentence before it
    behind: str = ""  # and behind it, up to the next number
    closed: bool = False  # whether its own case stands in a closed frame
    heads: list[int] = field(default_factory=list)  # the blocks above that name a case
    aside: bool = False  # whether a sentence before adds something else
    unclear: bool = False  # whether its own sentence leaves its case open
    goes_on: bool = False  # whether it may go on with the one case of a sentence before
    plain: bool = True  # whether its sentence names no case that was left out
    plain_above: bool = True  # whether what stands above says cases and the funding alone

    @property
    def right(self) -> str:
        """What is said of its number behind it, without what the sentence goes on with."""
        return SAID.split(self.behind)[0]
