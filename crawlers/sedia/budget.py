"""Budget: the money of one call within the table its whole group of calls shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """EUR of a call; None where the source says 0 or nothing."""

    total: float | None = None
    award_min: float | None = None
    award_max: float | None = None
    grants: int | None = None  # expected number of grants
    shared: bool = False  # the sum is one envelope for several calls


def budget(overview: Any, identifier: str) -> Budget:
    """Read the entry of a call in `budgetOverview`.

    Its `action` begins with the identifier and a blank. Siblings under the same key with
    the same sum share one envelope: it is stated once and never added up. Two entries for
    the call with different sums state nothing.
    """
    own = [(key, entry) for key, entry in _entries(overview) if _is_of(entry, identifier)]
    if len({_sum(entry) for _, entry in own}) != 1:
        return Budget()
    key, entry = own[0]
    total = _sum(entry)
    siblings = [
        other for other_key, other in _entries(overview) if other_key == key and other is not entry
    ]
    return Budget(
        total=total or None,
        award_min=_amount(entry.get("minContribution")) or None,
        award_max=_amount(entry.get("maxContribution")) or None,
        grants=int(_amount(entry.get("expectedGrants"))) or None,
        shared=bool(total) and any(_sum(other) == total for other in siblings),
    )


def _entries(overview: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    actions = overview.get("budgetTopicActionMap") if isinstance(overview, dict) else None
    for key, entries in (actions or {}).items():
        for entry in entries:
            yield key, entry


def _is_of(entry: dict[str, Any], identifier: str) -> bool:
    return bool(identifier) and str(entry.get("action", "")).startswith(f"{identifier} ")


def _sum(entry: dict[str, Any]) -> float:
    return sum(_amount(value) for value in (entry.get("budgetYearMap") or {}).values())


def _amount(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
