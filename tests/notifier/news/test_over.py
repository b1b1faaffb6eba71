"""What was told and is over is told once more: to those who had it, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db.statements import Field, Standing
from db.values import Values
from db.vocabulary import Visibility, Withdrawal
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import changes_told, hide, issue, mails, restate, told, withdraw
from tests.notifier.samples import FEDERAL, add_subscriber, fixed, group, publish, values
from tests.stating import said

DAY = timedelta(days=1)
NO_MORE = "Alle Mittel sind vergeben. Anträge sind nicht mehr möglich."


def call(on: str = "2027-02-01", **more: Any) -> Values:
    """The sample call with another last day."""
    return values(**{"deadlines": (fixed(date.fromisoformat(on)),), **more})


def meeting(on: date = TODAY + 20 * DAY, **more: Any) -> Values:
    """An evening on the sample call."""
    facts: dict[str, Any] = {"kind": "event", "deadlines": (), "event_starts_on": on}
    return values(**{**facts, "title": "Infoabend Bürgerbus", **more})


CLOSED = call(stated_status="closed", summary=NO_MORE, quotes={"status": "nicht mehr möglich"})
CANCELLED = meeting(stated_status="cancelled", title="ABGESAGT: Infoabend Bürgerbus")
Happens = Callable[[Engine, int], None]


def withdrawn(why: Withdrawal) -> Happens:
    """Let the entry be taken out on the second day."""
    return lambda engine, number: withdraw(engine, number, 1, why)


def stating(now: Values, *, hidden: bool = False) -> Happens:
    """Let the page say something else on the second day, perhaps as a page that is none."""

    def happens(engine: Engine, number: int) -> None:
        if hidden:
            hide(engine, number)
        restate(engine, number, now, 1)

    return happens


@pytest.mark.parametrize(
    ("before", "happens", "word", "line"),
    [
        (
            call(),
            stating(CLOSED),
            "geschlossen",
            "Geschlossen: „Anträge sind nicht mehr möglich.“",
        ),
        (
            call(),
            stating(call((TODAY - DAY).isoformat())),
            "abgelaufen",
            "Frist vorgezogen: 01.02.2027 → 21.11.2026",
        ),
        (
            call(),
            withdrawn(Withdrawal.ABSENT),
            "nicht mehr veröffentlicht",
            "Steht nicht mehr auf den Seiten der Quelle „Förderseiten des Landes“",
        ),
        (
            call(),
            withdrawn(Withdrawal.STAFF),
            "zurückgezogen",
            "Von der Servicestelle zurückgezogen",
        ),
        (
            meeting(),
            withdrawn(Withdrawal.ABSENT),
            "nicht mehr veröffentlicht",
            "Steht nicht mehr auf den Seiten der Quelle „Förderseiten des Landes“",
        ),
        (meeting(), stating(CANCELLED), "abgesagt", "Findet nicht statt"),
        (meeting(), stating(CANCELLED, hidden=True), "abgesagt", "Findet nicht statt"),
        (
            meeting(),
            stating(meeting(TODAY - DAY)),
            "vorbei",
            "Termin geändert: 12.12.2026 → 21.11.2026",
        ),
    ],
)
def test_who_was_told_hears_once_that_it_is_over(
    engine: Engine, before: Values, happens: Happens, word: str, line: str
) -> None:
    """One who comes later, or was never told, hears nothing of it at all."""
    reader = add_subscriber(engine, 1)
    number = publish(engine, "a", before)
    assert told(engine, 0) == []
    happens(engine, number)
    add_subscriber(engine, 2)
    issue(engine, 1)
    texts = mails(engine, 1)
    assert list(texts) == [reader]
    assert changes_told(texts[reader]) == [line]
    assert "GEÄNDERT" in texts[reader] and word in texts[reader]
    assert "Bis wann" not in texts[reader] and "TERMINE" not in texts[reader]
    if word == "abgesagt":
        assert texts[reader].casefold().count(word) == 2  # in the list on top, and on the card
        assert "Wann: Samstag, 12. Dezember 2026 (war geplant)" in texts[reader]
    for days in (2, 9, 40):
        issue(engine, days)
        assert mails(engine, days) == {}


def test_what_ended_as_everybody_knew_is_no_news(engine: Engine) -> None:
    """The day that was told passed, the page says so, and the entry goes: nobody needs that."""
    add_subscriber(engine, 1)
    one = publish(engine, "a", call((TODAY + 5 * DAY).isoformat()))
    two = publish(engine, "b", meeting(TODAY + 5 * DAY))
    assert told(engine, 0) == []
    closed = call((TODAY + 5 * DAY).isoformat(), stated_status="closed")
    restate(engine, one, closed, 6)
    assert told(engine, 6) is None
    withdraw(engine, one, 8, Withdrawal.ENDED)
    withdraw(engine, two, 8, Withdrawal.ENDED)
    assert told(engine, 9) is None


def test_brought_forward_past_the_day_and_gone_from_the_list(engine: Engine) -> None:
    """Between two issues of a reader: the day moved, passed, and the entry left its list."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call())
    assert told(engine, 0) == []
    restate(engine, number, call((TODAY + 2 * DAY).isoformat()), 1)
    withdraw(engine, number, 4, Withdrawal.ENDED)
    assert told(engine, 7) == ["Frist vorgezogen: 01.02.2027 → 24.11.2026"]
    assert told(engine, 8) is None


