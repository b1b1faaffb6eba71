"""How a visit ends: all that came of it is written together, or nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from crawlers.registry import sources
from crawlers.visited_pages import VisitedPage
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.findings import Finding
from db.page_visits import PageVisit
from db.vocabulary import RunOutcome
from landbote.crawling.finish import CrawlResult, finish
from landbote.crawling.judge import judge
from landbote.crawling.known import Known, load_known
from landbote.crawling.order import CrawlOrder
from landbote.crawling.spawn import Visit
from tests.pipeline.test_settle import raw

SOURCE = replace(sources()["he_wibank"], slug="he_muster", complete=True)
HOME = "https://example.org/"
PAGE = VisitedPage(
    url=HOME, question="q", at=HOME, answer="1", read_on=date(2026, 11, 22), entries={}
)


class Crawl:
    """A visit that left two entries and a page, and is about to be finished."""

    def __init__(self, engine: Engine, folder: Path, now: datetime) -> None:
        self.engine, self.now = engine, now
        entries, pages = folder / "entries.jsonl", folder / "visits.jsonl"
        listed = [replace(raw(), key=key) for key in ("1", "2")]
        entries.write_text("".join(entry.to_json() + "\n" for entry in listed), encoding="utf-8")
        pages.write_text(PAGE.to_json() + "\n", encoding="utf-8")
        self.visit = Visit(outcome=RunOutcome.OK, pages=1, file=entries, pages_file=pages)
        self.run_id = self.begun()
        with reading(engine) as session:
            self.known = load_known(session, SOURCE.slug, folder / "known.jsonl")

    def begun(self) -> int:
        """Write the row of a run that begins."""
        with writing(self.engine) as session:
            run = CrawlRun(source=SOURCE.slug, started_at=self.now)
            session.add(run)
            session.flush()
            return run.id

    def ends(self, known: Known) -> CrawlResult:
        """Judge it by what is known, and finish it."""
        order = CrawlOrder(today=self.now.date(), limit=timedelta(minutes=1), replay=Path())
        judged = judge(self.engine, SOURCE, order, known, self.visit)
        return finish(self.engine, SOURCE, self.run_id, known, judged, order.today, self.now)

    def rows(self) -> tuple[int, int, str]:
        """How many entries and pages are stored, and how the run ended."""
        with reading(self.engine) as session:
            entries, pages = (
                session.scalar(select(func.count()).select_from(table)) or 0
                for table in (StoredEntry, PageVisit)
            )
            return entries, pages, session.get_one(CrawlRun, self.run_id).outcome


@pytest.fixture
def crawl(engine: Engine, tmp_path: Path, now: datetime) -> Crawl:
    """A visit that is about to be finished, on a fresh database."""
    return Crawl(engine, tmp_path, now)


def test_all_is_written_together(crawl: Crawl) -> None:
    """Entries, pages and the run's outcome stand in the database."""
    result = crawl.ends(crawl.known)
    assert result.good and (result.new, result.changed, result.entries) == (2, 0, 2)
    assert crawl.rows() == (2, 1, "ok")


def test_what_cannot_be_written_as_a_whole_is_not_written(crawl: Crawl) -> None:
    """A fault at the last step takes the steps before it back; the run stays begun."""
    crawl.ends(crawl.known)
    crawl.run_id = crawl.begun()
    with reading(crawl.engine) as session:
        newest = session.scalar(select(func.max(StoredEntry.id))) or 0
    # As if nobody had told of the entries and the page: the page then stands in the way.
    with pytest.raises(IntegrityError):
        crawl.ends(replace(crawl.known, newest_id=newest))
    assert crawl.rows() == (2, 1, "running")


def test_a_visit_that_another_overtook_changes_nothing(crawl: Crawl) -> None:
    """What was judged by an older state is not stored over the newer one; staff are told."""
    another = {"source": SOURCE.slug, "key": "2", "digest": "d", "payload": "{}"}
    with writing(crawl.engine) as session:
        session.add(StoredEntry(**another, run_id=crawl.run_id, taken_at=crawl.now))
    result = crawl.ends(crawl.known)
    assert (result.outcome, result.new) == (RunOutcome.FAILED, 0)
    assert "Ein anderer Abruf" in result.reason
    assert crawl.rows() == (1, 0, "failed")
    with reading(crawl.engine) as session:
        (finding,) = session.scalars(select(Finding))
        assert finding.reason == result.reason


@pytest.mark.parametrize("name", ["file", "pages_file"])
def test_a_file_that_is_cut_off_is_a_failed_run(crawl: Crawl, name: str) -> None:
    """Entries or pages: the run says which file and line, and nothing of it is stored."""
    with getattr(crawl.visit, name).open("a") as out:
        out.write('{"key": "3", "tit')
    result = crawl.ends(crawl.known)
    assert result.outcome is RunOutcome.FAILED
    assert f"{getattr(crawl.visit, name).name}, line " in result.reason
    assert crawl.rows() == (0, 0, "failed")
