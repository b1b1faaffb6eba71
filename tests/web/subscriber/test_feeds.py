"""Feeds: what one subscription holds, for whoever knows its address, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import feedparser
import pytest
import vobject
from httpx2 import Response
from sqlalchemy import Engine, update
from starlette.testclient import TestClient

from crawlers.items import Kind
from db.engine import writing
from db.statements import Case
from db.subscribers import Subscriber, Subscription
from notifier.subscribing.dismiss import dismiss, undo_dismissal
from notifier.subscribing.remember import remember
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import issue, restate
from tests.notifier.samples import add_subscriber, fixed, publish, values
from tests.web.test_doors import site
from web.app import make_app

DAY = timedelta(days=1)
KEY = "geheim-1"
ATOM, CALENDAR = f"/abo/feed/{KEY}/atom.xml", f"/abo/feed/{KEY}/kalender.ics"
BOTH = pytest.mark.parametrize("path", [ATOM, CALENDAR])


def reader(engine: Engine, number: int = 1, **subscription: Any) -> int:
    """Store a subscriber whose subscription has a feed."""
    asked = {"feed_key": f"geheim-{number}", **subscription}
    return add_subscriber(engine, number, subscription=asked)


@lru_cache(maxsize=4)
def program(engine: Engine, days: int) -> TestClient:
    """A program that looks by itself, some days later."""
    later = {"today": lambda: TODAY + days * DAY, "now": lambda: NOW + days * DAY}
    return TestClient(make_app(replace(site(engine), **later)))  # type: ignore[arg-type]


def get(
    engine: Engine, path: str, days: int = 0, headers: Mapping[str, str] | None = None
) -> Response:
    """Ask for a feed, some days later."""
    return program(engine, days).get(path, headers=headers)


def titles(engine: Engine, days: int = 0) -> list[str]:
    """The titles in the feed, in alphabetical order."""
    found = feedparser.parse(get(engine, ATOM, days).content)
    assert not found.bozo
    return sorted(one.title for one in found.entries)


def days_of(engine: Engine, days: int = 0) -> list[str]:
    """What is in the calendar and when, in the order of its days."""
    calendar: Any = vobject.readOne(get(engine, CALENDAR, days).text)
    found = calendar.contents.get("vevent", [])
    return sorted(f"{one.dtstart.value} {one.summary.value}" for one in found)


def test_both_hold_what_matches_and_is_not_dismissed(engine: Engine) -> None:
    """Another topic is in neither; what is remembered says so, with its own reminder."""
    number = reader(engine, lead_days=7)
    first, second, third = (
        publish(engine, key, values(title=title))
        for key, title in (("a", "Bus"), ("b", "Rad"), ("c", "Bahn"))
    )
    publish(engine, "d", values(title="Klima", topics=("climate",)))
    talk = {"kind": Kind.EVENT.value, "deadlines": (), "event_starts_on": TODAY + 90 * DAY}
    publish(engine, "e", values(title="Sprechtag", **talk))
    with writing(engine) as session:
        dismiss(session, number, second, NOW)
        remember(session, number, third, NOW, lead_days=30)
    assert titles(engine) == ["Bus", "Sprechtag", "Vorgemerkt: Bahn"]
    assert days_of(engine) == [
        "2027-02-01 Frist: Bus",
        "2027-02-01 Vorgemerkt: Frist: Bahn",
        "2027-02-20 Sprechtag",
    ]
    text = get(engine, CALENDAR).text
    assert "TRIGGER:-P6DT15H" in text and "TRIGGER:-P29DT15H" in text
    assert first and "X-WR-CALNAME" in text


def test_somebody_elses_deadline_is_no_reminder(engine: Engine) -> None:
    """Of several cases a calendar has the days of the reader's own."""
    reader(engine)
    companies = Case(words="Unternehmen", applicants=("company",))
    days = (fixed(TODAY + 50 * DAY), fixed(TODAY + 60 * DAY, case=companies))
    publish(engine, "a", values(title="Bus", deadlines=days))
    assert days_of(engine) == [f"{TODAY + 50 * DAY} Frist: Bus"]


