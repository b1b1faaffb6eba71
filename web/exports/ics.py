"""iCalendar: the deadlines ahead, for the calendar of whoever applies."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import BinaryIO

from db.local_date import BERLIN
from db.queries.listing import Listed
from notifier.feeds.calendar import Dated, appointments, days_ahead, written
from web.exports import Format
from web.stock import Stock


def write(stock: Stock, out: BinaryIO) -> None:
    """Write an event for every day on which an application may close."""
    entries = (
        appointment
        for one in stock.told()
        for appointment in appointments(_dated(one, stock), stock.today, events=False)
    )
    out.write(written(entries))


def takes(listed: Listed, today: date) -> bool:
    """Whether an opportunity has a day to enter in a calendar."""
    return days_ahead(listed.values, today)


def _dated(one: Listed, stock: Stock) -> Dated:
    return Dated(
        identity=f"{one.source}\n{one.key}",
        values=one.values,
        source=stock.source_name(one.source),
        changed_at=datetime.combine(stock.today, time(), BERLIN),
        changes=one.revisions - 1,
    )


FORMAT = Format(
    name="ics",
    media_type="text/calendar",
    suffix=".ics",
    write=write,
    takes=takes,
    complete=False,
)
