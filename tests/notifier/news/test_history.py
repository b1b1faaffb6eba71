"""A change is told as it is for its reader: against what this one was told, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from db.deliveries import Delivery
from db.engine import writing
from db.statements import Case, Field
from db.subscribers import Subscription
from db.values import Deadline, Values
from db.vocabulary import Cadence, DeadlineKind, DeliveryState
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import issue, mails, restate, told
from tests.notifier.samples import add_subscriber, fixed, publish, values
from tests.stating import said

DAY = timedelta(days=1)


def call(on: str = "2027-02-01", award: int = 20_000, **more: Any) -> Values:
    """The sample call with another last day and another sum."""
    days = (fixed(date.fromisoformat(on)),) if on else ()
    return values(**{"deadlines": days, "award_max": award, **more})


@pytest.fixture
def told_of(engine: Engine) -> int:
    """The number of a call that a daily reader was told of on the first day."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call())
    assert told(engine, 0) == []
    return number


def test_the_whole_difference_since_the_last_issue(engine: Engine, told_of: int) -> None:
    """Two changes on two days are both told, however many issues of others lay between."""
    restate(engine, told_of, call("2027-03-01"), 1)
    restate(engine, told_of, call("2027-03-01", 25_000), 2)
    restate(engine, told_of, call("2027-03-01", 25_000, rate_max=70), 4)
    assert told(engine, 5) == [
        "Frist verlängert: 01.02.2027 → 01.03.2027",
        "Höchstförderung geändert: 20.000 € → 25.000 €",
        "Fördersatz geändert: 80 % → 70 %",
    ]
    assert told(engine, 6) is None


def test_there_and_back_is_nothing(engine: Engine, told_of: int) -> None:
    """What stands again as it was told is no news, and nothing is remembered of it later."""
    restate(engine, told_of, call("2027-03-01", 25_000), 1)
    restate(engine, told_of, call("2027-02-01", 25_000), 2)
    assert told(engine, 3) == ["Höchstförderung geändert: 20.000 € → 25.000 €"]
    restate(engine, told_of, call("2027-04-01", 25_000), 4)
    restate(engine, told_of, call("2027-02-01", 25_000), 5)
    assert told(engine, 6) is None


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("2027-02-15", "2027-03-01", "2027-02-20"), "verlängert: 01.02.2027 → 20.02.2027"),
        (("2027-01-04", "2027-01-11"), "vorgezogen: 01.02.2027 → 11.01.2027"),
        (("2027-04-01", "2027-01-25"), "vorgezogen: 01.02.2027 → 25.01.2027"),
    ],
)
def test_the_way_it_moved_is_the_readers(
    engine: Engine, told_of: int, days: tuple[str, ...], sentence: str
) -> None:
    """Extended for the world may be brought forward for who knew another day."""
    for step, day in enumerate(days, start=1):
        restate(engine, told_of, call(day), step)
    assert told(engine, 5) == [f"Frist {sentence}"]


PRIVATE = Case(words="Private", applicants=("individual",))
TOWNS = Case(words="Gemeinden", applicants=("municipality",))


def two_cases(private: str, towns: str, rate: int = 40) -> Values:
    """A call with a day and a rate for private owners and others for municipalities."""
    days = (
        fixed(date.fromisoformat(private), case=PRIVATE),
        fixed(date.fromisoformat(towns), case=TOWNS),
    )
    rates = (said(Field.RATE_MAX, rate, PRIVATE), said(Field.RATE_MAX, 60, TOWNS))
    return values(deadlines=days, award_max=None, rate_max=None, more=rates)