def test_the_newest_come_first_and_the_oldest_are_left_out(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several at one instant the order is always the same."""
    monkeypatch.setattr("notifier.feeds.own.MOST_ENTRIES", 4)
    reader(engine)
    for number in range(1, 7):
        at = NOW - (number % 3) * DAY
        publish(engine, str(number), values(title=f"Aufruf {number}"), at=at)
    found = feedparser.parse(get(engine, ATOM).content)
    assert [one.title[-1] for one in found.entries] == ["6", "3", "4", "1"]


def test_what_was_told_of_stays_in_the_feed_when_it_is_over(engine: Engine) -> None:
    """For a while, and with the word that says so; the calendar looks ahead."""
    reader(engine)
    publish(engine, "a", values(title="Bus", deadlines=(fixed(TODAY + 5 * DAY),)))
    issue(engine)
    publish(engine, "b", values(title="Alt", deadlines=(fixed(TODAY + 5 * DAY),)))
    assert titles(engine, days=6) == ["Bus"] and days_of(engine, days=6) == []
    assert "abgelaufen" in get(engine, ATOM, days=6).text
    assert titles(engine, days=100) == []


@BOTH
def test_who_has_it_is_told_so_until_something_changes(engine: Engine, path: str) -> None:
    """By its tag, or by the day for programs that know no tags."""
    number = reader(engine)
    entry = publish(engine, "a", values())
    answer = get(engine, path)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    tag, since = answer.headers["ETag"], answer.headers["Last-Modified"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-Modified-Since": since},
    ):
        again = get(engine, path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    for headers in (
        {"If-None-Match": '"x"', "If-Modified-Since": since},
        {"If-Modified-Since": "gestern"},
        {"If-Modified-Since": "Sun, 22 Nov 2026 00:00:00 +99999999999999"},
        {"If-Modified-Since": "Sat, 21 Nov 2026 00:00:00 GMT"},
    ):
        assert get(engine, path, headers=headers).status_code == 200
    assert get(engine, path, 1, {"If-None-Match": tag}).status_code == 200
    changes: tuple[Callable[[], object], ...] = (
        lambda: restate(engine, entry, values(title="Neu"), 0),
        lambda: publish(engine, "b", values(title="Mehr")),
        lambda: _with(engine, lambda session: dismiss(session, number, entry, NOW)),
        lambda: _with(engine, lambda session: undo_dismissal(session, number, entry)),
        lambda: _with(engine, lambda session: remember(session, number, entry, NOW)),
        lambda: _with(
            engine, lambda session: session.execute(update(Subscription).values(topics=[]))
        ),
    )
    for change in changes:
        change()
        answer = get(engine, path, headers={"If-None-Match": tag})
        assert answer.status_code == 200 and answer.headers["ETag"] != tag
        tag = answer.headers["ETag"]


def _with(engine: Engine, deed: Callable[[Any], object]) -> None:
    with writing(engine) as session:
        deed(session)


@BOTH
def test_a_key_that_is_no_good_is_like_one_that_never_was(engine: Engine, path: str) -> None:
    """Revoked, of a subscription that ended, of somebody who left or never confirmed."""
    reader(engine)
    reader(engine, 2)
    publish(engine, "a", values())
    never = get(engine, path.replace(KEY, "nie"))
    assert never.status_code == 404 and get(engine, path).status_code == 200
    ends: tuple[tuple[Any, dict[str, Any], dict[str, Any]], ...] = (
        (Subscription, {"feed_key": None}, {"feed_key": KEY}),
        (Subscription, {"ended_at": NOW}, {"ended_at": None}),
        (Subscriber, {"unsubscribed_at": NOW}, {"unsubscribed_at": None}),
        (Subscriber, {"confirmed_at": None}, {"confirmed_at": NOW}),
    )
    for table, end, back in ends:
        _set_first(engine, table, end)
        gone = get(engine, path)
        assert (gone.status_code, gone.content) == (404, never.content)
        assert gone.headers == never.headers
        _set_first(engine, table, back)
    assert get(engine, path).status_code == 200


def _set_first(engine: Engine, table: Any, fields: dict[str, Any]) -> None:
    with writing(engine) as session:
        session.execute(update(table).where(table.id == 1).values(**fields))


@BOTH
def test_a_feed_gives_nobody_away(engine: Engine, path: str) -> None:
    """No address and no name of a reader; no search engine lists it."""
    add_subscriber(
        engine,
        1,
        email="rathaus.geheim@example.org",
        name="Frau Beispiel",
        subscription={"feed_key": KEY},
    )
    publish(engine, "a", values())
    answer = get(engine, path)
    assert "rathaus" not in answer.text and "Frau" not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
