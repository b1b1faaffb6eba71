"""A mail server that takes nothing is a finding for as long as it takes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.findings import MAIL, Finding, open_findings
from db.vocabulary import FindingKind
from landbote import jobs
from landbote.application import Application
from landbote.settings import Settings
from notifier.mail.mailbox import listening
from tests.notifier.samples import REGION, STATE, TREE, publish, values
from tests.notifier.test_outbox import plan, readers
from tests.web.signing_in import signed_in
from web.site import Site

REFUSALS = (
    "554 5.7.1 Service unavailable; client host blocked",
    "550 5.7.1 relaying denied",
    "550 5.7.26 message fails SPF and DKIM checks",
    "452 4.3.1 insufficient system storage",
)


@dataclass
class Server:
    """A mail server that answers every sender like this."""

    answer: str
    reader: str = "250 ok"
    taken: list[str] = field(default_factory=list)

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the sender, or not."""
        envelope.mail_from = address
        return self.answer

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Know the reader, or not."""
        if self.reader.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.reader

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the mail."""
        self.taken += envelope.rcpt_tos
        return "250 ok"


class Delivery:
    """Whoever sends by the clock, with two mails planned."""

    def __init__(self, engine: Engine, folder: Path, now: datetime) -> None:
        self.now = now
        self.app = Application(
            settings=Settings(data_folder=folder), clock=lambda: self.now, engine=engine
        )
        publish(engine, "1", values())
        assert len(readers(engine, 2)) == plan(engine).planned == 2

    def send(self, server: Server, after: timedelta = timedelta(hours=1)) -> None:
        """Send a while later."""
        self.now += after
        with listening(server) as url:
            jobs.send_mails(self.app, url)

    def findings(self) -> list[Finding]:
        """What staff are told of the mail now."""
        with reading(self.app.engine) as session:
            return open_findings(session, MAIL)


@pytest.fixture
def delivery(engine: Engine, tmp_path: Path, now: datetime) -> Delivery:
    """A delivery with mails that are due."""
    return Delivery(engine, tmp_path, now)


@pytest.mark.parametrize("answer", REFUSALS)
def test_a_server_that_refuses_us_is_one_finding_until_a_mail_goes(
    delivery: Delivery, answer: str
) -> None:
    """It says since when and in the server's words, stays through the tries, and then is closed."""
    first = delivery.now + timedelta(hours=1)
    for tries in (1, 2):
        delivery.send(Server(answer))
        (finding,) = delivery.findings()
        assert (finding.kind, finding.since_at, finding.runs) == (FindingKind.UNSENT, first, tries)
        assert answer[:9] in finding.reason and "nimmt von uns nichts an" in finding.reason
    server = Server("250 ok")
    delivery.send(server)
    assert len(server.taken) == 2 and delivery.findings() == []
    with reading(delivery.app.engine) as session:
        assert [one.cleared_at for one in session.scalars(select(Finding))] == [delivery.now]


def test_a_delivery_with_nothing_to_send_says_nothing(delivery: Delivery) -> None:
    """Neither is a finding opened by it nor one closed, nor one counted again."""
    delivery.send(Server(REFUSALS[0]))
    server = Server("250 ok")
    for _time in (1, 2):
        delivery.send(server, after=timedelta(minutes=1))
        (finding,) = delivery.findings()
        assert server.taken == [] and finding.runs == 1
    delivery.send(server)
    delivery.send(server)
    assert len(server.taken) == 2 and delivery.findings() == []


@pytest.mark.parametrize("refused", REFUSALS[:2])
def test_a_reader_who_is_not_known_is_no_mail_that_goes(delivery: Delivery, refused: str) -> None:
    """The finding stays, as nobody got anything."""
    delivery.send(Server(refused))
    delivery.send(Server("250 ok", reader="550 5.1.1 no such mailbox"))
    (finding,) = delivery.findings()
    assert finding.runs == 1


def test_readers_who_are_not_known_are_no_finding(delivery: Delivery) -> None:
    """Each of them is a failure of its own mail."""
    delivery.send(Server("250 ok", reader="550 5.1.1 no such mailbox"))
    assert delivery.findings() == []


def test_staff_see_it_among_the_findings(delivery: Delivery, engine: Engine) -> None:
    """It stands on the page of the sources, above them; before, there is no such heading."""
    site = Site(
        engine=engine,
        sources={source.slug: source for source in (STATE, REGION)},
        area_label=TREE.label,
        today=delivery.now.date,
        now=lambda: delivery.now,
    )
    browser = signed_in(site)
    assert "<h2>Befunde</h2>" not in browser.get("/quellen").text
    delivery.send(Server(REFUSALS[0]))
    page = unescape(browser.get("/quellen").text)
    assert "<h2>Befunde</h2>" in page and "Mails warten" in page and "Mailversand" in page
    assert "554 5.7.1" in page