def test_a_change_of_somebody_elses_terms_is_no_news(engine: Engine) -> None:
    """A municipality hears of its own day as it moved, and of nothing that moved for others."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", two_cases("2027-02-01", "2027-05-01"))
    assert told(engine, 0) == []
    restate(engine, number, two_cases("2027-03-01", "2027-05-01", rate=45), 1)
    assert told(engine, 1) is None
    restate(engine, number, two_cases("2027-04-01", "2027-04-01", rate=45), 2)
    assert told(engine, 2) == ["Frist vorgezogen: 01.05.2027 (Gemeinden) → 01.04.2027 (Gemeinden)"]


def test_weekly_and_daily_readers_are_told_their_own_way(engine: Engine) -> None:
    """The daily reader hears of each step, the weekly one of the whole way."""
    daily = add_subscriber(engine, 1)
    weekly = add_subscriber(engine, 2, subscription={"cadence": Cadence.WEEKLY})
    number = publish(engine, "a", call())
    issue(engine, 0)
    issue(engine, 0, Cadence.WEEKLY)
    restate(engine, number, call("2027-03-01"), 1)
    issue(engine, 1)
    assert "Frist verlängert: 01.02.2027 → 01.03.2027" in mails(engine, 1)[daily]
    restate(engine, number, call("2027-02-15"), 2)
    issue(engine, 2)
    assert "Frist vorgezogen: 01.03.2027 → 15.02.2027" in mails(engine, 2)[daily]
    issue(engine, 7, Cadence.WEEKLY)
    assert "Frist verlängert: 01.02.2027 → 15.02.2027" in mails(engine, 7)[weekly]
    assert "01.03.2027" not in mails(engine, 7)[weekly]


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.SUPPRESSED])
def test_a_mail_that_reached_nobody_told_nothing(
    engine: Engine, told_of: int, state: DeliveryState
) -> None:
    """Its changes are told again, with those that came since."""
    restate(engine, told_of, call("2027-03-01"), 1)
    assert told(engine, 1) is not None
    with writing(engine) as session:
        last = update(Delivery).where(Delivery.id == 2)
        session.execute(last.values(state=state))
    restate(engine, told_of, call("2027-03-01", 25_000), 2)
    assert told(engine, 2) == [
        "Frist verlängert: 01.02.2027 → 01.03.2027",
        "Höchstförderung geändert: 20.000 € → 25.000 €",
    ]
    assert told(engine, 3) is None


def test_a_change_from_long_ago_reaches_who_could_not_be_reached(
    engine: Engine, told_of: int
) -> None:
    """However long it is since the last issue that reached this reader."""
    restate(engine, told_of, call("2027-06-01"), 2)
    assert told(engine, 60) == ["Frist verlängert: 01.02.2027 → 01.06.2027"]


@pytest.mark.parametrize(
    "gone",
    [{"on": ""}, {"award": None}, {"applicants": ()}, {"rate_max": None, "award": None}],
)
def test_a_value_that_disappears_is_no_news(
    engine: Engine, told_of: int, gone: dict[str, Any]
) -> None:
    """Nor is its coming back; another value in its place is told against the one known."""
    restate(engine, told_of, call(**gone), 1)
    assert told(engine, 1) is None
    restate(engine, told_of, call(), 2)
    assert told(engine, 2) is None
    restate(engine, told_of, call(**gone), 3)
    restate(engine, told_of, call("2027-03-01", 20_000), 4)
    assert told(engine, 4) == ["Frist verlängert: 01.02.2027 → 01.03.2027"]


def test_what_our_rules_read_otherwise_is_no_news(engine: Engine, told_of: int) -> None:
    """A new edition of them is carried over to what the reader knows."""
    better = call("2027-02-02", 22_000)
    restate(engine, told_of, better, 1, cause="reread")
    assert told(engine, 1) is None
    restate(engine, told_of, call("2027-02-02", 30_000), 2)
    assert told(engine, 2) == ["Höchstförderung geändert: 22.000 € → 30.000 €"]
    restate(engine, told_of, call("2027-05-01", 30_000), 3)
    restate(engine, told_of, call("2027-05-03", 30_000), 4, cause="reread")
    assert told(engine, 4) == ["Frist verlängert: 02.02.2027 → 03.05.2027"]


def test_a_correction_of_ours_is_told_as_one(engine: Engine, told_of: int) -> None:
    """Beside what the source changed, which is told as ever."""
    restate(engine, told_of, call("2027-03-01"), 1)
    restate(engine, told_of, call("2027-03-01", 10_000), 2, cause="staff")
    assert told(engine, 2) == [
        "Frist verlängert: 01.02.2027 → 01.03.2027",
        "Von der Servicestelle berichtigt: Höchstförderung geändert: 20.000 € → 10.000 €",
    ]


def test_who_may_not_apply_any_more_is_told_so(engine: Engine) -> None:
    """It fits his subscription no more, which is what he must know; later changes he need not."""
    add_subscriber(engine, 1, subscription={"applicants": ["municipality"]})
    number = publish(engine, "a", call())
    assert told(engine, 0) == []
    restate(engine, number, call(applicants=("association",)), 1)
    assert told(engine, 1) == ["Antragsberechtigte: nicht mehr Städte und Gemeinden"]
    restate(engine, number, call(award=90_000, applicants=("association",)), 2)
    assert told(engine, 2) is None


def test_what_somebody_asked_for_no_more_is_not_told_to_him(engine: Engine, told_of: int) -> None:
    """A change of something known is none of his, once his subscription ended."""
    restate(engine, told_of, call("2027-03-01"), 1)
    with writing(engine) as session:
        session.execute(update(Subscription).values(topics=["village"]))
    assert told(engine, 1) is None


def test_a_reminder_comes_once_whatever_else_changed(engine: Engine) -> None:
    """The same last day is not reminded of again because a sum went up and down."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call((TODAY + 10 * DAY).isoformat()))
    assert "ENDET BALD" not in (told(engine, 0) or [])
    for days, award in ((1, 30_000), (2, 20_000)):
        restate(engine, number, call((TODAY + 10 * DAY).isoformat(), award), days)
    assert told(engine, 3) is None


