"""Bounces and late issues as the service and the command line go about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from db import leases
from db.engine import make_engine, reading
from db.findings import MAIL, open_findings
from db.letters import Letter
from landbote import jobs
from landbote.application import Application
from landbote.cli import app as command_line
from landbote.service import Service
from landbote.settings import Settings
from tests.conftest import NOW
from tests.databases import SqliteTemplate
from tests.notifier.bounces.samples import report, sent_mails
from tests.notifier.bounces.test_acting import barred
from tests.notifier.bounces.test_boxes import lying
from tests.notifier.samples import SENDER
from tests.notifier.test_lateness import enter_staff

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # seven o'clock in Berlin


@pytest.fixture
def url(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the quick kind."""
    with sqlite_template.database(tmp_path) as address:
        yield address


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine on it."""
    made = make_engine(url)
    yield made
    made.dispose()


def deliver(engine: Engine, maildir: Path) -> None:
    """Let a report about one of two mails come in."""
    (number,) = sent_mails(engine)
    (maildir / "new").mkdir(parents=True)
    (maildir / "new" / "1.host").write_bytes(report(engine, "webde_full", number))
    (maildir / "new" / "2.host").write_bytes(report(engine, "gmx_unknown", number))


def application(engine: Engine, folder: Path, **settings: str) -> Application:
    """An installation that sent those mails."""
    ours: dict[str, Any] = {"secret": SENDER.secret, "sender_address": SENDER.address}
    chosen = Settings(data_folder=folder, **{**ours, **settings})
    return Application(settings=chosen, clock=lambda: NOW, engine=engine)


def test_the_service_reads_the_mailbox(engine: Engine, tmp_path: Path) -> None:
    """And says so once; where there is no mailbox, or somebody else reads, it says nothing."""
    maildir = tmp_path / "Maildir"
    deliver(engine, maildir)
    said: list[str] = []
    Service(app=application(engine, tmp_path), say=said.append).bounces()
    assert said == [] and barred(engine) == []
    app = application(engine, tmp_path, bounce_mailbox=f"maildir://{maildir}")
    leases.take(engine, "bounces", "somebody", NOW, timedelta(minutes=1))
    assert jobs.read_bounces(app, app.settings.bounce_mailbox) is None
    leases.give_back(engine, "bounces", "somebody")
    for _ in range(2):
        Service(app=app, say=said.append).bounces()
    assert said == ["Rückläufer: 1 Adresse gibt es nicht, 1 nicht zustellbar"]
    assert barred(engine) == ["reader1@example.org"]


def test_the_command_reads_a_maildir(
    engine: Engine, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that is named; without any it says what is missing."""
    maildir = tmp_path / "Maildir"
    deliver(engine, maildir)
    monkeypatch.setenv("LANDBOTE_DATABASE_URL", url)
    monkeypatch.setenv("LANDBOTE_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("LANDBOTE_SECRET", SENDER.secret)
    none = CliRunner().invoke(command_line, ["bounces"])
    assert "LANDBOTE_BOUNCE_MAILBOX" in str(none.exception)
    for line in ("1 Adresse gibt es nicht", "Keine neuen Rückläufer."):
        shown = CliRunner().invoke(command_line, ["bounces", "--maildir", str(maildir)])
        assert shown.exit_code == 0 and line in shown.output
    assert lying(maildir) == [] and barred(engine) == ["reader1@example.org"]


def test_the_service_tells_staff_of_an_issue_that_is_not_there(
    engine: Engine, tmp_path: Path
) -> None:
    """On a working day an hour after it was due, not before, and once."""
    enter_staff(engine)
    said: list[str] = []
    counts = []
    for minutes in (0, 29, 31, 90):
        at = MONDAY + timedelta(minutes=minutes)
        app = replace(application(engine, tmp_path), clock=partial(_same, at))
        Service(app=app, say=said.append).watch()
        with reading(engine) as session:
            counts.append(len(session.scalars(select(Letter.id)).all()))
    assert counts[:2] == [0, 0] and counts[2] == counts[3] > 1
    with reading(engine) as session:
        (finding,) = open_findings(session, MAIL)
    assert "war fällig und ist noch nicht zusammengestellt" in finding.reason
    assert len(said) == 1 and said[0].startswith("Ausgabe verspätet")


def _same(at: datetime) -> datetime:
    return at
