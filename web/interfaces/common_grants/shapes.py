"""Shapes: what CommonGrants 0.4 asks and answers with, as far as it is spoken here."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from web.interfaces.entries import LARGEST


class Shape(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Status(Shape):
    """Where an opportunity stands today."""

    value: Literal["forecasted", "open", "custom", "closed"]
    custom_value: str | None = None
    description: str | None = None


class Money(Shape):
    """A sum."""

    amount: str = Field(examples=["20000"])
    currency: Literal["EUR"]


class Funding(Shape):
    """What there is; sums only where they are told as a fact of the whole opportunity."""

    details: str | None = None
    total_amount_available: Money | None = None
    min_award_amount: Money | None = None
    max_award_amount: Money | None = None


class KeyDate(Shape):
    """A day, some days, or a rule in words."""

    name: str
    event_type: Literal["singleDate", "dateRange", "other"]
    description: str | None = None
    date: dt.date | None = None
    time: dt.time | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    details: str | None = None


class Timeline(Shape):
    """Days that are told as facts; what is contested or has no day stands in words."""

    post_date: KeyDate | None = None
    close_date: KeyDate | None = None
    other_dates: dict[str, KeyDate] | None = None


class Applicant(Shape):
    """Who may apply."""

    value: str
    custom_value: str | None = None
    description: str | None = None


class Custom(Shape):
    """A field that the protocol does not know."""

    name: str
    field_type: Literal["string", "number", "integer", "boolean", "object", "array"]
    value: Any
    description: str | None = None


class Opportunity(Shape):
    """One opportunity; what several sources say of it is one."""

    id: UUID
    title: str
    status: Status
    description: str
    funding: Funding | None = None
    key_dates: Timeline
    source: str | None = None
    accepted_applicant_types: list[Applicant] | None = None
    custom_fields: dict[str, Custom]
    created_at: datetime
    last_modified_at: datetime


class Pages(Shape):
    """Which page of how many."""

    page: int
    page_size: int
    total_items: int
    total_pages: int


class Sorted(Shape):
    """How the items are ordered."""

    sort_by: str
    custom_sort_by: str | None = None
    sort_order: Literal["asc", "desc"]
    errors: list[str]


class Filtered(Shape):
    """What the items were narrowed by."""

    filters: dict[str, Any]
    errors: list[str]


class One(Shape):
    """One opportunity."""

    status: Literal[200]
    message: str
    data: Opportunity


class Some(Shape):
    """A page of opportunities."""

    status: Literal[200]
    message: str
    items: list[Opportunity]
    pagination_info: Pages


class FoundSome(Some):
    """A page of what was searched for."""

    sort_info: Sorted
    filter_info: Filtered


class Asked(BaseModel):
    """A part of a question; what is not known here is refused, and not passed over."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Codes(Asked):
    """One of some codes, or none of them."""

    operator: Literal["in", "notIn"]
    value: list[str] = Field(max_length=300)


class Days(Asked):
    """From the one day to the other, both included."""

    min: date | None = None
    max: date | None = None


class DayRange(Asked):
    """Between two days, or outside of them."""

    operator: Literal["between", "outside"]
    value: Days


class AnyFilter(Asked):
    """A filter of our own."""

    operator: Literal["eq", "in", "gte", "lte"]
    value: bool | float | str | list[str]


class Filters(Asked):
    """What is narrowed by; all must fit.

    Ranges of sums are refused: sums hold for cases, and a range would leave out what fits.
    `customFilters` are `area`, `ownAreaOnly`, `checked` (eq), `topics`, `levels`, `kinds`,
    `applicants`, `instruments`, `sources` (in), `awardAtLeast` (gte), `ownShareAtMost` (lte).
    """

    status: Codes | None = None
    close_date_range: DayRange | None = None
    total_funding_available_range: Any = None
    min_award_amount_range: Any = None
    max_award_amount_range: Any = None
    custom_filters: dict[str, AnyFilter] | None = None


class SortBy(StrEnum):
    """What opportunities can be ordered by here."""

    LAST_MODIFIED_AT = "lastModifiedAt"
    CREATED_AT = "createdAt"
    TITLE = "title"
    CLOSE_DATE = "keyDates.closeDate"
    CUSTOM = "custom"


class Sorting(Asked):
    """The order; `custom` knows `relevance`, how well the search words fit."""

    sort_by: SortBy = SortBy.LAST_MODIFIED_AT
    custom_sort_by: Literal["relevance"] | None = None
    sort_order: Literal["asc", "desc"] = "desc"


class Paging(Asked):
    """Which page."""

    page: int = Field(default=1, ge=1, le=100_000)
    page_size: int = Field(default=LARGEST, ge=1, le=LARGEST)


class Search(Asked):
    """A question for opportunities."""

    search: str | None = Field(default=None, max_length=300, examples=["Radweg"])
    filters: Filters | None = None
    sorting: Sorting | None = None
    pagination: Paging | None = None
