"""One crawl: a subprocess, a limit, a row, and nothing stored from a bad visit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from crawlers.registry import sources
from db import leases
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.vocabulary import RunOutcome
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CRAWL, CrawlOrder
from landbote.crawling.spawn import ROOT
from tests.forks import forked

SAMPLES = ROOT / "crawlers" / "samples"
SLUG = "he_wibank"


@pytest.fixture
def order(today: date) -> CrawlOrder:
    """A replay of the shipped pages with time enough."""
    return replaying(SLUG, today)


def replaying(slug: str, today: date) -> CrawlOrder:
    """Return how the shipped pages of a source are crawled."""
    return CrawlOrder(
        today=today,
        limit=timedelta(minutes=1),
        replay=SAMPLES / slug,
        program=forked("crawlers.run"),
    )


def visit(engine: Engine, order: CrawlOrder, now: datetime) -> CrawlResult:
    """Crawl the sample source."""
    result = crawl(engine, sources()[SLUG], order, lambda: now, "tester")
    assert result is not None
    return result


def rows(engine: Engine) -> tuple[int, list[str]]:
    """How many entries are stored, and how each run ended."""
    with reading(engine) as session:
        count = session.scalar(select(func.count()).select_from(StoredEntry)) or 0
        return count, list(session.scalars(select(CrawlRun.outcome).order_by(CrawlRun.id)))


def test_a_good_visit_is_stored_and_the_next_changes_nothing(
    engine: Engine, order: CrawlOrder, now: datetime
) -> None:
    """Every entry once; the same pages again write no entry."""
    told: list[tuple[int, int]] = []
    watched = replace(order, browse=lambda _slug, pages, entries: told.append((pages, entries)))
    # Once as it starts in earnest: a new Python, with nothing imported before.
    first = visit(engine, replace(watched, program=CRAWL), now)
    assert first.good and first.new == first.entries > 1
    assert told and told[-1][0] <= first.pages
    again = visit(engine, order, now)
    assert again.good and (again.new, again.changed) == (0, 0)
    assert rows(engine) == (first.entries, [first.outcome, again.outcome])
    with reading(engine) as session:  # and both say that no live site was asked
        assert list(session.scalars(select(CrawlRun.replayed))) == [True, True]


def test_a_page_that_is_missing_stores_nothing(
    engine: Engine, order: CrawlOrder, now: datetime, tmp_path: Path
) -> None:
    """A run that cannot be finished changes nothing and says which page it was."""
    folder = shutil.copytree(SAMPLES / SLUG, tmp_path / SLUG)
    pages = (folder / "pages.toml").read_text().split("[[page]]")
    (folder / "pages.toml").write_text("[[page]]".join(pages[:-1]))
    result = visit(engine, replace(order, replay=folder), now)
    assert result.outcome is RunOutcome.FAILED
    assert "https://www.wibank.de" in result.reason
    assert rows(engine) == (0, ["failed"])


def test_a_visit_that_takes_too_long_is_ended(
    engine: Engine, order: CrawlOrder, now: datetime
) -> None:
    """The limit holds, the row says so, and nothing is stored."""
    result = visit(engine, replace(order, limit=timedelta(milliseconds=1)), now)
    assert result.outcome is RunOutcome.TIMEOUT
    assert rows(engine) == (0, ["timeout"])


def test_a_source_is_crawled_by_one_process_at_a_time(
    engine: Engine, order: CrawlOrder, now: datetime
) -> None:
    """While somebody is at it there is nothing to do."""
    assert leases.take(engine, f"crawl:{SLUG}", "somebody", now, timedelta(hours=1))
    assert crawl(engine, sources()[SLUG], order, lambda: now, "tester") is None
    assert rows(engine) == (0, [])


def test_a_visit_ends_the_one_that_died(engine: Engine, order: CrawlOrder, now: datetime) -> None:
    """Whoever holds the lease is alone: a begun visit beside it is nobody's."""
    with writing(engine) as session:
        session.add_all(CrawlRun(source=slug, started_at=now) for slug in (SLUG, "other"))
    assert visit(engine, order, now).good
    assert rows(engine)[1] == ["interrupted", "running", "ok"]


def test_an_export_of_the_same_parts_is_not_read_again(
    engine: Engine, today: date, now: datetime
) -> None:
    """The second visit costs a look at the list of parts, and keeps the count."""
    source = sources()["bund_foerderdatenbank"]
    order = replaying("bund_foerderdatenbank", today)
    results = [crawl(engine, source, order, lambda: now, "tester") for _ in range(2)]
    assert [result and result.outcome for result in results] == ["ok", "unchanged"]
    assert results[0] and results[1]
    assert results[1].entries == results[0].entries > 1 and results[1].good
    assert rows(engine)[0] == results[0].entries
