"""A site that changes under the crawler: nothing lost, nothing wrongly changed, staff told once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from db.area_tree import load_area_tree
from db.engine import make_engine, reading
from db.findings import Finding
from db.opportunities import Opportunity, Revision
from db.vocabulary import Presence, RunOutcome
from landbote.clock import local_date
from landbote.crawl import CrawlOrder, CrawlResult, crawl
from pipeline.reading.areas import Gazetteer
from pipeline.run import Rules, process
from pipeline.themes import load_topics
from tests.databases import SqliteTemplate
from tests.faults.changing import Answer, Village, bomb, call_page, drip, nested, page, serving
from tests.faults.sites.village import SOURCE

DAY = timedelta(days=1)
CALLS = 12
MEMORY = 300 * 1024  # KiB
LIST, ONE = "/liste", "/aufruf-1"
CAPTCHA = '<html><title>Captcha</title><script src="//cdn.perfdrive.com/x.js"></script></html>'

Truth = Mapping[str, tuple[str, int, str]]  # key → presence, number of revisions, their last


def call(name: str) -> tuple[str, str]:
    """The title and text of a call."""
    words = "Gefördert werden Begegnungsräume in Dörfern. Anträge sind bis zum 31.03.2027 möglich."
    return f"Förderaufruf für den Treffpunkt {name}", f"{words} Größe: Maß {name}."


@dataclass
class Watch:
    """The site, and a crawler that visits it day after day."""

    village: Village
    engine: Engine
    rules: Rules
    folder: Path
    address: str
    now: datetime
    day: int = 0

    def visit(self) -> CrawlResult:
        """Crawl and read on the next day."""
        self.day += 1
        at = self.now + self.day * DAY
        memory = self.folder / "memory"
        order = CrawlOrder(
            today=local_date(at),
            limit=timedelta(minutes=2),
            contact="https://example.org/kontakt",
            program=("-m", "tests.faults.sites.run", self.address, str(memory)),
        )
        result = crawl(self.engine, SOURCE, order, lambda: at, "tester")
        assert result is not None
        assert int(memory.read_text()) < MEMORY
        process(self.engine, self.rules, at)
        return result

    def truth(self) -> Truth:
        """What is known of every opportunity."""
        with reading(self.engine) as session:
            known = {}
            for found in session.scalars(select(Opportunity)):
                of_this = select(Revision).where(Revision.opportunity_id == found.id)
                revisions = list(session.scalars(of_this.order_by(Revision.number)))
                known[found.key] = (found.presence, len(revisions), str(revisions[-1].content))
            return known

    def findings(self) -> list[tuple[str, bool]]:
        """What staff were told: its kind, and whether it still holds."""
        with reading(self.engine) as session:
            found = session.scalars(select(Finding).order_by(Finding.id))
            return [(finding.kind, finding.cleared_at is None) for finding in found]


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules as they are shipped."""
    gazetteer = Gazetteer.of(load_area_tree(date(2026, 11, 22)))
    return Rules(
        sources={SOURCE.slug: SOURCE}, topics=load_topics(), gazetteer=gazetteer, edition="one"
    )


@pytest.fixture
def watch(
    sqlite_template: SqliteTemplate, rules: Rules, tmp_path: Path, now: datetime
) -> Iterator[Watch]:
    """A site with a dozen calls that was crawled once."""
    village = Village(calls={f"aufruf-{n}": call(f"Nr {n}") for n in range(CALLS)})
    with sqlite_template.database(tmp_path) as url, serving(village) as address:
        engine = make_engine(url)
        watch = Watch(village, engine, rules, tmp_path, address, now)
        first = watch.visit()
        assert (first.outcome, first.new, first.reason) == (RunOutcome.OK, CALLS, "")
        village.statuses()
        yield watch
        engine.dispose()


def test_a_site_that_did_not_change_is_not_read(watch: Watch) -> None:
    """Every page answers 304, every entry is there, and the run says so."""
    before = watch.truth()
    result = watch.visit()
    assert watch.village.statuses() == [304] * (CALLS + 1)
    assert (result.outcome, result.entries) == (RunOutcome.UNCHANGED, CALLS)
    assert watch.truth() == before and watch.findings() == []


def test_an_edited_call_is_the_only_one_read(watch: Watch) -> None:
    """One page of thirteen is sent, one entry changed, eleven kept."""
    before = watch.truth()
    title, words = watch.village.calls["aufruf-1"]
    watch.village.calls["aufruf-1"] = (title, words.replace("31.03.2027", "30.04.2027"))
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200] + [304] * CALLS
    assert (result.outcome, result.entries, result.new, result.changed) == ("ok", CALLS, 0, 1)
    after = watch.truth()
    assert {key for key in after if after[key] != before[key]} == {"aufruf-1"}
    assert after["aufruf-1"][1] == 2 and "2027-04-30" in after["aufruf-1"][2]


def test_a_removed_call_is_missing_and_comes_back_as_it_was(watch: Watch) -> None:
    """Its absence from the list says no more than that; its return is no news."""
    before = watch.truth()
    gone = watch.village.calls.pop("aufruf-2")
    result = watch.visit()
    assert (result.outcome, result.entries) == (RunOutcome.OK, CALLS - 1)
    after = watch.truth()
    assert after["aufruf-2"] == (Presence.MISSING, *before["aufruf-2"][1:])
    assert {key for key in after if after[key] != before[key]} == {"aufruf-2"}
    watch.village.calls["aufruf-2"] = gone
    assert watch.visit().outcome == RunOutcome.OK
    assert watch.truth() == before and watch.findings() == []


