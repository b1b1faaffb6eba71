"""Intervals: how sure a share is that was counted on a sample. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054  # of the normal distribution, for 95 %
ENOUGH = 10  # below so many answers a share says nothing yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with its 95 % interval; `count` are the answers that it rests on."""

    value: float
    low: float
    high: float
    count: int

    @property
    def enough(self) -> bool:
        """Whether it rests on so many answers that it may be told."""
        return self.count >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """What was answered of a sample of one stratum that has `size` members."""

    size: int
    answered: int
    right: int


def wilson(right: float, count: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; of nothing counted nothing is known.

    Both may be fractions, as those of a weighted sample are.
    """
    if count <= 0:
        return 0.0, 1.0
    share, spread = right / count, Z95**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 / (1 + spread) * sqrt(share * (1 - share) / count + spread / (4 * count))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def share(right: int, count: int) -> Share | None:
    """Return a share of all that was counted, None where nothing was."""
    return weighted([Stratum(size=1, answered=count, right=right)])


def weighted(strata: Iterable[Stratum]) -> Share | None:
    """Return the share in all strata, each counting by its size; None where nobody answered.

    The interval is Wilson's for as many answers as the weighted ones are worth (Kish: the
    square of the sum of all weights by the sum of their squares), which is the plain one where
    all weigh the same.
    """
    known = [one for one in strata if one.answered > 0 and one.size > 0]
    if not known:
        return None
    size = sum(one.size for one in known)
    value = sum(one.size * one.right / one.answered for one in known) / size
    worth = size**2 / sum(one.size**2 / one.answered for one in known)
    low, high = wilson(value * worth, worth)
    return Share(value=value, low=low, high=high, count=sum(one.answered for one in known))
