"""Merged values: one record from what several sources state about the same opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db.values import Values

# What belongs together comes from one source: half of a range from each would be no range.
_UNITS = (
    ("areas",),
    ("applicants", "excluded"),
    ("topics",),
    ("instruments",),
    ("deadlines", "opens_on"),
    ("stated_status",),
    ("award_min", "award_max"),
    ("cost_min", "cost_max"),
    ("budget",),
    ("rate_min", "rate_max", "own_share"),
    ("population_min", "population_max"),
    ("partners_min",),
    ("event_starts_on", "event_ends_on", "event_place"),
    ("contacts",),
    ("summary",),
    ("published_on",),
)


def combined(stated: Sequence[Values]) -> Values:
    """Return the first record with its gaps filled from the others, in their order.

    The order is trust, then recency; a later record never overwrites an earlier one. Raises
    ValueError for no records.
    """
    if not stated:
        raise ValueError("nothing to combine")
    values = stated[0]
    for other in stated[1:]:
        values = _filled(values, other)
    return values


def _filled(values: Values, other: Values) -> Values:
    taken: dict[str, Any] = {}
    for unit in _UNITS:
        if not any(_said(getattr(values, name)) for name in unit):
            taken |= {name: getattr(other, name) for name in unit}
    quotes = {name: words for name, words in other.quotes.items() if name in taken}
    return replace(values, **taken, quotes=quotes | values.quotes)


def _said(value: object) -> bool:
    return value is not None and value not in ("", ())