def test_an_added_call_is_new_and_the_others_are_kept(watch: Watch) -> None:
    """The list and the new page are sent, nothing else."""
    before = watch.truth()
    watch.village.calls["aufruf-neu"] = call("Nr neu")
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200, 200] + [304] * CALLS
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 1, 0)
    after = dict(watch.truth())
    assert after.pop("aufruf-neu")[0] == Presence.PRESENT and after == before


def test_another_order_of_the_list_changes_nothing(watch: Watch) -> None:
    """The list is read again, its pages are not."""
    before = watch.truth()
    watch.village.calls = dict(reversed(watch.village.calls.items()))
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200] + [304] * CALLS
    assert (result.outcome, result.new, result.changed) == (RunOutcome.OK, 0, 0)
    assert watch.truth() == before and watch.findings() == []


def test_a_page_in_the_wrong_charset_is_read_as_it_is(watch: Watch) -> None:
    """Two pages say ISO 8859-1 and are UTF-8, or the reverse: the umlauts stay umlauts."""
    before = watch.truth()
    one, two = (call_page(*watch.village.calls[slug]) for slug in ("aufruf-1", "aufruf-2"))
    watch.village.instead["/aufruf-1"] = page(one, kind="text/html; charset=iso-8859-1")
    watch.village.instead["/aufruf-2"] = page(two, encoding="iso-8859-1")
    result = watch.visit()
    assert sorted(watch.village.statuses()) == [200, 200] + [304] * (CALLS - 1)
    assert (result.outcome, result.changed, result.entries) == (RunOutcome.OK, 0, CALLS)
    assert watch.truth() == before


def renamed(village: Village) -> None:
    """Give every element another name."""
    for slug, (title, words) in village.calls.items():
        village.instead[f"/{slug}"] = page(f"<div><h2>{title}</h2><p>{words}</p></div>")
    village.instead[LIST] = page(village.list_page().replace("main", "section"))


def halved(village: Village) -> None:
    """Let the list end in the middle."""
    village.calls = dict(list(village.calls.items())[: CALLS // 2])


FAULTS = {
    "all selectors renamed": (renamed, "broken", "Seite geändert"),
    "an empty list": (lambda village: village.calls.clear(), "too_few", ""),
    "half the list": (halved, "too_few", ""),
    "HTTP 500": ({ONE: Answer(status=500)}, "failed", "HTTP 500"),
    "a captcha": ({LIST: page(CAPTCHA)}, "blocked", "Captcha"),
    "a captcha on one page": ({ONE: page(CAPTCHA)}, "blocked", "Captcha"),
    "robots 503": ({"/robots.txt": Answer(status=503)}, "failed", "robots.txt ist nicht lesbar"),
    "robots to the inside": (
        {"/robots.txt": Answer(status=302, headers={"Location": "http://127.0.0.1:9/robots.txt"})},
        "failed",
        "robots.txt ist nicht lesbar",
    ),
    "a reservation": (
        {LIST: Answer(headers={"tdm-reservation": "1"})},
        "robots",
        "Text und Data Mining",
    ),
    "a bomb of 1 GB": ({ONE: bomb()}, "failed", "größer als 8 MB"),
    "a page of 20 MB": ({ONE: nested(4_000_000)}, "failed", "größer als 8 MB"),
    "many nested tags": ({ONE: nested(1_000_000)}, "broken", "höchstens 100000"),
    "nested tags that are let through": ({ONE: nested(90_000)}, "broken", ""),
    "a redirect inside": (
        {ONE: Answer(status=302, headers={"Location": "http://127.0.0.1:9/x"})},
        "failed",
        "nicht im öffentlichen Netz: http://127.0.0.1:9/x",
    ),
    "a redirect to metadata": (
        {ONE: Answer(status=301, headers={"Location": "http://169.254.169.254/latest/meta-data"})},
        "failed",
        "nicht im öffentlichen Netz: http://169.254.169.254",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_changes_nothing_and_is_told_once(watch: Watch, name: str) -> None:
    """Two runs into the same fault: one finding, which the next good run clears."""
    fault, kind, words = FAULTS[name]
    before, calls = watch.truth(), dict(watch.village.calls)
    if callable(fault):
        fault(watch.village)
    else:
        watch.village.instead |= fault
    for _ in range(2):
        result = watch.visit()
        assert (result.outcome, result.new, result.changed) == (kind, 0, 0)
        assert words in result.reason
        assert watch.truth() == before
        assert watch.findings() == [(kind, True)]
    watch.village.instead.clear()
    watch.village.calls = calls
    watch.village.statuses()
    assert watch.visit().good
    assert watch.village.statuses() == [304] * (CALLS + 1)
    assert watch.truth() == before and watch.findings() == [(kind, False)]


def test_a_page_that_never_ends_is_given_up(watch: Watch) -> None:
    """A server that sends a byte now and then does not hold the crawl for ever."""
    before, stop = watch.truth(), threading.Event()
    watch.village.instead[ONE] = drip(stop)
    result = watch.visit()
    stop.set()
    assert result.outcome == RunOutcome.FAILED and "innerhalb von 2 s" in result.reason
    assert watch.truth() == before and watch.findings() == [("failed", True)]
