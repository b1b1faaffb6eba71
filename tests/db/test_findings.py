"""What is wrong with a source is told once, and cleared by recovery."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from db.crawls import CrawlRun
from db.engine import reading, writing
from db.findings import Finding, clear, note, open_findings
from db.queries.source_health import TREND_RUNS, good_runs, news_days, source_health
from db.vocabulary import FindingKind, RunOutcome

DAY = timedelta(days=1)
HOME = "https://example.org/"


def noted(engine: Engine, source: str, kind: FindingKind, reason: str, at: datetime) -> bool:
    """Note a finding."""
    with writing(engine) as session:
        return note(session, source, kind, reason, HOME, at)


def all_findings(engine: Engine) -> list[Finding]:
    """Every finding there ever was."""
    with reading(engine) as session:
        return list(session.scalars(select(Finding).order_by(Finding.id)))


def test_the_same_finding_is_told_once(engine: Engine, now: datetime) -> None:
    """It is confirmed with the newest reason; another source or kind is its own finding."""
    assert noted(engine, "one", FindingKind.TOO_FEW, "Nur 3 Einträge.", now)
    assert not noted(engine, "one", FindingKind.TOO_FEW, "Nur 2 Einträge.", now + DAY)
    assert noted(engine, "two", FindingKind.TOO_FEW, "Nur 1 Eintrag.", now)
    assert noted(engine, "one", FindingKind.FAILED, "HTTP 500.", now + DAY)
    first, *others = all_findings(engine)
    assert (first.reason, first.runs, first.page) == ("Nur 2 Einträge.", 2, HOME)
    assert (first.since_at, first.last_seen_at) == (now, now + DAY)
    assert [finding.source for finding in others] == ["two", "one"]


def test_a_website_that_fails_and_then_is_silent_is_one_finding(
    engine: Engine, now: datetime
) -> None:
    """It says what is so now, since the first day; staff are told that it is another matter."""
    assert noted(engine, "one", FindingKind.FAILED, "HTTP 503.", now)
    (was,) = all_findings(engine)
    assert not noted(engine, "one", FindingKind.UNREACHABLE, "Keine Antwort.", now + DAY)
    (is_so,) = all_findings(engine)
    assert (is_so.kind, is_so.reason) == (FindingKind.UNREACHABLE, "Keine Antwort.")
    assert (is_so.since_at, is_so.runs) == (now, 2) and is_so.gist != was.gist
    assert noted(engine, "one", FindingKind.BLOCKED, "HTTP 403.", now + DAY)


def test_recovery_clears_and_a_relapse_is_told_again(engine: Engine, now: datetime) -> None:
    """Only the source that recovered is cleared; what comes back later is a new finding."""
    for source in ("one", "two"):
        noted(engine, source, FindingKind.BLOCKED, "HTTP 403.", now)
        noted(engine, source, FindingKind.SILENT, "Nichts Neues.", now)
    with writing(engine) as session:
        assert clear(session, "one", now + DAY, keep=[FindingKind.SILENT]) == 1
        assert clear(session, "one", now + DAY, keep=[FindingKind.SILENT]) == 0
    with reading(engine) as session:
        assert [f.kind for f in open_findings(session, "one")] == [FindingKind.SILENT]
        assert len(open_findings(session, "two")) == 2
    assert noted(engine, "one", FindingKind.BLOCKED, "HTTP 403.", now + 2 * DAY)
    assert [f.cleared_at for f in all_findings(engine) if f.source == "one"] == [
        now + DAY,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("reason", "page"),
    [
        ("Die Quelle antwortet mit HTTP 500: https://example.com/liste?a=1", "/liste?a=1"),
        ("Seite geändert: https://example.com/a: „h1“ erwartet genau einmal.", "/a"),
        ("Fehler beim Lesen von https://example.com/b.html.", "/b.html"),
    ],
)
def test_the_page_is_the_one_that_the_reason_names(
    engine: Engine, now: datetime, reason: str, page: str
) -> None:
    """Without the punctuation of the sentence around it."""
    noted(engine, "one", FindingKind.BROKEN, reason, now)
    assert all_findings(engine)[0].page == f"https://example.com{page}"


def visited(engine: Engine, source: str, at: datetime, outcome: RunOutcome, **more: int) -> None:
    """Write a run down."""
    with writing(engine) as session:
        session.add(CrawlRun(source=source, started_at=at, outcome=outcome, **more))


def test_the_state_of_a_source_is_its_good_runs_and_its_findings(
    engine: Engine, now: datetime
) -> None:
    """Bad runs change neither entries nor trend, and the newest run is shown all the same."""
    for day in range(TREND_RUNS + 3):
        visited(engine, "one", now + day * DAY, RunOutcome.OK, entries=day, new=day % 2)
    visited(engine, "one", now + 30 * DAY, RunOutcome.UNCHANGED, entries=7)
    visited(engine, "one", now + 31 * DAY, RunOutcome.TOO_FEW, entries=1, new=1)
    visited(engine, "two", now, RunOutcome.FAILED)
    noted(engine, "one", FindingKind.TOO_FEW, "Nur 1 Eintrag.", now)
    with reading(engine) as session:
        health = source_health(session, ["two", "one", "never"])
        runs = [run.entries for run in good_runs(session, "one", 3)]
        days = news_days(session, "one")
    assert list(health) == ["two", "one", "never"]
    one, two, never = health["one"], health["two"], health["never"]
    assert one.latest and one.latest.outcome == RunOutcome.TOO_FEW
    assert (one.last_good_at, one.entries) == (now + 30 * DAY, 7)
    assert len(one.trend) == TREND_RUNS and one.trend[-3:] == (13, 14, 7)
    assert [finding.reason for finding in one.findings] == ["Nur 1 Eintrag."]
    assert two.latest and not two.sound and two.last_good_at is None
    assert never.latest is None and never.trend == () and not never.sound
    assert runs == [13, 14, 7]
    assert days == [(now + day * DAY).date() for day in range(1, TREND_RUNS + 3, 2)]
