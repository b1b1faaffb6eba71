"""Subscriptions in numbers: what the desk sees of who gets mail, and what nobody does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.subscribers import ErasedAddress
from tests.conftest import NOW, TODAY
from tests.notifier.samples import add_subscriber
from tests.web.desk.entries import counted
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.desk.subscriptions import shown


def asked(engine: Engine, number: int, subscription: dict[str, Any], **fields: Any) -> None:
    """Store a subscriber with one subscription."""
    add_subscriber(engine, number, subscription=subscription, **fields)


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """A clerk's browser on a site with eight who stay, one who left, and one who is erased."""
    for number in range(5):
        asked(engine, number, {"topics": ["mobilitaet", "kultur"]})
    for number in (5, 6):
        asked(engine, number, {"topics": [], "area": "06631013", "cadence": "weekly"})
    asked(engine, 7, {"area": "leader:vogelsberg"}, paused_until_on=TODAY + timedelta(days=9))
    asked(engine, 8, {}, unsubscribed_at=NOW - timedelta(days=30))
    with writing(engine) as session:
        session.add(ErasedAddress(address_key="a", since_at=NOW))
    return signed_in(site(engine))


def rows(page: str) -> dict[str, str]:
    """The text of each first cell, with that of the next."""
    cells = r"<tr><td>([^<]*)</td><td[^>]*>([^<]*)</td>"
    facts = r"__key\">([^<]*)</dt>\s*<dd[^>]*>([^<]*)</dd>"
    return {**dict(re.findall(cells, page)), **dict(re.findall(facts, page))}


def test_numbers_by_region_topic_and_cadence(browser: Signed) -> None:
    """A municipality counts at its district; what is few is only said to be few."""
    found = rows(browser.get("/abonnements").text)
    assert found["Adressen, die Mails bekommen"] == "8" and found["Abonnements"] == "8"
    assert found["davon in einer Pause"] == "unter 3"
    assert (found["Vogelsbergkreis"], found["Fulda"]) == ("5", "unter 3")
    assert found["LEADER-Region Vogelsberg"] == "unter 3"
    assert (found["Mobilität"], found["alle Themen"]) == ("5", "unter 3")
    assert (found["täglich"], found["wöchentlich"], found["monatlich"]) == ("6", "unter 3", "0")
    assert found["November 2026"] == "9"


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, "unter 3"), (2, "unter 3"), (3, "3")])
def test_few_are_not_counted_out(count: int, words: str) -> None:
    """Nobody is one of two."""
    assert shown(count) == words


def test_nobody_is_named(browser: Signed, engine: Engine) -> None:
    """No address, no name; and no more is asked of the database for more subscribers."""
    counts = []
    for extra in (20, 30):
        asked(engine, extra, {"area": "06535002"}, name="Gemeinde Antrifttal")
        with counted(engine) as sent:
            page = browser.get("/abonnements").text
        counts.append(len(sent))
        assert "@example.org" not in page.split("<main")[1].split("</main>")[0]
        assert "Antrifttal" not in page
    assert counts[0] == counts[1] > 3


def test_who_left_is_counted_in_the_month(browser: Signed) -> None:
    """With whoever had everything erased, of whom only the day is known."""
    page = browser.get("/abonnements").text
    line = re.search(r"<td>Oktober 2026</td>.*?</tr>", page, re.S)
    now = re.search(r"<td>November 2026</td>.*?</tr>", page, re.S)
    assert line is not None and now is not None
    assert re.findall(r">([^<]+)</td>", line[0]) == ["Oktober 2026", "0", "unter 3"]
    assert re.findall(r">([^<]+)</td>", now[0]) == ["November 2026", "9", "unter 3"]
