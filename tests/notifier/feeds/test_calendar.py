"""The calendar: read by another library, with whatever a page may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import vobject
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import Kind
from db.local_date import BERLIN
from db.statements import Case, Standing
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind
from notifier.feeds.calendar import Dated, appointments, written
from tests.conftest import TODAY
from tests.notifier.samples import fixed, values

FEBRUARY = date(2027, 2, 1)
CHANGED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOSTILE = st.one_of(
    st.sampled_from(
        (
            "x\r\nEND:VEVENT\r\nEND:VCALENDAR",
            "a;b,c\\n\"d\"\n'e':",
            "BEGIN:VALARM\nACTION:PROCEDURE",
            "\x00\x0b\x1b\ufffe\u2028",
            "ä" * 300,
        )
    ),
    st.text(max_size=60),
)


def dated(stated: Values, **more: Any) -> Dated:
    """An opportunity whose days go into a calendar."""
    facts: dict[str, Any] = {"identity": "state\n1", "source": "Land", "changed_at": CHANGED}
    return Dated(values=stated, **facts | more)


def events(*of: Dated) -> Sequence[Any]:
    """The events that another library reads."""
    body = written(one for each in of for one in appointments(each, TODAY)).decode()
    read: Any = vobject.readOne(body)
    found: Sequence[Any] = read.contents.get("vevent", [])
    return found


def test_a_whole_day_an_hour_and_several_days_are_read_as_such() -> None:
    """An hour is one in Berlin; an event ends on the day after its last one, as the format says."""
    whole, at_noon = fixed(FEBRUARY), fixed(date(2027, 2, 8), at="12:00")
    event = values(
        kind=Kind.EVENT.value,
        deadlines=(),
        event_starts_on=date(2027, 3, 1),
        event_ends_on=date(2027, 3, 3),
        event_place="Lauterbach",
    )
    day, hour, days = events(
        dated(values(deadlines=(whole, at_noon))), dated(event, identity="state\n2")
    )
    assert (day.dtstart.value, day.dtend.value) == (FEBRUARY, FEBRUARY + timedelta(days=1))
    assert hour.dtstart.value == datetime(2027, 2, 8, 12, tzinfo=BERLIN)
    assert hour.dtstart.value.utcoffset() == timedelta(hours=1)
    assert (days.dtstart.value, days.dtend.value) == (date(2027, 3, 1), date(2027, 3, 4))
    assert days.location.value == "Lauterbach"


def test_summer_time_is_summer_time() -> None:
    """The zone that the file brings has Berlin's hours in July and in December."""
    july, december = events(
        dated(
            values(
                deadlines=(
                    fixed(date(2027, 7, 1), at="10:00"),
                    fixed(date(2027, 12, 1), at="10:00"),
                )
            )
        )
    )
    assert july.dtstart.value.utcoffset() == timedelta(hours=2)
    assert december.dtstart.value.utcoffset() == timedelta(hours=1)


def test_a_day_that_moves_keeps_its_identity_and_says_that_it_changed() -> None:
    """Two cases have two identities; another entry has others."""
    stages = (fixed(FEBRUARY), fixed(FEBRUARY, case=Case(words="Vereine")))
    later = tuple(replace(one, value="2027-02-15") for one in stages)
    before = events(dated(values(deadlines=stages)))
    after = events(dated(values(deadlines=later), changes=1, changed_at=CHANGED + timedelta(1)))
    other = events(dated(values(deadlines=stages), identity="state\n2"))
    identities = [one.uid.value for one in before]
    assert identities == [one.uid.value for one in after] and len(set(identities)) == 2
    assert not {one.uid.value for one in other} & set(identities)
    assert [int(one.sequence.value) for one in (*before, *after)] == [0, 0, 1, 1]
    assert all(
        one.last_modified.value > two.last_modified.value
        for one, two in zip(after, before, strict=True)
    )


def test_a_reminder_rings_in_the_morning_of_its_day() -> None:
    """So long before the end as was asked for; who asked for none is not rung."""
    both = (fixed(FEBRUARY), fixed(date(2027, 3, 1), stage="sketch", at="12:00"))
    day, hour = events(dated(values(deadlines=both), lead_days=10, remembered=True))
    assert day.valarm.trigger.value == timedelta(days=-10, hours=9)
    assert hour.valarm.trigger.value == timedelta(days=-10)
    assert all(one.summary.value.startswith("Vorgemerkt: Frist") for one in (day, hour))
    for one in events(dated(values(deadlines=both))):
        assert "valarm" not in one.contents and one.summary.value.startswith("Frist")


