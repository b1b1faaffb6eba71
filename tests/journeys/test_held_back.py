"""What the desk holds back is not in the mail that really arrives, and is in the next one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

from sqlalchemy import Engine

from db.local_date import local_date
from db.vocabulary import Cadence
from notifier import outbox
from notifier.mail.mailbox import running_mailbox
from notifier.mail.transport import transport_for
from tests.conftest import NOW
from tests.notifier.samples import (
    SENDER,
    SOURCES,
    TOPICS,
    TREE,
    add_subscriber,
    publish,
    values,
)
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site

DAY = timedelta(days=1)


def pressed(browser: Signed, page: str, button: str, title: str) -> None:
    """Press a button of a page: send the form it stands in, with all its fields."""
    forms = re.findall(r'<form method="post".*?</form>', unescape(page), re.DOTALL)
    (form,) = [one for one in forms if f'aria-label="{button}: {title}"' in one]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    # A form may have several buttons; only the one that is pressed says its name.
    said = re.findall(rf'<button[^>]*aria-label="{button}: {title}"[^>]*>', form)[0]
    fields |= dict(re.findall(r' name="(\w+)" value="([^"]*)"', said))
    path = re.findall(r'action="([^"]*)"', form)[0]
    assert browser.act(path, **fields).status_code == 303


def sent_on(engine: Engine, at: datetime, folder: Path) -> dict[str, str]:
    """Plan the issue of a day and send it through a real mail server; return who got which text."""
    outbox.plan(
        engine,
        cadence=Cadence.DAILY,
        on=local_date(at),
        now=at,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )
    with running_mailbox(folder) as mailbox:
        transport = transport_for(mailbox.url, SENDER.address)
        outbox.send(engine, transport, worker="journey", clock=lambda: at)
        return {mail.recipient: text_of(mail.message) for mail in mailbox.mails()}


def text_of(message: object) -> str:
    """The text part of a mail."""
    body = message.get_body(preferencelist=("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def test_held_back_then_released(engine: Engine, tmp_path: Path) -> None:
    """The desk holds one item back and recommends another; the mails of two days show it."""
    publish(engine, "a", values(title="Leihräder"))
    publish(engine, "b", values(title="Dorfläden"))
    publish(engine, "c", values(title="Lastenräder"))
    for number in (1, 2):
        add_subscriber(engine, number)
    browser = signed_in(site(engine))
    page = browser.get("/ausgabe").text
    pressed(browser, page, "Aus allen", "Leihräder")
    pressed(browser, page, "An den Anfang", "Lastenräder")
    first = sent_on(engine, NOW, tmp_path / "first")
    assert sorted(first) == ["reader1@example.org", "reader2@example.org"]
    for text in first.values():
        assert "Leihräder" not in text
        assert text.index("Lastenräder") < text.index("Dorfläden")
        assert text.count("Empfehlung der Servicestelle") == 1
    tomorrow = replace(
        site(engine), today=lambda: date(2026, 11, 23), next_issue=lambda _cadence: NOW + DAY
    )
    later = signed_in(tomorrow)
    pressed(later, later.get("/ausgabe").text, "Freigeben", "Leihräder")
    second = sent_on(engine, NOW + DAY, tmp_path / "second")
    assert sorted(second) == sorted(first)
    assert all("Leihräder" in text and "Dorfläden" not in text for text in second.values())
    assert sent_on(engine, NOW + 2 * DAY, tmp_path / "third") == {}
