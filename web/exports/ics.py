"""iCalendar: the deadlines and events ahead, for the calendar of whoever applies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.finding.filter import Order
from db.queries.listing import Listed
from notifier.feeds.calendar import Appointment, Dated, appointments, streamed
from web.exports import Format, gathered
from web.stock import Stock, sources_in

NAME = "Landbote: Fristen und Termine"


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield an event for every day on which an application may close or something takes place."""
    narrowed = ", ".join(stock.wanted.values())
    name = f"{NAME} ({narrowed})" if narrowed else NAME
    return gathered(streamed(_entries(stock), name, stock.address))


def takes(listed: Listed, today: date) -> bool:
    """Whether an opportunity has a day to enter in a calendar."""
    return any(True for _ in appointments(_dated(listed, Stock(listed=(), today=today)), today))


def _entries(stock: Stock) -> Iterator[Appointment]:
    for one in stock.told():
        yield from appointments(_dated(one, stock), stock.today)


def _dated(one: Listed, stock: Stock) -> Dated:
    sources = [stock.source(slug) for slug in sources_in(one)]
    return Dated(
        identity=f"{one.source}\n{one.key}",
        values=one.values,
        source="; ".join(f"{source.title}. {source.licence}" for source in sources),
        changed_at=one.changed_at or stock.at,
        changes=one.revisions - 1,
        page=stock.page(one.id),
    )


FORMAT = Format(
    name="ics",
    label="Kalender (iCalendar)",
    says="Fristen und Termine; die Adresse lässt sich in Outlook, Thunderbird und auf dem Handy "
    "abonnieren.",
    media_type="text/calendar",
    suffix=".ics",
    pieces=pieces,
    takes=takes,
    complete=False,
    order=Order.NEAREST,
    attached=False,
    file_type="ICS",
)
