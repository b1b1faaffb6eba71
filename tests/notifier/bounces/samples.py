"""Samples: reports as mail systems write them, about a mail that went out from here."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from db.deliveries import Delivery, DigestIssue
from db.engine import writing
from db.vocabulary import Cadence, DeliveryState
from notifier.mail.verp import return_path
from tests.conftest import NOW
from tests.notifier.samples import SENDER, add_subscriber

BOUNCING = replace(SENDER, bounce_address="bounces@example.org")
FOLDER = Path(__file__).parent / "reports"
NAMES = sorted(path.stem for path in FOLDER.glob("*.eml"))
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (FOLDER.parent / "expected.toml").read_text(encoding="utf-8")
)


def sent_mails(engine: Engine, count: int = 1, at: datetime = NOW, first: int = 1) -> list[int]:
    """Let two readers get so many daily issues, and return the numbers of the first one's mails."""
    readers = {number: add_subscriber(engine, number) for number in (first, first + 1)}
    numbers = []
    for day in range(count):
        planned_at = at + timedelta(days=day)
        with writing(engine) as session:
            issue = DigestIssue(
                cadence=Cadence.DAILY, issued_on=planned_at.date(), created_at=planned_at
            )
            session.add(issue)
            session.flush()
            for place, reader in readers.items():
                mail = Delivery(
                    issue_id=issue.id, subscriber_id=reader, recipient=f"reader{place}@example.org",
                    subject="Landbote", message=b"x", message_id=f"{day}.{place}@example.org",
                    item_count=1, planned_at=planned_at, attempts=1, state=DeliveryState.SENT,
                    settled_at=planned_at,
                )  # fmt: skip
                session.add(mail)
                session.flush()
                if place == first:
                    numbers.append(mail.id)
    return numbers


def report(engine: Engine, name: str, number: int) -> bytes:
    """Return a report about one of these mails."""
    with writing(engine) as session:
        mail = session.get_one(Delivery, number)
        recipient, message_id = mail.recipient, mail.message_id
    filled = (FOLDER / f"{name}.eml").read_bytes()
    for mark, text in (
        (b"@VERP@", return_path(BOUNCING, "d", number, recipient)),
        (b"@ID@", message_id),
        (b"@RECIPIENT@", recipient),
    ):
        filled = filled.replace(mark, text.encode())
    return filled.replace(b"\n", b"\r\n")
