"""A source that changes under the crawler: what a run may do to it, and what staff hear."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import Engine, func, select

from crawlers.registry import spider_class
from crawlers.source import Source
from db.crawls import StoredEntry
from db.engine import make_engine, reading, writing
from db.findings import Finding
from db.opportunities import Opportunity
from db.queries.source_health import source_health
from db.vocabulary import Presence, RunOutcome
from landbote.clock import local_date
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CrawlOrder
from landbote.source_table import (
    Listed,
    group_line,
    next_run,
    source_line,
    source_table,
    sparkline,
    total_line,
)
from tests.databases import SqliteTemplate
from tests.forks import forked
from tests.landbote.test_cli import landbote_on
from tests.notifier.samples import TREE
from tests.search_double import Call, write_answers
from tests.season import SLUG
from web.source_groups import by_land

DAY = timedelta(days=1)
KNOWN = tuple(
    Call(reference=f"{n}TOPICSen", identifier=f"LIFE-{n}", deadline="2027-09-22T00:00:00")
    for n in range(1, 11)
)
OTHERS = tuple(replace(call, reference=f"9{call.reference}") for call in KNOWN)
CAPTCHA = '<html><title>Captcha</title><script src="//cdn.perfdrive.com/x.js"></script></html>'


@dataclass
class Portal:
    """The portal in a folder, and a crawler that visits it day after day."""

    engine: Engine
    folder: Path
    now: datetime
    day: int = 0

    def shows(self, calls: Sequence[Call]) -> None:
        """Let it show these calls from now on."""
        write_answers(self.folder, calls)

    def answers(self, body: str, kind: str, status: int = 200) -> None:
        """Let it answer every question with this page instead."""
        (self.folder / "page1.json").write_text(body, encoding="utf-8")
        listed = (self.folder / "pages.toml").read_text()
        more = f'status = {status}\nheaders = {{ "Content-Type" = "{kind}" }}\n'
        (self.folder / "pages.toml").write_text(listed.rstrip() + "\n" + more)

    def visit(self, *, accept: bool = False) -> CrawlResult:
        """Crawl it on the next day."""
        self.day += 1
        at = self.now + self.day * DAY
        order = CrawlOrder(
            today=local_date(at),
            limit=timedelta(minutes=1),
            replay=self.folder,
            accept=accept,
            program=forked("crawlers.run"),
        )
        result = crawl(self.engine, spider_class(SLUG).source, order, lambda: at, "tester")
        assert result is not None
        return result

    def stored(self) -> int:
        """How many texts are stored."""
        with reading(self.engine) as session:
            return session.scalar(select(func.count()).select_from(StoredEntry)) or 0

    def findings(self, *, open_only: bool = True) -> list[Finding]:
        """What staff were told."""
        with reading(self.engine) as session:
            found = list(session.scalars(select(Finding).order_by(Finding.id)))
        return [one for one in found if one.cleared_at is None or not open_only]


@pytest.fixture
def portal(engine: Engine, tmp_path: Path, now: datetime) -> Portal:
    """A portal whose ten calls are known."""
    portal = Portal(engine, tmp_path / "portal", now)
    portal.shows(KNOWN)
    assert portal.visit().new == len(KNOWN)
    return portal


@pytest.fixture
def plain_portal(
    sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime
) -> Iterator[Portal]:
    """The same where the kind of database does not matter."""
    folder = tmp_path / "portal"

    def visit(url: str) -> None:
        portal = Portal(make_engine(url), folder, now)
        portal.shows(KNOWN)
        assert portal.visit().new == len(KNOWN)
        portal.engine.dispose()

    with sqlite_template.after("portal", visit).database(tmp_path) as url:
        portal = Portal(make_engine(url), folder, now, day=1)
        portal.shows(KNOWN)
        yield portal
        portal.engine.dispose()


def test_half_a_list_changes_nothing_and_is_told_once(portal: Portal) -> None:
    """Two bad runs are one finding; the good run after them clears it and misses nobody."""
    portal.shows(KNOWN[:5])
    for _ in range(2):
        result = portal.visit()
        assert (result.outcome, result.new) == (RunOutcome.TOO_FEW, 0)
    (finding,) = portal.findings()
    assert (finding.kind, finding.runs) == (RunOutcome.TOO_FEW, 2)
    assert "Von 10 bekannten Einträgen, die noch laufen, sind nur 5 da" in finding.reason
    assert finding.page.startswith("https://ec.europa.eu/")
    portal.shows(KNOWN)
    again = portal.visit()
    assert again.good and (again.attendance.missing, again.attendance.returned) == (0, 0)
    assert portal.findings() == [] and len(portal.findings(open_only=False)) == 1
    assert portal.stored() == len(KNOWN)


Break = Callable[[Portal], None]


@pytest.mark.parametrize(
    ("spoil", "outcome", "said"),
    [
        (lambda p: p.shows(()), RunOutcome.TOO_FEW, "sind nur 0 da (0 Einträge im Abruf)"),
        (lambda p: p.shows(OTHERS), RunOutcome.TOO_FEW, "sind nur 0 da (10 Einträge im Abruf)"),
        (
            lambda p: p.shows([replace(call, undated=True) for call in KNOWN]),
            RunOutcome.BROKEN,
            "Frist als Angabe der Quelle (vorher 10, jetzt 0)",
        ),
        (
            lambda p: p.answers("Fehler", "text/plain", 500),
            RunOutcome.FAILED,
            "HTTP 500: https://api.tech.ec.europa.eu/",
        ),
        (lambda p: p.answers(CAPTCHA, "text/html"), RunOutcome.BLOCKED, "Captcha"),
        (lambda p: p.answers("{}", "application/json"), RunOutcome.BROKEN, "keine Trefferliste"),
    ],
)
def test_a_broken_answer_touches_nothing(
    plain_portal: Portal, spoil: Break, outcome: RunOutcome, said: str
) -> None:
    """Emptied, replaced, stripped, refused: nothing stored, nobody missing, staff told."""
    portal = plain_portal
    spoil(portal)
    result = portal.visit()
    assert result.outcome is outcome
    (finding,) = portal.findings()
    assert said in finding.reason and finding.kind == outcome
    assert finding.page.startswith("https://")
    assert portal.stored() == len(KNOWN)
    portal.shows(KNOWN)
    assert portal.visit().good and portal.findings() == []


def test_a_source_may_change_as_sources_do(plain_portal: Portal) -> None:
    """One edited, one gone, one new, all in another order: taken as it is, nobody told."""
    portal = plain_portal
    edited = replace(KNOWN[4], deadline="2027-10-22T00:00:00")
    portal.shows([OTHERS[0], *KNOWN[9:4:-1], edited, *KNOWN[3:0:-1]])
    result = portal.visit()
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 1, 1)
    assert portal.findings() == []


def test_a_person_may_say_that_a_source_is_like_that_now(plain_portal: Portal) -> None:
    """Accepted once, the smaller list is the known one, and the rest is missing, not gone."""
    portal = plain_portal
    with writing(portal.engine) as session:  # as if they had been read
        stored = session.scalars(select(StoredEntry)).all()
        session.add_all(_read(entry, portal.now) for entry in stored)
    portal.shows(KNOWN[:4])
    assert not portal.visit().good
    accepted = portal.visit(accept=True)
    assert accepted.good and accepted.attendance.missing == 6
    assert portal.findings() == []
    assert portal.visit().good
    with reading(portal.engine) as session:
        away = select(func.count()).where(Opportunity.presence == Presence.MISSING)
        assert session.scalar(away) == 6


def _read(entry: StoredEntry, now: datetime) -> Opportunity:
    return Opportunity(
        source=entry.source,
        key=entry.key,
        url="https://example.org",
        title=entry.key,
        kind="call",
        level="eu",
        visibility="published",
        raw_id=entry.id,
        read_with="one",
        first_seen_at=now,
    )


def test_the_state_of_a_source_is_one_line(plain_portal: Portal) -> None:
    """State, whether it was read live, entries, last good and next run, questions, findings."""
    portal = plain_portal
    source = spider_class(SLUG).source
    other = replace(source, slug="he_muster")
    portal.shows(KNOWN[:2])
    portal.visit()
    with reading(portal.engine) as session:
        listed = Listed(
            groups=by_land([source, other], TREE),
            health=source_health(session, [SLUG, "he_muster"]),
            confirmed={SLUG},
            questions={SLUG: 3},
        )
    line = source_line(source, listed, portal.now)
    assert line.startswith(
        f"{SLUG}: zu wenige Einträge, bestätigt, 10 Einträge, zuletzt gut 23.11. 06:30, "
        "nächster Abruf 23.11. 05:15, 3 Fragen; Befund: zu wenige Einträge seit 24.11. 06:30: "
    )
    assert line.endswith(f"({source.homepage})")
    assert "noch nie abgerufen, unbestätigt, 0 Einträge, zuletzt gut –" in source_line(
        other, listed, portal.now
    )
    assert [group_line(group, {SLUG}) for group in listed.groups] == [
        "Europäische Union: 2 Quellen, davon 1 bestätigt"
    ]


def test_the_state_of_all_sources_is_a_table(plain_portal: Portal) -> None:
    """A row each below its Land, with its trend; the finding stands in full, its address too."""
    portal = plain_portal
    portal.answers("Fehler", "text/plain", 500)
    portal.visit()
    source = spider_class(SLUG).source
    sources = [source, replace(source, slug="he_muster", area="06")]
    with reading(portal.engine) as session:
        health = source_health(session, [one.slug for one in sources])
    out = io.StringIO()
    groups = by_land(sources, TREE)
    listed = Listed(groups=groups, health=health, confirmed=(), questions={SLUG: 3})
    table = source_table(listed, portal.now)
    Console(file=out, width=150).print(table)
    shown = out.getvalue()
    assert "noch nie abgerufen" in shown and "fehlgeschlagen, unbestätigt" in shown
    assert shown.index("Europäische") < shown.index("Hessen") < shown.index("he_muster")
    assert "1 Quelle, davon 0 bestätigt" in shown
    assert total_line(listed) == "Zusammen: 2 Quellen, davon 0 bestätigt"
    assert "23.11. 06:30" in shown and "█" in shown
    unfolded = "".join(shown.split()).replace("│", "")
    assert "HTTP500" in unfolded and "pageNumber=1" in unfolded and "Washilft:Die" in unfolded


@pytest.mark.parametrize(
    ("counts", "bars"),
    [((), ""), ((0, 0), "▁▁"), ((10, 10), "██"), ((80, 40, 0), "█▅▁"), ((1, 8), "▂█")],
)
def test_a_trend_is_drawn_from_nothing_up(counts: tuple[int, ...], bars: str) -> None:
    """A steady source is a level line, and half is half."""
    assert sparkline(counts) == bars


def test_the_table_shows_every_source(sqlite_template: SqliteTemplate, tmp_path: Path) -> None:
    """`landbote sources` prints plain lines where nobody looks, with the finding of the broken."""
    portal = write_answers(tmp_path / "portal", KNOWN)
    with sqlite_template.database(tmp_path) as url:
        landbote = landbote_on(url, tmp_path)
        assert landbote("crawl", SLUG, "--replay", str(portal)).returncode == 0
        write_answers(portal, KNOWN[:3])
        assert landbote("crawl", SLUG, "--replay", str(portal)).returncode == 1
        lines = landbote("sources").stdout.splitlines()
        assert len(lines) > 5 and all(": " in line for line in lines)
        (broken,) = [line for line in lines if line.startswith(SLUG)]
        assert "Befund: zu wenige Einträge" in broken
        accepted = landbote("crawl", SLUG, "--replay", str(portal), "--accept")
        assert accepted.returncode == 0, accepted.stdout
        assert "Befund" not in landbote("sources").stdout


def test_the_next_run_is_the_timetables(now: datetime) -> None:
    """In local time, as the cron line has it."""
    source: Source = replace(spider_class(SLUG).source, cron="15 5 * * mon")
    following = next_run(source, now)
    assert following is not None and following.isoformat() == "2026-11-23T05:15:00+01:00"
