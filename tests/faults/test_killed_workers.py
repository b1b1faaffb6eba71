"""Workers that are killed at any moment lose nothing and double nothing."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, func, select, text

from db.crawls import CrawlRun, StoredEntry
from db.deliveries import Delivery, DeliveryItem
from db.engine import make_engine, reading, writing
from db.leases import Lease
from db.opportunities import Opportunity
from db.subscribers import Subscriber, Subscription
from db.vocabulary import Cadence, DeliveryState, RunOutcome
from landbote.application import Application
from landbote.crawling.interrupted import lease_of
from landbote.working.queue import SCHEMA, prepare
from landbote.working.tasks import Lane
from pipeline.run import anything_waits
from tests.conftest import NOW
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.faults import many
from tests.faults.conftest import Outcome
from tests.faults.cut_off import gone_again, on_their_way
from tests.faults.peer import Peer, running_peer
from tests.faults.week.pages import KULTUR, SOURCES, lay_out, moment
from tests.faults.working import LANES, QUICK, Works, away, holder, kill, until
from tests.notifier.samples import publish, values

SUNDAY = moment(20, 6, 10)  # the visits are due, and no issue is
MONDAY = moment(21, 6, 40)  # the day's issue is
LATER = timedelta(minutes=26)  # by then an interrupted visit and a claimed mail come again


@dataclass(frozen=True, slots=True)
class Stock:
    """What an installation knows and has told, by names that hold in any of them."""

    entries: frozenset[tuple[str, str]]
    published: tuple[str, ...]
    told: frozenset[str]  # to every reader


@pytest.fixture
def url(postgres_template: PostgresTemplate, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    with postgres_template.database(tmp_path) as url:
        yield url


def test_the_queue_is_made_once(url: str) -> None:
    """A second process that starts finds the queue as it is, and one of another version anew."""
    engine = make_engine(url)
    assert [prepare(engine), prepare(engine)] == [True, False]
    with engine.begin() as connection:
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS 'of another version'")
    assert [prepare(engine), prepare(engine)] == [True, False]
    engine.dispose()


def test_who_dies_in_the_midst_of_a_visit_is_taken_over_from(url: str, tmp_path: Path) -> None:
    """Another worker ends the visit, lets its lock go, and ends well when it is told to."""
    lay_out(tmp_path / "pages")
    engine = make_engine(url)
    works = Works(url=url, pages=tmp_path / "pages", folder=tmp_path, smtp_url="")
    kill_in_mid_visit(works, engine, 2, SUNDAY)
    assert nobody_at(engine, "visit")
    engine.dispose()


def test_who_dies_while_sending_leaves_only_what_was_on_its_way(url: str, tmp_path: Path) -> None:
    """Killed before the answers came, it is followed by another: these go again, no other does."""
    engine, readers = make_engine(url), 11
    publish(engine, "0", values())
    many.add_readers(engine, readers)
    many.plan_day(engine, 0, NOW)
    with running_peer(tmp_path / "taken") as peer:
        works = sending_to(peer, url, tmp_path)
        peer.stall.touch()
        with works.workers(1, NOW) as living:
            (one,) = living
            until(lambda: len(peer.taken()) == LANES)
            kill(living, one)
        cut_off = on_their_way(engine, holder(one), LANES)
        assert sorted(cut_off) == sorted(mail.message_id for mail in peer.taken())
        peer.stall.unlink()
        with works.workers(1, NOW + LATER):
            until(partial(gone, engine, readers))
        repeats = settled(engine, peer, readers, cut_off)
    assert repeats == LANES
    engine.dispose()


@pytest.mark.long
def test_a_database_that_goes_away_is_waited_for(url: str, tmp_path: Path) -> None:
    """The worker lives on, and sends what was planned before as well as what is planned after."""
    engine, readers = make_engine(url), 11
    many.add_readers(engine, readers)
    with running_peer(tmp_path / "taken") as peer:
        works = sending_to(peer, url, tmp_path)
        with works.workers(1, NOW):
            for day in range(3):
                publish(engine, f"{day}", values(title=f"Aufruf {day}"))
                many.plan_day(engine, day, NOW)
                with away(engine):
                    time.sleep(day * 2)
                until(partial(gone, engine, readers * (day + 1)))
        taken = peer.taken()
    assert len({one.message_id for one in taken}) == readers * 3
    engine.dispose()


@pytest.mark.long
def test_killed_while_crawling_reading_planning_and_sending(
    url: str, sqlite_template: SqliteTemplate, tmp_path: Path, outcome: Outcome
) -> None:
    """What is found and told is what one undisturbed service finds and tells, each thing once."""
    workers, readers, kills = 4, 300, 12
    lay_out(tmp_path / "pages")
    wanted = undisturbed(sqlite_template, tmp_path)
    assert wanted.entries and wanted.told
    engine = make_engine(url)
    add_readers(engine, readers)
    chance, deaths = Random(20261127), 1
    cut_off: list[str] = []  # a mail for each death that cut off its answer
    with running_peer(tmp_path / "taken") as peer:
        works = Works(url=url, pages=tmp_path / "pages", folder=tmp_path, smtp_url=peer.url)
        read = partial(all_read, works.service(engine, lambda: MONDAY, works.program()).app)
        kill_in_mid_visit(works, engine, workers, SUNDAY)
        phases: tuple[tuple[datetime, int, Callable[[], bool]], ...] = (
            (SUNDAY + LATER, kills // 2, read),
            (MONDAY, kills, partial(gone, engine, readers)),
        )
        for at, half, done in phases:
            while not done() or deaths < half:
                with works.workers(workers, at) as living:
                    while living and deaths < half:
                        until_more(engine, peer, done)
                        time.sleep(chance.uniform(0, 1))
                        one = chance.choice(living)
                        kill(living, one)
                        cut_off += on_their_way(engine, holder(one), LANES)
                        deaths += 1
                        if chance.random() < 0.4:
                            break
                    if deaths >= half and living:
                        until(done)
                at += LATER
        repeats = settled(engine, peer, readers, cut_off)
        found = stock(engine, readers)
    assert found == wanted
    engine.dispose()
    outcome(
        f"{workers} workers, killed {deaths} times, {readers} mails",
        f"nothing lost, {repeats} twice of {len(cut_off)} cut off, same Message-ID and bytes",
    )


def sending_to(peer: Peer, url: str, folder: Path) -> Works:
    """Return an installation whose workers visit no source."""
    return Works(
        url=url,
        pages=folder,
        folder=folder,
        smtp_url=peer.url,
        lanes=(Lane.ORDERS, Lane.JOBS),
        pulse=replace(QUICK, put_back=timedelta(seconds=2)),
    )


def kill_in_mid_visit(works: Works, engine: Engine, workers: int, at: datetime) -> None:
    """Kill the worker that stands in the midst of a visit: another one notes it soon."""
    stall, stalled = works.pages / "stall", works.pages / "stalled"
    stall.write_text(KULTUR)
    with works.workers(workers, at) as living:
        until(stalled.exists)
        with reading(engine) as session:
            held = select(Lease.holder).where(Lease.name == lease_of(KULTUR))
            holder = session.scalars(held).one()
        stall.unlink()
        kill(living, int(holder.rpartition(":")[2]))
        os.kill(int(stalled.read_text()), signal.SIGKILL)  # as its own crawls end with a worker
        until(lambda: outcomes(engine, KULTUR) == [RunOutcome.INTERRUPTED])
        # What it held is free, and its job is not stuck with it.
        until(lambda: nobody_at(engine, "visit"))


def undisturbed(template: SqliteTemplate, folder: Path) -> Stock:
    """Return what one service comes to that nobody kills, on its own database."""
    with template.database(folder) as url:
        engine, now = make_engine(url), [SUNDAY]
        add_readers(engine, 1)
        works = Works(
            url=url, pages=folder / "pages", folder=folder, smtp_url=f"folder://{folder / 'mails'}"
        )
        service = works.service(engine, lambda: now[0], works.program())
        for now[0] in (SUNDAY, MONDAY):
            service.catch_up()
        found = stock(engine, 1)
        engine.dispose()
    return found


def add_readers(engine: Engine, count: int) -> None:
    """Store so many readers of whatever concerns Hessen, a mail a day."""
    with writing(engine) as session:
        for number in range(count):
            reader = Subscriber(
                email=f"reader{number}@town{number % 20}.example",
                token=f"token-of-{number}",
                created_at=moment(14),
                confirmed_at=moment(14),
            )
            reader.subscriptions = [
                Subscription(area="06", topics=[], cadence=Cadence.DAILY, created_at=moment(14))
            ]
            session.add(reader)


def stock(engine: Engine, readers: int) -> Stock:
    """Return what is known and told; every reader was told the same, each thing once."""
    title = select(DeliveryItem.subscriber_id, Opportunity.title).join(
        Opportunity, Opportunity.id == DeliveryItem.opportunity_id
    )
    with reading(engine) as session:
        told = Counter((row.subscriber_id, row.title) for row in session.execute(title))
        titles = sorted(session.scalars(select(Opportunity.title)))
    assert set(told.values()) <= {1}
    named = frozenset(title for _reader, title in told)
    assert len(told) == len(named) * readers
    return Stock(known(engine), tuple(titles), named)


def known(engine: Engine) -> frozenset[tuple[str, str]]:
    """Return what was found, each entry of a source once."""
    with reading(engine) as session:
        found = session.execute(select(StoredEntry.source, StoredEntry.key))
        rows = [(row.source, row.key) for row in found]
    assert len(rows) == len(set(rows)), "an entry that did not change is stored once"
    return frozenset(rows)


def outcomes(engine: Engine, source: str) -> list[str]:
    """Return how the visits of a source ended."""
    with reading(engine) as session:
        ended = select(CrawlRun.outcome).where(CrawlRun.source == source)
        return list(session.scalars(ended.order_by(CrawlRun.id)))


def all_read(app: Application) -> bool:
    """Whether every source was visited well, and what came in was read."""
    visited = all(RunOutcome.OK in outcomes(app.engine, slug) for slug in SOURCES)
    return visited and not anything_waits(app.engine, app.edition, app.compares_as, app.sources)


def nobody_at(engine: Engine, task: str) -> bool:
    """Whether no job of a task is being done, or holds its lock as if it were."""
    doing = (
        f"SELECT 1 FROM {SCHEMA}.procrastinate_jobs WHERE status = 'doing' AND task_name = :task"
    )
    with reading(engine) as session:
        return session.execute(text(doing), {"task": task}).first() is None


def gone(engine: Engine, count: int) -> bool:
    """Whether so many mails went, as far as is written down."""
    with reading(engine) as session:
        went = select(func.count()).where(Delivery.state == DeliveryState.SENT)
        return session.scalar(went) == count


def progress(engine: Engine, peer: Peer) -> tuple[int, int, int, int]:
    """Return how far all is: visits, entries, mails planned and taken."""
    with reading(engine) as session:
        counts = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (CrawlRun, StoredEntry, Delivery)
        )
        return *counts, len(peer.taken())  # type: ignore[return-value]


def until_more(engine: Engine, peer: Peer, done: Callable[[], bool]) -> None:
    """Wait until anything goes on, or all is done."""
    before = progress(engine, peer)
    until(lambda: done() or progress(engine, peer) != before)


def settled(engine: Engine, peer: Peer, readers: int, cut_off: list[str]) -> int:
    """Check that each mail went, and return how many went again: only what was cut off."""
    with reading(engine) as session:
        rows = session.execute(
            select(Delivery.message_id, Delivery.recipient, Delivery.state)
        ).all()
    assert len(rows) == readers and {row.state for row in rows} == {DeliveryState.SENT}
    taken = peer.taken()
    assert {(one.message_id, one.recipient) for one in taken} == {row[:2] for row in rows}
    return gone_again(taken, cut_off)
