"""Days: what closes or takes place on the days of a span, from the facts alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.facts import FactDeadline, Facts


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DayRow:
    """One opportunity on one day, on which it closes or (`event`) takes place from it on.

    `sure` is False where sources disagree on a deadline of that day.
    """

    on: date
    event: bool
    sort_title: str
    id: int
    title: str
    sure: bool


def days_between(
    session: Session, first: date, last: date, ids: Collection[int] | None = None
) -> list[DayRow]:
    """Return what closes or takes place from a day to another, by day and title; None for all.

    What began before the first day and is not over stands on that.
    """
    told = (Facts.opportunity_id, Facts.title, Facts.sort_title)
    closing = (
        select(*told, FactDeadline.ends_on.label("ends_on"), FactDeadline.sure)
        .join(FactDeadline, FactDeadline.opportunity_id == Facts.opportunity_id)
        .where(FactDeadline.ends_on.between(first, last))
    )
    events = select(*told, Facts.event_on).where(Facts.event_on <= last, Facts.event_until >= first)
    wanted = None if ids is None else frozenset(ids)
    found: dict[tuple[date, bool, int], DayRow] = {}
    for id, title, sort_title, on, sure in session.execute(closing):
        if on is not None and (wanted is None or id in wanted):
            before = found.get((on, False, id))
            found[on, False, id] = DayRow(
                on=on,
                event=False,
                sort_title=sort_title,
                id=id,
                title=title,
                # Of two cases that close on one day one alone may be contested.
                sure=sure and (before is None or before.sure),
            )
    for id, title, sort_title, on in session.execute(events):
        if on is not None and (wanted is None or id in wanted):
            on = max(on, first)
            found[on, True, id] = DayRow(
                on=on, event=True, sort_title=sort_title, id=id, title=title, sure=True
            )
    return sorted(found.values())
