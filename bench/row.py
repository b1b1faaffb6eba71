"""Row: one figure of the bench, with what it is compared to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure.

    `ratio` is this figure divided by the baseline's, both taken in this run; None for the
    baselines themselves.
    """

    name: str
    value: float
    unit: str
    baseline: str = ""
    ratio: float | None = None
