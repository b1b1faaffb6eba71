"""There and back: mails go out over SMTP, and what comes back finds the mail it is about."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any
from urllib.parse import unquote

from aiosmtpd.smtp import Envelope
from sqlalchemy import Engine, select

from db.deliveries import Delivery
from db.engine import reading
from db.subscribers import Subscriber
from db.vocabulary import BounceKind, DeliveryState
from notifier import outbox
from notifier.mail.mailbox import listening
from notifier.mail.transport import SmtpTransport
from notifier.sending import Terms
from tests.conftest import NOW, TODAY
from tests.notifier.bounces.samples import BOUNCING, FOLDER
from tests.notifier.bounces.test_acting import take
from tests.notifier.samples import add_subscriber, publish, values
from tests.notifier.test_outbox import DAY, plan


class Taken:
    """Takes every mail and keeps it with the address that trouble is reported to."""

    def __init__(self) -> None:
        self.mails: dict[str, tuple[str, bytes]] = {}

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        """Keep it."""
        assert envelope.mail_from and isinstance(envelope.content, bytes)
        for recipient in envelope.rcpt_tos:
            self.mails[recipient] = (envelope.mail_from, envelope.content)
        return "250 OK"


def sent(engine: Engine) -> dict[str, tuple[str, bytes]]:
    """Send what is planned, and return what the mail server got."""
    taken = Taken()
    with listening(taken) as url:
        way = SmtpTransport(url, BOUNCING.address)
        terms = Terms(sender=BOUNCING)
        outbox.send(engine, way, worker="test", clock=lambda: NOW, terms=terms)
    return taken.mails


def test_what_came_back_is_told_again_to_that_reader(engine: Engine) -> None:
    """To the address of just that mail; the other reader is told nothing twice."""
    publish(engine, "a", values())
    for number in (1, 2):
        add_subscriber(engine, number)
    plan(engine)
    back_to, _ = sent(engine)["reader1@example.org"]
    assert back_to.startswith("bounces+d")
    report = (FOLDER / "gmail_full.eml").read_bytes()
    report = report.replace(b"@VERP@", back_to.encode()).replace(
        b"@RECIPIENT@", b"reader1@example.org"
    )
    # As a server that sends nothing of the original back.
    report = report.partition(b"Content-Type: text/rfc822-headers")[0]
    assert take(engine, report) == BounceKind.SOFT
    with reading(engine) as session:
        states = session.execute(select(Delivery.recipient, Delivery.state)).all()
    assert sorted(map(tuple, states)) == [
        ("reader1@example.org", DeliveryState.FAILED),
        ("reader2@example.org", DeliveryState.SENT),
    ]
    plan(engine, TODAY + DAY)
    assert list(sent(engine)) == ["reader1@example.org"]


def test_the_mail_that_list_unsubscribe_names_unsubscribes(engine: Engine) -> None:
    """Written as a mail program writes it; the other reader stays."""
    publish(engine, "a", values())
    for number in (1, 2):
        add_subscriber(engine, number)
    plan(engine, sender=BOUNCING)
    mail = message_from_bytes(sent(engine)["reader2@example.org"][1], policy=policy.default)
    address, _, subject = str(mail["List-Unsubscribe"]).partition("mailto:")[2].partition("?")
    subject = unquote(subject.removesuffix(">").removeprefix("subject="))
    answer = f"From: reader2@example.org\r\nTo: {address}\r\nSubject: {subject}\r\n\r\n"
    assert take(engine, answer.encode()) == BounceKind.UNSUBSCRIBE
    with reading(engine) as session:
        gone = select(Subscriber.email).where(Subscriber.unsubscribed_at.is_not(None))
        assert session.scalars(gone).all() == ["reader2@example.org"]
