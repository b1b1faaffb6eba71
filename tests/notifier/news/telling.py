"""Telling: what one reader was told of one thing, issue by issue, for tests of histories."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Engine, func, select

from db.changes import changes_between
from db.crawls import CrawlRun
from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.subscribers import Subscriber
from db.values import Values, from_json, to_json
from db.vocabulary import Cadence, Presence, Visibility, Withdrawal
from notifier.planning import PlanCounts, plan
from pipeline.store import announce
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, SOURCES, TOPICS, TREE

DAY = timedelta(days=1)


def issue(engine: Engine, days: int = 0, cadence: Cadence = Cadence.DAILY) -> PlanCounts:
    """Plan the issue of a later day."""
    return plan(
        engine,
        cadence=cadence,
        on=TODAY + days * DAY,
        now=NOW + days * DAY,
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
    )


def restate(engine: Engine, number: int, stated: Values, days: int, cause: str = "source") -> None:
    """Let an entry say something else from a day on, and note what changed as the pipeline does."""
    with writing(engine) as session:
        opportunity = session.get_one(Opportunity, number)
        before = session.get_one(Revision, opportunity.revision_id)
        changes = changes_between(from_json(before.content), stated, today=TODAY + days * DAY)
        numbers = select(func.max(Revision.number)).where(Revision.opportunity_id == number)
        revision = Revision(
            opportunity_id=number,
            number=(session.scalar(numbers) or 0) + 1,
            cause=cause,
            material=cause != "reread" and any(change.material for change in changes),
            content=to_json(stated),
            read=[],
            changes=[
                {
                    "field": one.field,
                    "case": one.case,
                    "old": one.old,
                    "new": one.new,
                    "material": one.material,
                    "sentence": one.sentence,
                }
                for one in changes
            ],
            raw_id=opportunity.raw_id,
            read_with="1",
            made_at=NOW + days * DAY,
        )
        session.add(revision)
        session.flush()
        opportunity.revision_id = revision.id
        announce(opportunity, revision, NOW + days * DAY)


def withdraw(engine: Engine, number: int, days: int, why: Withdrawal | None) -> None:
    """Let an entry be gone from a day on, or be back where no reason is given."""
    with writing(engine) as session:
        opportunity = session.get_one(Opportunity, number)
        opportunity.presence = Presence.WITHDRAWN if why else Presence.PRESENT
        opportunity.withdrawn_why = why or ""
        opportunity.absent_since_at = NOW + days * DAY if why else None
        session.add(CrawlRun(source=opportunity.source, started_at=NOW, outcome="ok"))


def hide(engine: Engine, number: int, visibility: Visibility = Visibility.NEVER) -> None:
    """Let an entry be shown to nobody any more, or again."""
    with writing(engine) as session:
        session.get_one(Opportunity, number).visibility = visibility


def mails(engine: Engine, days: int) -> Mapping[int, str]:
    """Return the texts of an issue by subscriber."""
    with reading(engine) as session:
        rows = session.execute(
            select(Delivery.subscriber_id, Delivery.message)
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .where(DigestIssue.issued_on == TODAY + days * DAY)
        )
        return {reader: _text(message) for reader, message in rows}


def changes_told(text: str) -> list[str]:
    """Return the lines of a mail that say what changed."""
    lines = re.findall(r"^  ! (.*(?:\n    .*)*)", text, re.MULTILINE)
    return [" ".join(line.split()) for line in lines]


def told(engine: Engine, days: int, **more: Any) -> Sequence[str] | None:
    """Plan the issue of a day; return what the only reader is told of changes, None: no mail."""
    issue(engine, days, **more)
    texts = list(mails(engine, days).values())
    return changes_told(texts[0]) if texts else None


def unsubscribe(engine: Engine, number: int) -> None:
    """Let a reader go."""
    with writing(engine) as session:
        session.get_one(Subscriber, number).unsubscribed_at = NOW


def _text(message: bytes) -> str:
    mail = message_from_bytes(message, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())