@pytest.mark.parametrize("known", [True, False])
def test_a_cancelled_event_is_never_announced(engine: Engine, known: bool) -> None:
    """Not when it is first heard of, and not when its day comes near."""
    number = publish(engine, "a", CANCELLED)
    far = publish(engine, "b", meeting(TODAY + 80 * DAY, stated_status="cancelled"))
    assert number != far
    add_subscriber(engine, 1)
    if known:
        publish(engine, "c", call())
    for days in (0, 10, 30):
        issue(engine, days)
        assert all("Infoabend" not in text for text in mails(engine, days).values())


def test_it_goes_on_after_all(engine: Engine) -> None:
    """Who heard that it is over hears that it is not, and that it is over again; each once."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call())
    told(engine, 0)
    withdraw(engine, number, 1, Withdrawal.ABSENT)
    assert len(told(engine, 1) or ()) == 1
    withdraw(engine, number, 2, None)
    assert told(engine, 2) == ["Wieder veröffentlicht"]
    assert told(engine, 3) is None
    withdraw(engine, number, 4, Withdrawal.STAFF)
    assert told(engine, 4) == ["Von der Servicestelle zurückgezogen"]
    withdraw(engine, number, 5, None)
    assert told(engine, 5) == ["Wieder veröffentlicht"]
    assert told(engine, 6) is None


def test_closed_and_open_again(engine: Engine) -> None:
    """A notice that went away says that it is open where a day to come says so, too."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call())
    told(engine, 0)
    restate(engine, number, CLOSED, 1)
    assert told(engine, 1) == ["Geschlossen: „Anträge sind nicht mehr möglich.“"]
    restate(engine, number, call(), 2)
    assert told(engine, 2) == ["Wieder offen"]
    restate(engine, number, CLOSED, 3)
    restate(engine, number, call(), 4)
    assert told(engine, 4) is None