def test_a_year_later_the_next_round_is_one(engine: Engine) -> None:
    """Who knew the day that is over hears of a new round, not of an extension."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call((TODAY + 5 * DAY).isoformat()))
    told(engine, 0)
    restate(engine, number, call("2027-11-26"), 300)
    assert told(engine, 300) == ["Neue Runde: Frist 27.11.2026 → 26.11.2027"]


@pytest.mark.parametrize(
    ("ends", "more", "line"),
    [
        (20, {}, "Frist verlängert: 27.11.2026 → 12.12.2026"),
        (33, {}, "Frist verlängert: 27.11.2026 → 25.12.2026"),
        (34, {}, "Neue Runde: Frist 27.11.2026 → 26.12.2026"),
        (20, {"opens_on": TODAY + 6 * DAY}, "Neue Runde: Frist 27.11.2026 → 12.12.2026"),
    ],
)
@pytest.mark.parametrize("days", [6, 9])
def test_a_little_more_time_after_the_end_is_an_extension(
    engine: Engine, ends: int, more: dict[str, Any], line: str, days: int
) -> None:
    """The same round goes on for some weeks; another month, or opening anew, is the next one."""
    add_subscriber(engine, 1)
    number = publish(engine, "a", call((TODAY + 5 * DAY).isoformat()))
    told(engine, 0)
    restate(engine, number, call((TODAY + ends * DAY).isoformat(), **more), days)
    said = told(engine, days) or []
    assert said[0] == line
    assert "Wieder offen" not in said
    assert told(engine, days + 1) is None


def test_a_rolling_programme_is_told_once(engine: Engine) -> None:
    """Be it years old when somebody joins; and its change is told against what he saw."""
    rolling = (Deadline(kind=DeadlineKind.ROLLING),)
    old = values(kind="programme", deadlines=rolling)
    number = publish(engine, "a", old, NOW - 700 * DAY)
    add_subscriber(engine, 1)
    assert told(engine, 0) == []
    assert told(engine, 1) is None
    restate(engine, number, replace(call(), kind="programme"), 2)
    assert told(engine, 2) == ["Frist geändert: laufend → 01.02.2027"]
