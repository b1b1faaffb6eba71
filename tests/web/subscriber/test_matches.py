"""All matches: what is open, announced or to take place today, a page at a time."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from html import unescape
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from crawlers.items import Kind
from db.engine import writing
from db.subscribers import Subscription
from db.vocabulary import Visibility, Withdrawal
from notifier.mail.links import MATCHES, SETTINGS, Links
from notifier.subscribing.dismiss import dismiss
from notifier.subscribing.remember import remember
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import hide, withdraw
from tests.notifier.samples import (
    FEDERAL,
    SENDER,
    add_subscriber,
    fixed,
    group,
    publish,
    values,
)
from tests.web.test_doors import site
from web.app import make_app
from web.subscriber.matches import ON_A_PAGE

DAY = timedelta(days=1)
LINKS = Links(base_url=SENDER.base_url, secret=SENDER.secret)
PATH = f"/abo/treffer/{LINKS.signed(MATCHES, 'token-of-1')}"


@lru_cache(maxsize=4)
def browser(engine: Engine) -> TestClient:
    """A browser of whoever has the link."""
    return TestClient(make_app(site(engine)), follow_redirects=False)


def shelves(engine: Engine, seite: int = 1) -> dict[str, list[str]]:
    """The titles on a page by the heading they stand under."""
    answer = browser(engine).get(PATH, params={"seite": seite})
    assert answer.status_code == 200, answer.text
    page: Any = html.fromstring(answer.text)
    return {
        section.findtext(".//h2"): [one.text_content() for one in section.xpath(".//li/a")]
        for section in page.xpath("//main//section")
    }


def test_everything_that_fits_stands_under_its_state(engine: Engine) -> None:
    """What ends first comes first; another topic, another Land, and what is over are not there."""
    add_subscriber(engine, 1)
    publish(engine, "a", values(title="Später", deadlines=(fixed(TODAY + 60 * DAY),)))
    publish(engine, "b", values(title="Bald", deadlines=(fixed(TODAY + 5 * DAY),)))
    publish(engine, "c", values(title="Programm", kind="programme", deadlines=()))
    publish(engine, "d", values(title="Ab Januar", opens_on=TODAY + 40 * DAY))
    talk = {"kind": Kind.EVENT.value, "deadlines": ()}
    publish(engine, "e", values(title="Sprechtag", event_starts_on=TODAY + 90 * DAY, **talk))
    publish(engine, "f", values(title="Vorbei", event_starts_on=TODAY - DAY, **talk))
    publish(engine, "g", values(title="Zu", deadlines=(fixed(TODAY - DAY),)))
    publish(engine, "h", values(title="Ohne Tag", deadlines=()))
    publish(engine, "i", values(title="Ausgesetzt", stated_status="suspended"))
    publish(engine, "j", values(title="Klima", topics=("climate",)))
    publish(engine, "k", values(title="Bayern", areas=("09",)))
    publish(engine, "l", values(title="Große", population_min=100_000))
    publish(engine, "m", values(title="Bund", areas=(), level="federal"), source=FEDERAL)
    hide(engine, publish(engine, "n", values(title="Versteckt")), Visibility.HELD)
    withdraw(engine, publish(engine, "o", values(title="Weg")), 0, Withdrawal.ABSENT)
    assert shelves(engine) == {
        "Offen": ["Bald", "Später", "Bund", "Programm"],
        "Angekündigt": ["Ab Januar"],
        "Termine": ["Sprechtag"],
        "Ausgesetzt, oder ohne Angabe, ob offen": ["Ausgesetzt", "Ohne Tag"],
    }


def test_several_subscriptions_are_one_list(engine: Engine) -> None:
    """What fits two of them stands there once; one that ended asks for nothing."""
    number = add_subscriber(engine, 1)
    with writing(engine) as session:
        more: dict[str, Any] = {
            "applicants": [],
            "levels": [],
            "cadence": "daily",
            "created_at": NOW,
        }
        for area, topic, ended_at in (
            ("06535", "mobility", None),
            ("06631013", "village", None),
            ("06535011", "climate", NOW),
            ("unknown", "climate", None),
        ):
            asked = {"area": area, "topics": [topic], "ended_at": ended_at, **more}
            session.add(Subscription(subscriber_id=number, **asked))
    publish(engine, "a", values(title="Bus"))
    publish(engine, "b", values(title="Dorf", topics=("village",), areas=("06631",)))
    publish(engine, "c", values(title="Klima", topics=("climate",)))
    assert shelves(engine) == {"Offen": ["Bus", "Dorf"]}


def test_dismissed_entries_are_counted_and_remembered_ones_marked(engine: Engine) -> None:
    """Of a group each entry counts; nobody else's page changes."""
    for number in (1, 2):
        add_subscriber(engine, number)
    first, second, third = (
        publish(engine, key, values(title=title))
        for key, title in (("a", "Bus"), ("b", "Bus anderswo"), ("c", "Rad"))
    )
    group(engine, first, second)
    with writing(engine) as session:
        dismiss(session, 1, second, NOW)
        remember(session, 1, third, NOW)
    assert shelves(engine) == {"Offen": ["Rad"]}
    text = unescape(browser(engine).get(PATH).text)
    assert "1 weitere steht hier nicht" in text and "vorgemerkt" in text
    other = browser(engine).get(f"/abo/treffer/{LINKS.signed(MATCHES, 'token-of-2')}").text
    assert "Bus" in other and "vorgemerkt" not in other


def test_it_is_shown_a_page_at_a_time_with_the_same_number_of_questions(engine: Engine) -> None:
    """Every title once, whatever the number of pages; beyond the last there is none."""
    add_subscriber(engine, 1)
    counts: list[int] = []

    def count(*_said: object) -> None:
        counts[-1] += 1

    publish(engine, "0", values(title="Aufruf 0"))
    event.listen(engine, "before_cursor_execute", count)
    counts.append(0)
    shelves(engine)
    event.remove(engine, "before_cursor_execute", count)
    for one in range(1, ON_A_PAGE + 5):
        publish(engine, str(one), values(title=f"Aufruf {one}"))
    event.listen(engine, "before_cursor_execute", count)
    pages = []
    for seite in (1, 2):
        counts.append(0)
        pages += shelves(engine, seite)["Offen"]
    event.remove(engine, "before_cursor_execute", count)
    assert sorted(pages) == sorted(f"Aufruf {one}" for one in range(ON_A_PAGE + 5))
    # The first look after a change reads it; another one asks for less.
    assert counts[0] == counts[1] > counts[2]
    assert browser(engine).get(PATH, params={"seite": 3}).status_code == 404


@pytest.mark.parametrize(
    "signed",
    [LINKS.signed(SETTINGS, "token-of-1"), LINKS.signed(MATCHES, "token-of-9"), "unsinn"],
)
def test_other_links_lead_nowhere(engine: Engine, signed: str) -> None:
    """Nor does one of somebody who had everything erased."""
    add_subscriber(engine, 1)
    assert browser(engine).get(PATH).status_code == 200
    assert browser(engine).get(f"/abo/treffer/{signed}").status_code == 404
