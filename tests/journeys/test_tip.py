"""What a stranger tells becomes a question, then an entry, which is in the next digest's plan."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from html import unescape

from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from crawlers.by_hand import BY_HAND
from db.deliveries import Delivery
from db.engine import reading
from db.local_date import local_date
from db.vocabulary import Cadence
from notifier import outbox
from pipeline.run import Rules, process
from tests.conftest import NOW
from tests.notifier.samples import SENDER, SOURCES, TOPICS, TREE, add_subscriber
from tests.pipeline.conftest import rules
from tests.pipeline.test_run import CALL, crawled
from tests.web.desk.entries import number_of
from tests.web.desk.test_by_hand import FRAME, Desk, fields_of
from web.app import make_app

__all__ = ["rules"]


def planned(engine: Engine) -> dict[str, str]:
    """Plan today's issue; return who gets which text."""
    outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=local_date(NOW),
        now=NOW,
        sender=SENDER,
        places=TREE,
        sources={**SOURCES, BY_HAND.slug: BY_HAND},
        topics=TOPICS | {"mobilitaet": "Mobilität"},
    )
    with reading(engine) as session:
        return {one.recipient: text_of(one.message) for one in session.scalars(select(Delivery))}


def text_of(message: bytes) -> str:
    """The text part of a mail."""
    mail = message_from_bytes(message, policy=policy.default)
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())


def test_what_a_stranger_tells_reaches_a_reader(engine: Engine, rules: Rules) -> None:
    """By way of the desk, which first took it for something else."""
    desk = Desk(engine, rules)
    crawled(engine, NOW, CALL)
    process(engine, desk.rules, NOW, silent=True)
    known = number_of(engine, "call")
    add_subscriber(engine, 1, subscription={"topics": ["mobilitaet"]})
    stranger = TestClient(make_app(desk.site))
    told = {"adresse": FRAME["adresse"], "satz": "Hier gibt es Geld für Bürgerbusse."}
    assert "Wie es weitergeht" in stranger.post("/hinweis", data=told).text

    # A clerk takes it for a note on an entry that is there, and thinks better of it.
    work = unescape(desk.browser.get("/arbeitsplatz").text)
    assert "1 Hinweis aus der Öffentlichkeit" in work
    (tip,) = set(re.findall(r'href="(/hinweise/\d+)"', desk.browser.get("/hinweise").text))
    assert desk.browser.act(f"{tip}/frage", eintrag=str(known)).status_code == 303
    assert "Geld für Bürgerbusse" in desk.browser.get(f"/eintraege/{known}").text
    assert desk.browser.act(f"{tip}/oeffnen").status_code == 303

    # It is an entry of its own.
    (link,) = re.findall(r'href="(/eintraege/neu\?hinweis=\d+)"', desk.browser.get(tip).text)
    form = fields_of(desk.browser.get(link).text)
    number = desk.saved(**{"hinweis": form["hinweis"], "adresse": form["adresse"]})
    assert f"Eintrag {number}" in desk.browser.get(tip).text
    assert "Hinweis aus der Öffentlichkeit" not in desk.browser.get("/arbeitsplatz").text
    process(engine, replace(desk.rules, compares_as="now"), NOW)

    (text,) = planned(engine).values()
    assert "Bürgerbus" in text and "31. März 2027" in text
    assert "Quelle: Von der Servicestelle erfasst" in text and "berichtigt" not in text