def test_a_cancelled_event_that_takes_place_after_all(engine: Engine) -> None:
    """Its readers are told so, with the day it has now."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", meeting())
    told(engine, 0)
    restate(engine, number, CANCELLED, 1)
    assert told(engine, 1) == ["Findet nicht statt"]
    restate(engine, number, meeting(TODAY + 30 * DAY), 2)
    assert told(engine, 2) == [
        "Der Termin steht wieder an",
        "Termin geändert: 12.12.2026 → 22.12.2026",
    ]


def test_what_goes_on_in_another_source_is_not_over(engine: Engine) -> None:
    """One of two sources drops the programme: its readers lose nothing."""
    add_subscriber(engine, 1)
    one, two = publish(engine, "a", call()), publish(engine, "b", call(), source=FEDERAL)
    group(engine, one, two)
    assert told(engine, 0) == []
    withdraw(engine, one, 1, Withdrawal.ABSENT)
    assert told(engine, 1) is None
    withdraw(engine, two, 2, Withdrawal.ABSENT)
    assert len(told(engine, 2) or ()) >= 1


@pytest.mark.parametrize("leads", [0, 1])
def test_what_is_left_of_a_cancelled_event_in_another_source_does_not_revive_it(
    engine: Engine, leads: int
) -> None:
    """The page that called it off goes; the other one is only worded anew, until it says more."""
    add_subscriber(engine, 1)
    pair = publish(engine, "a", meeting()), publish(engine, "b", meeting(), source=FEDERAL)
    off, other = pair
    group(engine, pair[leads], pair[1 - leads])
    assert told(engine, 0) == []
    restate(engine, off, CANCELLED, 1)
    assert told(engine, 1) == ["Findet nicht statt"]
    withdraw(engine, off, 2, Withdrawal.ABSENT)
    assert told(engine, 2) is None
    restate(engine, other, meeting(summary="Das Land fördert, auch neue Busse."), 3)
    assert told(engine, 3) is None
    restate(engine, other, meeting(), 4, "reread")
    assert told(engine, 4) is None
    restate(engine, other, meeting(TODAY + 30 * DAY), 5)
    assert told(engine, 5) == [
        "Der Termin steht wieder an",
        "Termin geändert: 12.12.2026 → 22.12.2026",
    ]


OPENING, LATER = TODAY + 5 * DAY, TODAY + 12 * DAY
OPENED = "Jetzt geöffnet, Frist 01.02.2027"


def opening(*days: date, standing: Standing) -> Values:
    """The sample call with opening days that are no facts."""
    more = [said(Field.OPENS, on.isoformat(), standing=standing) for on in days]
    return call(more=more)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (call(), OPENING),
        (opening(OPENING, standing=Standing.ASKED), OPENING),
        pytest.param(opening(OPENING, standing=Standing.REJECTED), OPENING, marks=pytest.mark.long),
        (opening(LATER, standing=Standing.ASKED), LATER),
        (opening(OPENING, LATER, standing=Standing.CONTESTED), None),
        (call(stated_status="open"), TODAY + DAY),
        (call(opens_on=TODAY + 3 * DAY), TODAY + 3 * DAY),
    ],
)
def test_nothing_is_told_as_open_because_its_day_is_named_no_more(
    engine: Engine, now: Values, opens: date | None
) -> None:
    """It is told when a page says so, or when the day comes that was told and nobody doubts."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call(opens_on=OPENING))
    assert told(engine, 0) == []
    restate(engine, number, now, 1)
    days_around = (1, 2, 3, 4, 5, 6, 11, 12, 13)
    heard = {days: OPENED in (told(engine, days) or ()) for days in days_around}
    assert [TODAY + days * DAY for days, opened in heard.items() if opened] == [opens][
        : bool(opens)
    ]


@pytest.mark.parametrize("leads", [0, 1])
def test_two_sources_that_name_two_opening_days_open_nothing(engine: Engine, leads: int) -> None:
    """Until they agree on one, and that has come."""
    add_subscriber(engine, 1)
    stated = call(opens_on=OPENING)
    pair = publish(engine, "a", stated), publish(engine, "b", stated, source=FEDERAL)
    group(engine, pair[leads], pair[1 - leads])
    assert told(engine, 0) == []
    restate(engine, pair[1], call(opens_on=LATER), 1)
    assert all(OPENED not in (told(engine, days) or ()) for days in (1, 4, 5, 6, 7))
    restate(engine, pair[1], stated, 8)
    assert told(engine, 8) == [OPENED]


def test_what_waits_for_staff_is_not_over(engine: Engine) -> None:
    """A page that may be no call any more is a question, never news."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call())
    told(engine, 0)
    hide(engine, number, Visibility.HELD)
    restate(engine, number, call("2027-03-01"), 1)
    assert told(engine, 1) is None


def test_whom_it_never_reached_hears_nothing_of_the_end(engine: Engine) -> None:
    """An old programme that nobody was told of ends in silence."""
    number = publish(engine, "a", call(), NOW - 90 * DAY)
    publish(engine, "b", meeting())
    withdraw(engine, number, 0, Withdrawal.ABSENT)
    add_subscriber(engine, 1)
    issue(engine, 0)
    assert ["* Bürgerbusse" in text for text in mails(engine, 0).values()] == [False]
