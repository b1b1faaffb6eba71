"""The ledger of the mails: narrowed by state, reader and day, with reasons in words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from db.deliveries import Delivery, DigestIssue
from db.engine import writing
from db.vocabulary import Cadence, DeliveryState
from tests.notifier.samples import STATE, TREE, add_subscriber
from tests.web.signing_in import Signed, signed_in
from tests.web.test_sources import counting
from web.site import Site

MAILS = (
    ("anna@example.org", DeliveryState.SENT, "250 OK", 0),
    ("bernd@example.org", DeliveryState.FAILED, "550 5.1.1 User unknown", 0),
    ("bernd@example.org", DeliveryState.FAILED, "552 5.2.2 Mailbox full", -1),
    ("cora@example.org", DeliveryState.SUPPRESSED, "", -1),
    ("dora@example.org", DeliveryState.DEFERRED, "451 4.3.0 try later", -1),
)


def store(engine: Engine, now: datetime, times: int = 1, first: int = 0) -> None:
    """Write down the mails, as often as is said."""
    for number in range(first, first + times):
        reader = [add_subscriber(engine, 10 * number + n) for n in range(len(MAILS))]
        with writing(engine) as session:
            on = date(2025, 1, 1) + timedelta(days=number)
            issue = DigestIssue(cadence=Cadence.DAILY, issued_on=on, created_at=now)
            session.add(issue)
            session.flush()
            for place, (recipient, state, answer, days) in enumerate(MAILS):
                planned = now + timedelta(days=days)
                session.add(
                    Delivery(
                        issue_id=issue.id, subscriber_id=reader[place], recipient=recipient,
                        subject=f"Betreff {place}", message=b"", state=state, answer=answer,
                        message_id=f"{number}-{place}@example.org", item_count=1,
                        planned_at=planned,
                    )
                )  # fmt: skip


@pytest.fixture
def browser(engine: Engine, now: datetime, today: date) -> Signed:
    """A clerk's browser."""
    return signed_in(
        Site(
            engine=engine,
            sources={STATE.slug: STATE},
            area_label=TREE.label,
            today=lambda: today,
            now=lambda: now,
        )
    )


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {0, 1, 2, 3, 4}),
        ("stand=failed", {1, 2}),
        ("person=BERND", {1, 2}),
        ("person=%25", set()),
        ("tag=2026-11-21", {2, 3, 4}),
        ("stand=failed&person=bernd&tag=2026-11-22", {1}),
        ("tag=unsinn", {0, 1, 2, 3, 4}),
    ],
)
def test_the_ledger_can_be_narrowed(
    browser: Signed, engine: Engine, now: datetime, query: str, shown: set[int]
) -> None:
    """By each and by all at once; what is no day is said and not guessed."""
    store(engine, now)
    page = browser.get(f"/post?{query}").text
    assert set(map(int, re.findall(r">Betreff (\d)<", page))) == shown
    assert ("ist kein Tag" in page) is ("unsinn" in query)


def test_a_mail_that_failed_says_why(browser: Signed, engine: Engine, now: datetime) -> None:
    """In words on the list, with the server's own on the mail's page."""
    store(engine, now)
    page = browser.get("/post").text
    for words in ("gibt es nicht (mehr)", "Postfach ist voll", "Sperrliste"):
        assert page.count(words) == 1
    one = browser.get("/post/2").text
    assert "gibt es nicht (mehr)" in one and "550 5.1.1 User unknown" in one


def test_more_mails_ask_no_more_questions(browser: Signed, engine: Engine, now: datetime) -> None:
    """Ten mails and sixty cost the same."""
    counts = []
    for first, times in ((0, 2), (2, 10)):
        store(engine, now, times, first)
        with counting(engine) as statements:
            assert browser.get("/post").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
