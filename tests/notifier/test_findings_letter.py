"""The mail about findings: once a working day, only what is new, and nothing twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account
from db.engine import reading, writing
from db.findings import MAIL, Finding, clear, note
from db.letters import Letter
from db.vocabulary import FindingKind, Role
from landbote.schedule import findings_are_due
from notifier.findings_letter import plan_findings_letters
from pipeline.desk.sources import acknowledge
from tests.faults.dying import run_in_child, start_child
from tests.notifier.samples import SENDER

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def people(engine: Engine) -> None:
    """Two who want the mail, and four who get none."""
    with writing(engine) as session:
        for name, role in (
            ("clerk", Role.STAFF), ("admin", Role.ADMIN), ("manager", Role.MANAGER),
            ("locked", Role.STAFF), ("gone", Role.STAFF), ("unwilling", Role.STAFF),
        ):  # fmt: skip
            row = Account(address=f"{name}@example.org", role=role, created_at=NOW)
            row.locked_at = NOW if name == "locked" else None
            row.removed_at = NOW if name == "gone" else None
            row.findings_by_mail = name != "unwilling"
            session.add(row)


def plan(engine: Engine, day: int = 0) -> int:
    """Plan the letters of a day after Monday."""
    with writing(engine) as session:
        return plan_findings_letters(
            session,
            on=MONDAY + day * DAY,
            now=NOW + day * DAY,
            sender=SENDER,
            names={"state": "Förderseiten des Landes"},
        )


def find(engine: Engine, source: str, reason: str, kind: FindingKind = FindingKind.FAILED) -> None:
    """Let something be wrong."""
    with writing(engine) as session:
        note(session, source, kind, reason, "", NOW)


def letters(engine: Engine) -> list[tuple[str, str]]:
    """Who got which text, in order."""
    with reading(engine) as session:
        rows = session.execute(select(Letter.recipient, Letter.message).order_by(Letter.id))
        return [(recipient, _text(message)) for recipient, message in rows]


def _text(message: bytes) -> str:
    body = message_from_bytes(message, policy=policy.default).get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_what_is_new_is_told_to_those_who_want_it(engine: Engine) -> None:
    """One mail each with a line and a link for each finding; those of the mail itself too."""
    find(engine, "state", "Die Quelle antwortet mit HTTP 503.")
    find(engine, MAIL, "Der Mailserver ist weg.", FindingKind.UNSENT)
    assert plan(engine) == 2
    told = letters(engine)
    assert [who for who, _ in told] == ["admin@example.org", "clerk@example.org"]
    for _, text in told:
        assert "Förderseiten des Landes: fehlgeschlagen seit 23.11.2026" in text
        assert "503. Was hilft: Die Website ist langsam oder gestört." in text
        assert "/quellen/state#befund-1" in text and "Mailversand: Mails warten" in text


def test_nothing_is_told_twice(engine: Engine) -> None:
    """Not on the same day, not on the next, not when only counts move, not when it comes back."""
    find(engine, "state", "Nur 3 Einträge.", FindingKind.TOO_FEW)
    assert plan(engine) == 2
    find(engine, "region", "Kam erst nach der Mail.")
    assert plan(engine) == 0
    find(engine, "state", "Nur 5 Einträge.", FindingKind.TOO_FEW)
    assert plan(engine, 1) == 2
    assert "Kam erst" in letters(engine)[-1][1] and "Nur" not in letters(engine)[-1][1]
    find(engine, "state", "Ganz anders.", FindingKind.TOO_FEW)
    assert plan(engine, 2) == 2
    find(engine, "state", "Nur 3 Einträge.", FindingKind.TOO_FEW)
    assert plan(engine, 3) == 0


def test_nothing_new_is_no_mail(engine: Engine) -> None:
    """What is over, and what somebody took note of, is not told."""
    assert plan(engine) == 0
    find(engine, "state", "Schon vorbei.")
    find(engine, "region", "Schon gesehen.")
    with writing(engine) as session:
        clear(session, "state", NOW)
        one = session.scalars(select(Finding).where(Finding.source == "region")).one()
        acknowledge(session, one.id, one.gist, "clerk@example.org", NOW)
    assert plan(engine, 1) == 0
    assert letters(engine) == []


def test_what_nobody_reads_is_not_told(engine: Engine) -> None:
    """Where nobody wants the mail it waits for the first who does."""
    with writing(engine) as session:
        for account in session.scalars(select(Account)):
            account.findings_by_mail = False
    find(engine, "state", "Kaputt.")
    find(engine, "region", "Auch kaputt.")
    assert plan(engine) == 0
    with writing(engine) as session:
        session.scalars(select(Account)).first().findings_by_mail = True  # type: ignore[union-attr]
    assert plan(engine, 1) == 1


def planner(engine: Engine, _step: Callable[[], None]) -> None:
    """The work of one planning process."""
    plan(engine)


def test_killed_while_planning_nothing_is_lost_or_doubled(
    engine: Engine, database_url: str
) -> None:
    """Killed at any step, the mail is planned as a whole by the next, once."""
    find(engine, "state", "Kaputt.")
    find(engine, "region", "Auch kaputt.")
    deaths, alive = 0, False
    while not alive:
        alive = run_in_child(database_url, planner, deaths + 1)
        deaths += not alive
    assert deaths >= 5
    assert plan(engine) == plan(engine, 1) == 0
    assert [who for who, _ in letters(engine)] == ["admin@example.org", "clerk@example.org"]


def test_two_services_plan_it_once(engine: Engine, database_url: str) -> None:
    """Two processes at the same moment write one mail to each."""
    find(engine, "state", "Kaputt.")
    find(engine, "region", "Auch kaputt.")
    children = [start_child(database_url, planner) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert [who for who, _ in letters(engine)] == ["admin@example.org", "clerk@example.org"]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 11, 23, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 25, 8, 0, tzinfo=UTC), False),
    ],
)
def test_it_is_due_on_working_days_from_seven(at: datetime, due: bool) -> None:
    """In German time; not on a Sunday or holiday."""
    assert findings_are_due(at) is due
