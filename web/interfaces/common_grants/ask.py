"""Ask: a question in the words of CommonGrants as one of our filters; what is none is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.finding.filter import Filter
from db.vocabulary import OpportunityStatus
from web.interfaces.common_grants.shapes import AnyFilter, Codes, DayRange, Filters, Search

_STATUSES: dict[str, tuple[OpportunityStatus, ...]] = {
    "forecasted": (OpportunityStatus.FORECASTED,),
    "open": (OpportunityStatus.OPEN,),
    "closed": (OpportunityStatus.CLOSED,),
    "custom": (OpportunityStatus.SUSPENDED, OpportunityStatus.UNKNOWN),
}
_LISTS = ("topics", "levels", "kinds", "applicants", "instruments", "sources")
_OWN = {
    "area": "eq",
    "ownAreaOnly": "eq",
    "checked": "eq",
    "awardAtLeast": "gte",
    "ownShareAtMost": "lte",
    **dict.fromkeys(_LISTS, "in"),
}
# Which field of our filter each is, and what its value must be.
_FIELDS: dict[str, tuple[str, type]] = {
    "area": ("area", str),
    "ownAreaOnly": ("own", bool),
    "checked": ("checked", bool),
    "awardAtLeast": ("award", float),
    "ownShareAtMost": ("own_share", float),
    **{name: (name, list) for name in _LISTS},
}
_RANGES = {
    "total_funding_available_range": "totalFundingAvailableRange",
    "min_award_amount_range": "minAwardAmountRange",
    "max_award_amount_range": "maxAwardAmountRange",
}


class RefusedError(ValueError):
    """A question that cannot be answered rightly; the message says which part, in German."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A filter of ours, and between or outside which days the closing date must lie."""

    wanted: Filter
    closing: DayRange | None = None

    def closes_so(self, on: date | None) -> bool:
        """Whether a closing date is asked for; what has none lies in no range and outside none."""
        if self.closing is None:
            return True
        if on is None:
            return False
        days = self.closing.value
        within = (days.min or date.min) <= on <= (days.max or date.max)
        return within is (self.closing.operator == "between")


def question_of(search: Search) -> Question:
    """Return what is asked. Raises RefusedError."""
    filters = search.filters or Filters()
    for name, said in _RANGES.items():
        if getattr(filters, name) is not None:
            raise RefusedError(
                f"filters.{said} gibt es hier nicht: Beträge gelten je Förderfall; "
                "customFilters.awardAtLeast fragt, ob ein Zuschuss so viel erreichen kann"
            )
    wanted = Filter(words=search.search or "", statuses=_statuses(filters.status))
    for name, one in (filters.custom_filters or {}).items():
        wanted = _narrowed(wanted, name, one)
    return Question(wanted=wanted, closing=filters.close_date_range)


def _statuses(asked: Codes | None) -> tuple[str, ...]:
    if asked is None:
        return ()
    unknown = sorted(set(asked.value) - _STATUSES.keys())
    if unknown:
        raise RefusedError(
            f"filters.status kennt {', '.join(_STATUSES)}, nicht {', '.join(unknown)}"
        )
    named = [one for one in _STATUSES if (one in asked.value) is (asked.operator == "in")]
    # No code at all would ask for everything.
    return tuple(code for one in named for code in _STATUSES[one]) or ("none",)


def _narrowed(wanted: Filter, name: str, one: AnyFilter) -> Filter:
    where = f"filters.customFilters.{name}"
    if name not in _OWN:
        raise RefusedError(f"{where} gibt es hier nicht; möglich sind {', '.join(_OWN)}")
    if one.operator != _OWN[name]:
        raise RefusedError(f"{where} versteht nur den Operator {_OWN[name]}")
    field, kind = _FIELDS[name]
    value = one.value
    if not isinstance(value, kind) or (isinstance(value, float) and not math.isfinite(value)):
        raise RefusedError(f"{where} hat keinen Wert, der dazu passt")
    # An empty list asks for nothing; no code at all would ask for everything.
    said: Any = {field: (tuple(value) or ("none",)) if isinstance(value, list) else value}
    return replace(wanted, **said)
