"""Filter: which opportunities somebody wants to see, as pages, exports, feeds and the API ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter


class Order(StrEnum):
    """In which order what was found is shown."""

    BEST = "best"  # by the words that were searched for; without words as NEAREST
    NEAREST = "nearest"  # what closes next, then what closes never, then what is closed
    NEWEST = "newest"
    TITLE = "title"


class Closing(StrEnum):
    """When something closes for newcomers, seen from a day."""

    WEEKS_2 = "weeks_2"  # within so many weeks
    WEEKS_4 = "weeks_4"
    WEEKS_8 = "weeks_8"
    WEEKS_12 = "weeks_12"
    LATER = "later"  # its next day is later than all of these
    WITHOUT_DAY = "without_day"  # rolling, until the money is spent, of one month, and so on
    UNKNOWN = "unknown"  # no deadline is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which opportunities are wanted; what is empty or None leaves all in.

    Of the values of one field one is enough; all fields must fit. `words` is what somebody
    typed. `area` is the key of an area: what applies to whoever is there is wanted, with `own`
    only what is for that area itself. `topics`, `levels`, `kinds`, `applicants`, `statuses`,
    `instruments` and `sources` are codes as `db.labels` and the topics have them, `closing` are of
    `Closing`. Days are those on which it closes. `award` is a sum in EUR that a grant must be able
    to reach, `own_share` the highest own share in percent that is acceptable, both in a case that
    one of `applicants` may be in; `unstated` takes in what states no such sum or share. `checked`
    is whether a person vouched for it.
    """

    words: str = ""
    area: str = ""
    own: bool = False
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    closes_from_on: date | None = None
    closes_until_on: date | None = None
    award: float | None = None
    own_share: float | None = None
    unstated: bool = False
    checked: bool | None = None


EVERYTHING = Filter()


@cache
def _adapter() -> TypeAdapter[Filter]:
    return TypeAdapter(Filter)


def to_json(wanted: Filter) -> dict[str, Any]:
    """Return a filter as plain JSON, only what it narrows."""
    plain: dict[str, Any] = _adapter().dump_python(wanted, mode="json", exclude_defaults=True)
    return plain


def from_json(plain: dict[str, Any]) -> Filter:
    """Rebuild a filter from `to_json`. Raises pydantic's ValidationError for anything else."""
    return _adapter().validate_python(plain, strict=False)
