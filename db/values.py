"""Values: all that is stated about an opportunity, as one frozen record."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from db.statements import EVERY_CASE, Case, Standing, Statement, statements_to_json
from db.vocabulary import DeadlineKind, OpportunityStatus, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline with the words it was read from.

    `value` is an ISO date (fixed), MM-DD (annual), YYYY-MM (month) or empty. `at` is a
    time of day HH:MM. `newcomers` is False for a stage open only to those of an earlier one.
    `checked_on` is the day on which a person vouched for it.
    A contested one is never told as a fact, but only with the others it disagrees with.
    """

    kind: DeadlineKind
    value: str = ""
    stage: str = ""
    at: str = ""
    quote: str = ""
    origin: Origin = Origin.READ
    newcomers: bool = True
    case: Case = EVERY_CASE
    standing: Standing = Standing.SURE
    checked_on: date | None = None

    def next_on(self, today: date) -> date | None:
        """Return the first day from `today` on which this deadline ends, if it has one."""
        match self.kind:
            case DeadlineKind.FIXED:
                on = date.fromisoformat(self.value)
                return on if on >= today else None
            case DeadlineKind.ANNUAL:
                return _next_annual(self.value, today)
        return None

    def over(self, today: date) -> bool:
        """Whether this deadline lies wholly in the past; one without a day never does."""
        match self.kind:
            case DeadlineKind.FIXED:
                return date.fromisoformat(self.value) < today
            case DeadlineKind.MONTH:
                year, month = map(int, self.value.split("-"))
                return (year, month) < (today.year, today.month)
        return False


def _next_annual(month_day: str, today: date) -> date:
    month, day = map(int, month_day.split("-"))
    for year in (today.year, today.year + 1):
        # The 29th of February means the last day of that month in other years.
        on = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if on >= today:
            return on
    raise AssertionError("one of two successive years has the day still to come")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom to ask about an opportunity."""

    organisation: str = ""
    person: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link that the entry gives."""

    url: str
    title: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is stated about one opportunity; empty or None means: not stated.

    `statements` are what is said, each with its case; everything but the frame (title, url,
    level, language, summary, published_on, contacts, links) is derived from them by
    `db.derive` for filters, sorting and selection: bounds are the widest of all cases, and
    what is contested counts for none. What a reader is shown are the statements.
    Amounts are EUR, rates percent, population inhabitants. `areas` are area keys,
    `applicants` and `excluded` applicant codes, `topics` topic ids. `quotes` maps a field
    name to the words its value was read from. `stated_status` is what the source says of
    itself; ask `status_on` for where the opportunity stands on a day.
    """

    title: str
    url: str
    kind: str
    level: str
    language: str = "de"
    summary: str = ""
    published_on: date | None = None
    funders: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    opens_on: date | None = None
    stated_status: str = ""
    award_min: float | None = None
    award_max: float | None = None
    cost_min: float | None = None
    cost_max: float | None = None
    budget: float | None = None
    rate_min: float | None = None
    rate_max: float | None = None
    own_share: float | None = None
    population_min: int | None = None
    population_max: int | None = None
    partners_min: int | None = None
    event_starts_on: date | None = None
    event_ends_on: date | None = None
    event_place: str = ""
    contacts: tuple[Person, ...] = ()
    links: tuple[Reference, ...] = ()
    quotes: dict[str, str] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()

    @property
    def cancelled(self) -> bool:
        """Whether the source says that it does not take place."""
        return self.stated_status == "cancelled"

    def next_deadline(self, today: date) -> tuple[date, Deadline] | None:
        """Return the nearest sure deadline from `today` on that is open to newcomers."""
        return self._nearest(today, lambda deadline: deadline.standing is Standing.SURE)

    def next_day(self, today: date) -> date | None:
        """Return the nearest day on which it may close, a contested one included.

        For reminders and sorting: who hears of the earlier of two contested days is not late.
        """
        nearest = self._nearest(today, lambda _deadline: True)
        return nearest[0] if nearest else None

    def _nearest(
        self, today: date, counts: Callable[[Deadline], bool]
    ) -> tuple[date, Deadline] | None:
        coming = [
            (on, deadline)
            for deadline in self.deadlines
            if deadline.newcomers and counts(deadline)
            if (on := deadline.next_on(today)) is not None
        ]
        return min(coming, key=lambda pair: pair[0], default=None)

    def status_on(self, today: date) -> OpportunityStatus:
        """Return the status on a day: dates first, then what the source says of itself.

        An opportunity whose every dated deadline is over is closed whatever else is said;
        a closed or suspended notice beats an open window; silence means unknown.
        """
        entries = [deadline for deadline in self.deadlines if deadline.newcomers]
        if self.cancelled or (entries and all(deadline.over(today) for deadline in entries)):
            return OpportunityStatus.CLOSED
        if self.stated_status in ("closed", "suspended"):
            return OpportunityStatus(self.stated_status)
        if self.opens_on is not None and self.opens_on > today:
            return OpportunityStatus.FORECASTED
        if self.stated_status == "forecast" and self.opens_on is None:
            return OpportunityStatus.FORECASTED
        if entries or self.opens_on is not None or self.stated_status == "open":
            return OpportunityStatus.OPEN
        return OpportunityStatus.UNKNOWN


@cache
def values_adapter() -> TypeAdapter[Values]:
    """Return the reader and writer of `Values` as JSON; building one is slow, so it is kept."""
    return TypeAdapter(Values)


def to_json(values: Values) -> dict[str, object]:
    """Return the values as plain JSON objects, the form a revision stores."""
    adapter = values_adapter()
    plain: dict[str, object] = adapter.dump_python(values, mode="json", exclude={"statements"})
    plain["statements"] = statements_to_json(values.statements)
    return plain


def from_json(plain: dict[str, object]) -> Values:
    """Rebuild values from `to_json`. Raises pydantic's ValidationError for anything else."""
    return values_adapter().validate_python(plain, strict=False)
