"""iCalendar: the deadlines ahead as whole days, for the calendar of whoever applies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

from icalendar import Calendar, Event

from db import labels
from db.queries.listing import Listed
from db.statements import Standing
from db.values import Deadline
from notifier.digest.wording import one_line
from notifier.mail.links import link_allowed
from web.exports import Format
from web.stock import Stock


def write(stock: Stock, out: BinaryIO) -> None:
    """Write one event for every day on which an application may close.

    Where sources differ every day they name is an event, and says so.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Landbote//Foerderfristen//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Landbote: Förderfristen")
    for one in stock.told():
        # A day that is stated twice, with other words or another hour, is one day.
        days = {_identity(one, *day): day for day in _days(one, stock.today)}
        for identity, (on, deadline) in sorted(days.items(), key=lambda item: item[1][0]):
            calendar.add_component(_event(identity, one, on, deadline, stock))
    out.write(calendar.to_ical())


def takes(listed: Listed, today: date) -> bool:
    """Whether an opportunity has a day to enter in a calendar."""
    return any(True for _ in _days(listed, today))


def _days(listed: Listed, today: date) -> Iterator[tuple[date, Deadline]]:
    for deadline in listed.values.deadlines:
        on = deadline.next_on(today)
        if on and deadline.newcomers:
            yield on, deadline


def _event(identity: str, listed: Listed, on: date, deadline: Deadline, stock: Stock) -> Event:
    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", datetime.combine(stock.today, time(), UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a deadline leaves the day free
    event.add("summary", f"{_what(deadline)}: {one_line(listed.values.title, 200)}")
    event.add("description", "\n".join(_described(listed, deadline, stock)))
    if link_allowed(listed.values.url):
        event.add("url", listed.values.url)
    return event


def _what(deadline: Deadline) -> str:
    stage = one_line(labels.label(labels.STAGES, deadline.stage), 40)
    what = f"Frist ({stage})" if stage else "Frist"
    if deadline.standing is Standing.CONTESTED:
        return f"{what}, {labels.STANDINGS[Standing.CONTESTED]}"
    return what


def _described(listed: Listed, deadline: Deadline, stock: Stock) -> Iterator[str]:
    if deadline.at:
        yield f"Bis {deadline.at} Uhr"
    if deadline.case.words:
        yield f"Gilt für: {one_line(deadline.case.words)}"
    if deadline.quote:
        yield f"„{one_line(deadline.quote)}“ ({labels.ORIGINS[deadline.origin]})"
    yield f"Quelle: {stock.source_name(listed.source)}"
    yield f"Stand: {labels.short_day(stock.today)}. Maßgeblich ist der Text der Quelle."


def _identity(listed: Listed, on: date, deadline: Deadline) -> str:
    said = (listed.source, listed.key, on.isoformat(), deadline.stage, deadline.case.key)
    return hashlib.sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:32] + "@landbote"


FORMAT = Format(
    name="ics",
    media_type="text/calendar",
    suffix=".ics",
    write=write,
    takes=takes,
    complete=False,
)
