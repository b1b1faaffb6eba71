"""What is stated about an opportunity, and where it stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.statements import Field
from db.values import Deadline, Person, Reference, Values, from_json, to_json
from db.vocabulary import DeadlineKind, OpportunityStatus, Origin
from tests.stating import said, stated

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
FIXED = st.builds(
    lambda on, newcomers: Deadline(
        kind=DeadlineKind.FIXED, value=on.isoformat(), newcomers=newcomers
    ),
    DAYS,
    st.booleans(),
)
ANNUAL = st.builds(lambda on: Deadline(kind=DeadlineKind.ANNUAL, value=on.strftime("%m-%d")), DAYS)
RULE = st.sampled_from(
    [Deadline(kind=DeadlineKind.ROLLING), Deadline(kind=DeadlineKind.UNTIL_EXHAUSTED)]
)
DEADLINES = st.lists(st.one_of(FIXED, ANNUAL, RULE), max_size=4).map(tuple)


def values(**more: object) -> Values:
    """An opportunity with nothing but what the test says."""
    return stated(title="Dorfmoderation", url="https://example.org/1", level="state", **more)


def fixed(day: str, **more: object) -> Deadline:
    """A fixed deadline."""
    return Deadline(kind=DeadlineKind.FIXED, value=day, **more)  # type: ignore[arg-type]


@given(DEADLINES, DAYS, st.none() | DAYS, st.sampled_from(["", "open", "closed", "forecast"]))
def test_values_survive_the_way_through_json(
    deadlines: tuple[Deadline, ...], day: date, opens: date | None, status: str
) -> None:
    """What a revision stores is read back as it was."""
    all_of_it = values(
        deadlines=deadlines,
        opens_on=opens,
        stated_status=status,
        published_on=day,
        award_max=12_500.5,
        contacts=(Person(organisation="Amt", email="amt@example.org"),),
        links=(Reference(url="https://example.org/rl", role="guideline"),),
        quotes={"award_max": "bis zu 12.500,50 Euro"},
    )
    assert from_json(to_json(all_of_it)) == all_of_it


@given(DEADLINES, DAYS)
def test_the_next_deadline_is_never_in_the_past(
    deadlines: tuple[Deadline, ...], today: date
) -> None:
    """Nobody is told to apply by a day that is over, or by one meant for others."""
    coming = values(deadlines=deadlines).next_deadline(today)
    if coming:
        on, deadline = coming
        assert on >= today and deadline.newcomers
        assert on - today <= timedelta(days=366) or deadline.kind is DeadlineKind.FIXED


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ({}, OpportunityStatus.UNKNOWN),
        ({"stated_status": "open"}, OpportunityStatus.OPEN),
        ({"stated_status": "closed"}, OpportunityStatus.CLOSED),
        ({"stated_status": "suspended"}, OpportunityStatus.SUSPENDED),
        ({"stated_status": "forecast"}, OpportunityStatus.FORECASTED),
        ({"deadlines": (fixed("2026-11-22"),)}, OpportunityStatus.OPEN),
        ({"deadlines": (fixed("2026-11-21"),)}, OpportunityStatus.CLOSED),
        ({"deadlines": (fixed("2026-11-21"), fixed("2027-01-15"))}, OpportunityStatus.OPEN),
        (
            {"deadlines": (fixed("2026-11-21"),), "stated_status": "open"},
            OpportunityStatus.CLOSED,
        ),
        (
            {"deadlines": (fixed("2027-01-15"),), "stated_status": "closed"},
            OpportunityStatus.CLOSED,
        ),
        (
            {"deadlines": (fixed("2026-11-01"), fixed("2027-01-15", newcomers=False))},
            OpportunityStatus.CLOSED,
        ),
        ({"opens_on": date(2026, 12, 1)}, OpportunityStatus.FORECASTED),
        ({"opens_on": date(2026, 11, 1)}, OpportunityStatus.OPEN),
        (
            {"opens_on": date(2026, 11, 1), "stated_status": "forecast"},
            OpportunityStatus.OPEN,
        ),
        (
            {"deadlines": (Deadline(kind=DeadlineKind.MONTH, value="2026-10"),)},
            OpportunityStatus.CLOSED,
        ),
        (
            {"deadlines": (Deadline(kind=DeadlineKind.MONTH, value="2026-11"),)},
            OpportunityStatus.OPEN,
        ),
        (
            {"deadlines": (Deadline(kind=DeadlineKind.ROLLING), fixed("2026-11-01"))},
            OpportunityStatus.OPEN,
        ),
    ],
)
def test_status_is_derived_from_dates_first(
    stated: dict[str, object], status: OpportunityStatus, today: date
) -> None:
    """Dates decide; what a source says of itself fills the gaps."""
    assert values(**stated).status_on(today) is status


def test_the_29th_of_february_is_the_last_of_that_month() -> None:
    """A yearly deadline on a leap day falls on the 28th in other years."""
    yearly = Deadline(kind=DeadlineKind.ANNUAL, value="02-29", origin=Origin.READ)
    assert yearly.next_on(date(2027, 1, 1)) == date(2027, 2, 28)
    assert yearly.next_on(date(2028, 1, 1)) == date(2028, 2, 29)
    assert yearly.next_on(date(2027, 3, 1)) == date(2028, 2, 29)


def test_an_end_is_of_the_event_that_it_is_said_of() -> None:
    """Of two events the first does not last until the second is over."""
    day, later, last = "2027-05-03", "2027-06-10", "2027-06-11"
    starts = [said(Field.EVENT_START, on) for on in (day, later)]
    several = values(kind="event", more=(*starts, said(Field.EVENT_END, last)))
    assert (several.event_starts_on, several.event_ends_on) == (date(2027, 5, 3), None)
    one = values(kind="event", more=(starts[1], said(Field.EVENT_END, last)))
    assert one.event_ends_on == date(2027, 6, 11)
