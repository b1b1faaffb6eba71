"""Heat: counts in five steps, so that a table or map of them can be read at a glance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The highest count of each step, in ascending order; nothing at all is step 0, a gap."""

    tops: tuple[int, ...]

    @classmethod
    def of(cls, counts: Iterable[int]) -> Heat:
        """Return steps that hold about equally many of the counts that occur."""
        known = sorted({count for count in counts if count > 0})
        places = [round(len(known) * step / STEPS) - 1 for step in range(1, STEPS + 1)]
        return cls(tops=tuple(dict.fromkeys(known[place] for place in places if place >= 0)))

    def step(self, count: int) -> int:
        """Return the step of a count, spread over all five where there are fewer."""
        if count <= 0 or not self.tops:
            return 0
        place = min(bisect_left(self.tops, count), len(self.tops) - 1)
        return STEPS - (len(self.tops) - 1 - place)

    def legend(self) -> list[tuple[int, str]]:
        """Return each step with the counts it stands for: "1", "2 bis 4", "ab 5".

        The last one has no end: a total beside the counts may be higher than all of them.
        """
        lows = (1, *(top + 1 for top in self.tops))
        bounds = list(zip(lows, self.tops, strict=False))
        said = [f"{low}" if low == top else f"{low} bis {top}" for low, top in bounds[:-1]]
        said += [f"ab {low}" for low, _top in bounds[-1:]]
        return [(self.step(top), words) for top, words in zip(self.tops, said, strict=True)]
