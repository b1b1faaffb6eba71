"""Calendar days: what closes or takes place on each day of a month, as much as a page can hold."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from db.labels import STAGES, STANDINGS, day, label
from db.queries.days import DayRow
from db.queries.listing import listed_in_order
from db.statements import Standing
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from notifier.digest.cases import case_called
from notifier.digest.wording import one_line

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
IN_A_CELL = 3  # of each sort, on one day of the month


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a calendar; those beside it are None at its ends."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        following = date(self.year + self.number // 12, self.number % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday on, with the days of the months beside it."""
        return Calendar().monthdatescalendar(self.year, self.number)

    @property
    def before(self) -> Month | None:
        """The month before."""
        return month_of(self.first - timedelta(days=1)) if self.first > FIRST else None

    @property
    def after(self) -> Month | None:
        """The month after."""
        return month_of(self.last + timedelta(days=1)) if self.last < LAST else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def month_of(on: date) -> Month:
    """Return the month of a day."""
    return Month(year=on.year, number=on.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a day; `notes` are the step, the hour and the case that the day is of."""

    id: int
    title: str
    event: bool
    sure: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: what is shown of it, and how many deadlines and events are not."""

    on: date
    items: tuple[Item, ...] = ()
    more_deadlines: int = 0
    more_events: int = 0


def days_of(session: Session, rows: Sequence[DayRow], most: int | None = None) -> list[Day]:
    """Return the days on which there is something, with so many of each sort a day at most."""
    kept: list[tuple[date, list[DayRow], int, int]] = []
    for on, those in groupby(rows, key=lambda row: row.on):
        there = list(those)
        events = [row for row in there if row.event]
        deadlines = [row for row in there if not row.event]
        shown = [*deadlines[:most], *events[:most]]
        more_events = len(events) - len(events[:most])
        kept.append((on, shown, len(deadlines) - len(deadlines[:most]), more_events))
    values = _values(session, {row.id for _on, shown, *_more in kept for row in shown})
    return [
        Day(
            on=on,
            items=tuple(_item(row, values.get(row.id)) for row in shown),
            more_deadlines=more_deadlines,
            more_events=more_events,
        )
        for on, shown, more_deadlines, more_events in kept
    ]


def _values(session: Session, ids: set[int]) -> Mapping[int, Values]:
    return {one.id: one.values for one in listed_in_order(session, sorted(ids))}


def _item(row: DayRow, values: Values | None) -> Item:
    notes = dict.fromkeys(_notes(row, values) if values else ())
    return Item(
        id=row.id,
        title=one_line(row.title, 160) or "Ohne Titel",
        event=row.event,
        sure=row.sure,
        notes=tuple(note for note in notes if note),
    )


def _notes(row: DayRow, values: Values) -> Iterator[str]:
    if row.event:
        first, last = values.event_starts_on, values.event_ends_on
        yield f"seit {day(first)}" if first and first < row.on else ""
        yield f"bis {day(last)}" if last and last > row.on else ""
        yield one_line(values.event_place, 80)
        return
    those = [one for one in values.deadlines if one.newcomers and one.next_on(row.on) == row.on]
    partly = len({one.standing for one in those}) > 1
    for one in those:
        yield " · ".join(filter(None, _of_deadline(one, partly=partly)))


def _of_deadline(one: Deadline, *, partly: bool) -> Iterator[str]:
    # Where all of the day is contested the day itself says so.
    at_odds = partly and one.standing is Standing.CONTESTED
    yield STANDINGS[Standing.CONTESTED] if at_odds else ""
    yield one_line(label(STAGES, one.stage), 60) if one.stage else ""
    yield f"{one.at} Uhr" if one.at else ""
    yield "jedes Jahr" if one.kind is DeadlineKind.ANNUAL else ""
    yield "" if one.case.general else f"nur für: {case_called(one.case)}"