def test_yearly_days_come_back_each_year() -> None:
    """The last day of February in each year where the text says the 29th."""
    annual = (
        Deadline(kind=DeadlineKind.ANNUAL, value="03-15"),
        Deadline(kind=DeadlineKind.ANNUAL, value="02-29", stage="sketch"),
    )
    february, march = events(dated(values(deadlines=annual)))
    assert march.dtstart.value == date(2027, 3, 15) and march.rrule.value == "FREQ=YEARLY"
    assert february.dtstart.value == date(2027, 2, 28)
    leap = february.getrruleset(addRDate=True).after(datetime(2028, 1, 1))
    assert leap.date() == date(2028, 2, 29)


def test_with_what_is_over_a_yearly_day_still_is_the_next_one() -> None:
    """Else it would have begun two thousand years ago, with a reminder for each of them."""
    stated = values(
        deadlines=(
            Deadline(kind=DeadlineKind.ANNUAL, value="11-01"),
            Deadline(kind=DeadlineKind.ANNUAL, value="12-01", stage="sketch", at="12:00"),
            fixed(date(2026, 11, 1), stage="application"),
        )
    )
    found = list(appointments(dated(stated), TODAY, past=True))
    assert [one.begins for one in found] == [
        date(2026, 11, 1),
        datetime(2026, 12, 1, 12, tzinfo=BERLIN),
        date(2027, 11, 1),
    ]
    assert [one.begins for one in appointments(dated(stated), TODAY)] == [
        one.begins for one in found[1:]
    ]


def test_what_is_contested_or_for_others_is_said() -> None:
    """Both days are there, neither as a fact; a case stands in the description."""
    first, second, third = events(
        dated(
            values(
                deadlines=(
                    fixed(FEBRUARY, standing=Standing.CONTESTED),
                    fixed(date(2027, 2, 5), standing=Standing.CONTESTED),
                    fixed(date(2027, 3, 5), case=Case(words="Vereine")),
                )
            )
        )
    )
    assert all("Angaben weichen ab" in one.summary.value for one in (first, second))
    assert "Gilt für: Vereine" in third.description.value


def test_what_has_no_day_or_is_over_is_not_there() -> None:
    """A month is no day, and what only those of an earlier stage may send is nobody's deadline."""
    gone = (
        fixed(date(2026, 11, 1)),
        Deadline(kind=DeadlineKind.MONTH, value="2027-03"),
        Deadline(kind=DeadlineKind.ROLLING),
        fixed(date(2027, 5, 1), newcomers=False),
    )
    assert events(dated(values(deadlines=gone))) == []


def test_lines_are_short_and_end_as_they_should() -> None:
    """At most 75 octets, and no line break but CRLF, however long and foreign the words."""
    body = written(appointments(dated(values(title="Straßenbäume 🌳 " * 12)), TODAY))
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and not any(b"\n" in one or b"\r" in one for one in lines)


@given(title=HOSTILE, quote=HOSTILE, place=HOSTILE, case=HOSTILE)
def test_hostile_words_stay_words(title: str, quote: str, place: str, case: str) -> None:
    """Each entry is one event with one alarm at most, whatever its page says."""
    deadline = fixed(FEBRUARY, quote=quote, stage=place, case=Case(words=case))
    call = values(title=title, deadlines=(deadline,), url=title)
    event = values(
        title=title,
        kind=Kind.EVENT.value,
        deadlines=(),
        event_starts_on=FEBRUARY,
        event_place=place,
    )
    read = events(
        dated(call, lead_days=3), dated(event, identity="2"), dated(values(), identity="3")
    )
    assert len(read) == 3 and [len(one.contents.get("valarm", [])) for one in read] == [1, 0, 0]
    assert read[2].summary.value == "Frist: Bürgerbusse für den ländlichen Raum"
    assert "url" not in read[0].contents or read[0].url.value.startswith("http")
