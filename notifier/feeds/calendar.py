"""Calendar: the deadlines and events of opportunities as iCalendar (RFC 5545).

This is the only writer of such files: for subscriptions, for one entry, for the whole stock.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from icalendar import Alarm, Calendar, Event, Timezone, vDuration, vRecur

from crawlers.items import Kind
from db import labels
from db.local_date import BERLIN, local_date
from db.statements import Standing
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from notifier.digest.wording import one_line
from notifier.mail.links import link_allowed

NAME = "Landbote: Förderfristen"
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESHED_EVERY = timedelta(hours=12)  # programs that subscribed look again so often
REMINDED_AT = timedelta(hours=9)  # on the day of a reminder
MANY_HELD = 20_000  # entries as they are written, of about a thousand bytes each
_END = b"END:VCALENDAR\r\n"
_WITH_DAY = (DeadlineKind.FIXED, DeadlineKind.ANNUAL)
# As RFC 5545 wants it: a calendar says itself what its zone is.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One opportunity whose days go into a calendar.

    `identity` tells it from all others for good. `changed_at` is when it was last written anew,
    `changes` how often. `page` is where it stands with us. `lead_days` is how long before a day
    its reader is reminded; None: never. `remembered` says that the reader asked for that.
    """

    identity: str
    values: Values = field(compare=False)  # what is told of them stands in the appointments
    source: str
    changed_at: datetime
    changes: int = 0
    page: str = ""
    lead_days: int | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One entry of a calendar: a whole day or several, or an hour. `uid` lasts."""

    uid: str
    begins: date | datetime
    ends: date | None
    summary: str
    lines: tuple[str, ...]
    of: Dated
    place: str = ""
    recurs: str = ""
    url: str = ""


def has_days(values: Values) -> bool:
    """Whether there is a day to enter in a calendar, be it over by now."""
    return values.event_starts_on is not None or any(map(_counts, values.deadlines))


def days_ahead(values: Values, today: date) -> bool:
    """Whether there is a day to come on which an application may close."""
    return any(one.next_on(today) for one in values.deadlines if _counts(one))


def appointments(
    dated: Dated, today: date, *, events: bool = True, past: bool = False
) -> Iterator[Appointment]:
    """Yield what of an opportunity goes into a calendar; with `past` also what is over by today.

    Where sources differ every day they name is an entry, and says so; a day that is stated twice,
    in other words or with an hour, is one. An entry keeps its identity when its day moves.
    """
    if events and (event := _event(dated, date.min if past else today)):
        yield event
    stages: defaultdict[tuple[str, ...], dict[str, Deadline]] = defaultdict(dict)
    for one in sorted(filter(_counts, dated.values.deadlines), key=lambda one: (one.value, one.at)):
        stages[one.kind, one.stage, one.case.key][one.value] = one
    found = [
        _deadline(dated, one, (*stage, str(place)), on)
        for stage, days in stages.items()
        for place, one in enumerate(days.values())
        if (on := _begins(one, today, past=past))
    ]
    yield from sorted(found, key=lambda one: (_day(one.begins), one.uid))


def written(entries: Iterable[Appointment], name: str = NAME) -> bytes:
    """Return a calendar; its lines are folded and end as the format wants it."""
    days = tuple(entries)
    begun, end = _frame(name, zone=any(isinstance(one.begins, datetime) for one in days))
    return b"".join((begun, *map(_component_text, days), end))


def streamed(entries: Iterable[Appointment], name: str, address: str = "") -> Iterator[bytes]:
    """Yield a calendar that anybody may subscribe to piece by piece; none of it is held.

    `address` is where it is to be had again.
    """
    begun, end = _frame(name, zone=True, refreshed=True, address=address)
    yield begun
    for one in entries:
        text: bytes = _component(one).to_ical()
        yield text
    yield end


def _frame(
    name: str, *, zone: bool, refreshed: bool = False, address: str = ""
) -> tuple[bytes, bytes]:
    """Return what stands before all entries of a calendar, and what stands behind."""
    calendar = Calendar()
    calendar.add("prodid", "-//Landbote//Foerderfristen//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", BERLIN.key)
    if refreshed:
        calendar.add("name", name)
        every = vDuration(REFRESHED_EVERY)
        calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})  # RFC 7986
        calendar.add("x-published-ttl", every)  # what Outlook looks for
    if address:
        calendar.add("source", address, parameters={"VALUE": "URI"})
    if zone:
        calendar.add_component(Timezone.from_ical(_ZONE))
    begun, end, _rest = calendar.to_ical().rpartition(_END)
    return begun, end


@lru_cache(maxsize=MANY_HELD)
def _component_text(one: Appointment) -> bytes:
    """Return one entry as it is written: most readers have most of theirs in common."""
    text: bytes = _component(one).to_ical()
    return text


def _counts(one: Deadline) -> bool:
    return one.kind in _WITH_DAY and one.newcomers


def _day(begins: date | datetime) -> date:
    return begins.date() if isinstance(begins, datetime) else begins


def _begins(one: Deadline, today: date, *, past: bool) -> date | None:
    # What comes back each year is never over: it begins with the next time.
    return one.next_on(date.min if past and one.kind is DeadlineKind.FIXED else today)


def _deadline(dated: Dated, one: Deadline, stage: tuple[str, ...], on: date) -> Appointment:
    hour = _hour(one.at)
    return Appointment(
        uid=_uid(dated, *stage),
        begins=datetime.combine(on, hour, BERLIN) if hour else on,
        ends=None if hour else on + timedelta(days=1),
        summary=f"{_what(one)}: {one_line(dated.values.title, 200)}",
        lines=(
            *([f"Bis {one.at} Uhr"] if one.at else []),
            *([f"Gilt für: {one_line(one.case.words)}"] if one.case.words else []),
            *([f"„{one_line(one.quote)}“ ({labels.ORIGINS[one.origin]})"] if one.quote else []),
        ),
        of=dated,
        url=_url(dated),
        recurs=_yearly(one.value) if one.kind is DeadlineKind.ANNUAL else "",
    )


def _event(dated: Dated, since: date) -> Appointment | None:
    values = dated.values
    first, last = values.event_starts_on, values.event_ends_on
    if values.kind != Kind.EVENT or first is None or (last or first) < since:
        return None
    return Appointment(
        uid=_uid(dated, "event"),
        begins=first,
        ends=max(first, last or first) + timedelta(days=1),
        summary=one_line(values.title, 200) or "Termin",
        lines=(),
        of=dated,
        url=_url(dated),
        place=one_line(values.event_place, 200),
    )


def _component(one: Appointment) -> Event:
    event, dated = Event(), one.of
    event.add("uid", one.uid)
    # Without a method both say when this was last written.
    event.add("dtstamp", dated.changed_at)
    event.add("last-modified", dated.changed_at)
    event.add("sequence", dated.changes)
    event.add("dtstart", one.begins)
    if one.ends:
        event.add("dtend", one.ends)
    if one.recurs:
        event.add("rrule", vRecur.from_ical(one.recurs))
    event.add("transp", "TRANSPARENT")  # a deadline leaves the day free
    event.add("summary", f"Vorgemerkt: {one.summary}" if dated.remembered else one.summary)
    event.add("description", "\n".join(filter(None, (*one.lines, *_about(dated)))))
    if one.place:
        event.add("location", one.place)
    if one.url:
        event.add("url", one.url)
    if dated.lead_days is not None:
        event.add_component(_alarm(one, dated.lead_days))
    return event


def _url(dated: Dated) -> str:
    return dated.values.url if link_allowed(dated.values.url) else ""


def _alarm(one: Appointment, lead_days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.summary)
    at_hour = isinstance(one.begins, datetime)
    alarm.add("trigger", timedelta(days=-lead_days) + (timedelta() if at_hour else REMINDED_AT))
    return alarm


def _about(dated: Dated) -> Iterator[str]:
    yield f"Quelle: {one_line(dated.source, 600)}"
    yield dated.page
    stands = labels.short_day(local_date(dated.changed_at))
    yield f"Stand: {stands}. Maßgeblich ist der Text der Quelle."


def _what(one: Deadline) -> str:
    stage = one_line(labels.label(labels.STAGES, one.stage), 40)
    what = f"Frist ({stage})" if stage else "Frist"
    if one.standing is Standing.CONTESTED:
        return f"{what}, {labels.STANDINGS[Standing.CONTESTED]}"
    return what


def _hour(at: str) -> time | None:
    """Return the hour at which a day closes; the end of the day is no hour of it."""
    try:
        return None if at.startswith("24") else time.fromisoformat(at)
    except ValueError:
        return None


def _yearly(month_day: str) -> str:
    # The 29th of February means the last day of that month in other years.
    if month_day == "02-29":
        return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    return "FREQ=YEARLY"


def _uid(dated: Dated, *what: str) -> str:
    said = "\n".join((dated.identity, *what))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32] + "@landbote"
