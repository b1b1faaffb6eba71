"""Orders of staff, carried out by the service: once, by one process, with a result that stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from crawlers.items import Kind
from crawlers.source import Level, Source
from db import leases
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.source_orders import ATTEMPTS, SourceOrder, claim_order, release_orders, settle_order
from db.vocabulary import OrderState, RunOutcome
from landbote import jobs
from landbote.application import Application
from landbote.crawling.interrupted import lease_of
from landbote.service import Service
from landbote.settings import Settings
from pipeline.desk import sources
from tests.crawlers.sampled import SAMPLES
from tests.faults.dying import run_in_child, start_child
from tests.forks import forked

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
SLUG, OTHER = "bund_bbsr_aufrufe", "he_lea"
BY = "frau.klee@example.org"
PAGE = (
    "<html><body><main><h1>Stiftung</h1><p>Die Stiftung fördert Dörfer in Hessen mit Geld.</p>"
    "<p>Anträge sind bis zum 15. März 2027 möglich. Vereine erhalten höchstens 7.500 Euro.</p>"
    "</main></body></html>"
)


class Small(Application):
    """An installation that knows two sources: its service catches up with no other."""

    @cached_property
    def _shipped(self) -> Mapping[str, Source]:
        shipped = super()._shipped
        return {slug: shipped[slug] for slug in (SLUG, OTHER)}


def service(
    engine: Engine, folder: Path, pages: Path = SAMPLES, knows: type[Application] = Application
) -> tuple[Service, list[str]]:
    """The service on a folder of pages, and what it says."""
    said: list[str] = []
    app = knows(
        settings=Settings(data_folder=folder, secret="only for tests", smtp_url=""),
        clock=lambda: NOW,
        engine=engine,
        program=(*forked("tests.faults.week.run"), str(pages)),
    )
    return Service(app=app, say=said.append), said


def ask(engine: Engine, *slugs: str) -> list[int]:
    """Ask for a visit to each source."""
    with writing(engine) as session:
        return [sources.run_now(session, slug, BY, NOW).id for slug in slugs]


def order(engine: Engine, number: int) -> SourceOrder:
    """An order as it stands."""
    with reading(engine) as session:
        return session.get_one(SourceOrder, number)


def count(engine: Engine, table: type[CrawlRun | StoredEntry]) -> int:
    """How many rows there are."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_visit_on_demand_is_made_and_its_result_kept(engine: Engine, tmp_path: Path) -> None:
    """Two sources are visited at the next tick, and at the one after nothing more."""
    numbers = ask(engine, SLUG, OTHER)
    at_work, said = service(engine, tmp_path)
    for _ in range(2):
        at_work.orders()
    found = [order(engine, number) for number in numbers]
    assert [one.state for one in found] == [OrderState.DONE] * 2, [one.reason for one in found]
    assert [one.outcome for one in found] == [RunOutcome.OK] * 2
    assert found[0].result["entries"] == 3 and found[0].result["new"] == 3
    assert count(engine, CrawlRun) == 2
    assert any("auf Wunsch von frau.klee@example.org" in line for line in said)
    assert ask(engine, SLUG)[0] not in numbers  # what is done can be asked for again


def test_a_check_stores_nothing_but_its_result(engine: Engine, tmp_path: Path) -> None:
    """What would be read stands in the order; no visit and no entry does."""
    with writing(engine) as session:
        numbers = [sources.check(session, slug, BY, NOW).id for slug in (SLUG, OTHER)]
    service(engine, tmp_path)[0].orders()
    found = [order(engine, number) for number in numbers]
    assert [one.outcome for one in found] == [RunOutcome.OK] * 2, [one.reason for one in found]
    assert found[0].result["count"] == 3 == len(found[0].result["entries"])
    assert found[0].result["requests"] and found[0].result["steps"] and found[0].result["filled"]
    assert count(engine, CrawlRun) == count(engine, StoredEntry) == 0


def test_a_page_is_read_before_it_is_a_source(engine: Engine, tmp_path: Path) -> None:
    """Title, text and values with their words; a page that cannot be had says why."""
    pages = tmp_path / "pages" / "seite"
    pages.mkdir(parents=True)
    (pages / "0.html").write_text(PAGE, encoding="utf-8")
    url = "https://stiftung.example.org/dorf"
    (pages / "pages.toml").write_text(f'[[page]]\nurl = "{url}"\nfile = "0.html"\n', "utf-8")
    facts = {
        "title": "Dorfstiftung", "publisher": "Stiftung", "area": "06",
        "level": Level.STATE.value, "kind": Kind.CALL.value, "language": "de",
    }  # fmt: skip
    with writing(engine) as session:
        numbers = [
            sources.look_at(session, one, {**facts, "url": one}, BY, NOW).id
            for one in (url, f"{url}/weg")
        ]
    service(engine, tmp_path, pages.parent)[0].orders()
    good, bad = (order(engine, number) for number in numbers)
    assert good.outcome == RunOutcome.OK, good.reason
    assert "Die Stiftung fördert" in good.result["text"]
    values = {one["value"]: one["quote"] for one in good.result["statements"]}
    assert "15.03.2027" in values and "15. März 2027" in values["15.03.2027"]
    assert bad.outcome == RunOutcome.FAILED and bad.reason and not bad.result
    assert count(engine, CrawlRun) == 0


def test_a_source_that_somebody_visits_is_waited_for(engine: Engine, tmp_path: Path) -> None:
    """While another process has the lease the order waits; then it is carried out."""
    numbers = ask(engine, SLUG)
    with writing(engine) as session:
        numbers.append(sources.check(session, SLUG, BY, NOW).id)
    leases.take(engine, lease_of(SLUG), "elsewhere:1", NOW, timedelta(hours=1))
    at_work, _said = service(engine, tmp_path)
    for _ in range(ATTEMPTS + 2):  # to wait is no attempt
        at_work.orders()
    assert [order(engine, n).state for n in numbers] == [OrderState.WAITING] * 2
    leases.give_back(engine, lease_of(SLUG), "elsewhere:1")
    at_work.orders()
    assert [order(engine, n).state for n in numbers] == [OrderState.DONE] * 2


def test_one_process_visits_a_source_once_at_a_time(engine: Engine, tmp_path: Path) -> None:
    """The lease is the process's; its threads are kept apart beside it."""
    (number,) = ask(engine, SLUG)
    at_work, _said = service(engine, tmp_path)
    with at_work.app.alone.at(SLUG) as free:
        assert free
        at_work.orders()
    assert order(engine, number).state == OrderState.WAITING
    at_work.orders()
    assert order(engine, number).state == OrderState.DONE


@pytest.mark.parametrize(("busy", "made"), [("host:bbsr.bund.de", 0), ("host:x.org", 1)])
def test_one_process_asks_a_host_for_one_source_at_a_time(
    engine: Engine, tmp_path: Path, busy: str, made: int
) -> None:
    """Two sources of one host would be two requests at a time."""
    app = service(engine, tmp_path)[0].app
    with app.alone.at(busy):
        results = list(jobs.crawl_sources(app, [app.sources[SLUG]]))
    assert len(results) == count(engine, CrawlRun) == made


def carrying_out(folder: Path) -> Callable[[Engine, Callable[[], None]], None]:
    """The work of one service's tick."""

    def work(engine: Engine, _step: Callable[[], None]) -> None:
        service(engine, folder)[0].orders()

    return work


def test_two_services_carry_an_order_out_once(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    """Two processes that see the same orders at once make one visit of each."""
    forked("tests.faults.week.run")  # the server of both is there before they are
    numbers = ask(engine, SLUG, OTHER)
    children = [start_child(database_url, carrying_out(tmp_path)) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert [order(engine, n).state for n in numbers] == [OrderState.DONE] * 2
    assert count(engine, CrawlRun) == 2


@pytest.mark.parametrize(
    ("kill_at", "knows"),
    [
        pytest.param(8, Small, marks=pytest.mark.long),
        (14, Small),
        pytest.param(25, Application, marks=pytest.mark.long),  # all that are shipped
    ],
)
def test_an_order_outlives_the_service(
    engine: Engine, database_url: str, tmp_path: Path, kill_at: int, knows: type[Application]
) -> None:
    """Killed over an order, the next service carries it out; nothing asked for is lost."""
    forked("tests.faults.week.run")
    (number,) = ask(engine, SLUG)
    assert not run_in_child(database_url, carrying_out(tmp_path), kill_at)
    at_work, _said = service(engine, tmp_path, knows=knows)
    at_work.start()
    at_work.orders()
    assert order(engine, number).state == OrderState.DONE, order(engine, number).reason
    with reading(engine) as session:
        good = select(func.count()).where(CrawlRun.source == SLUG, CrawlRun.outcome == "ok")
        assert session.scalar(good) in (1, 2)  # done, and killed before it could say so


def test_an_order_does_not_kill_for_ever(engine: Engine) -> None:
    """After some processes that died over it the order is ended and says so."""
    first, second = ask(engine, SLUG, OTHER)
    for _ in range(ATTEMPTS):
        assert claim_order(engine, first, "a:1", NOW, timedelta(hours=1))
        assert not claim_order(engine, first, "b:2", NOW, timedelta(hours=1))
        release_orders(engine, NOW, lambda _holder: False)
    assert not claim_order(engine, first, "a:1", NOW, timedelta(hours=1))
    assert order(engine, first).state == OrderState.FAILED and order(engine, first).reason
    assert order(engine, second).state == OrderState.WAITING


def test_who_lost_an_order_does_not_settle_it(engine: Engine) -> None:
    """A process that was thought dead and comes back writes nothing over the other's result."""
    first, second = ask(engine, SLUG, OTHER)
    for number in (first, second):
        assert claim_order(engine, number, "a:1", NOW, timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    assert claim_order(engine, first, "b:2", later, timedelta(minutes=1))
    assert not settle_order(engine, first, "a:1", later, outcome="failed")
    assert settle_order(engine, first, "b:2", later, outcome="ok")
    assert settle_order(engine, second, "a:1", later, outcome="ok")
    assert [order(engine, n).outcome for n in (first, second)] == ["ok", "ok"]


def test_a_paused_source_is_not_visited_by_its_timetable(engine: Engine, tmp_path: Path) -> None:
    """It rests at every tick, but comes when asked for by hand; its neighbour is visited."""
    at_work, _said = service(engine, tmp_path)
    app = at_work.app
    with writing(engine) as session:
        sources.pause(session, SLUG, BY, NOW)
    for slug in (SLUG, OTHER):
        at_work.crawl(app.sources[slug])

    def visited() -> list[str]:
        with reading(engine) as session:
            return list(session.scalars(select(CrawlRun.source).order_by(CrawlRun.id)))

    assert visited() == [OTHER]
    ask(engine, SLUG)
    at_work.orders()
    assert visited() == [OTHER, SLUG]


def test_a_service_shows_that_it_is_at_work(engine: Engine, tmp_path: Path) -> None:
    """Its sign of life is there for two services, and ends by itself."""
    for _ in range(2):
        service(engine, tmp_path)[0].beat()
    with reading(engine) as session:
        assert leases.SERVICE in leases.held(session, NOW)
        assert leases.SERVICE not in leases.held(session, NOW + timedelta(minutes=3))
