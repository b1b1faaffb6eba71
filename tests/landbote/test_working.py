"""The queue of the workers: no job waits twice, and none is lost with the worker that had it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from db.engine import make_engine
from landbote.application import Application
from landbote.service import Say, Service, serve
from landbote.settings import Settings, SettingsError
from landbote.working.queue import SCHEMA, QueueError, connection_lost, connector, prepare
from landbote.working.tasks import DEATHS, Lane, Tasks, declare
from tests.conftest import NOW
from tests.databases import PostgresTemplate

JOBS = f"{SCHEMA}.procrastinate_jobs"


@pytest.fixture
def queued(postgres_template: PostgresTemplate, tmp_path: Path) -> Iterator[Engine]:
    """A PostgreSQL database with a queue."""
    with postgres_template.database(tmp_path) as url:
        engine = make_engine(url)
        prepare(engine)
        yield engine
        engine.dispose()


def tasks_on(
    engine: Engine, folder: Path, say: Say = lambda _line: None, now: datetime = NOW
) -> Tasks:
    """The tasks of an installation on a database."""
    app = Application(
        settings=Settings(data_folder=folder, secret="only for tests"),
        clock=lambda: now,
        engine=engine,
    )
    tasks = Tasks(service=Service(app=app, say=say), queue=App(connector=connector(engine)))
    declare(tasks)
    return tasks


def work_off(queue: App, lane: Lane) -> None:
    """Do what may be done by now in a lane, as a worker does it that then goes."""

    async def work() -> None:
        async with queue.open_async():
            await queue.run_worker_async(
                queues=[lane],
                wait=False,
                delete_jobs="successful",
                install_signal_handlers=False,
            )

    asyncio.run(work())


def asked(tasks: Tasks, *slugs: str) -> None:
    """Ask for visits that can only fail: the job knows no such word."""
    with tasks.queue.open():
        for slug in slugs:
            tasks.ask("visit", f"visit:{slug}", f"host:{slug}", wrong=slug)


def waiting(engine: Engine) -> list[tuple[str, str, int]]:
    """Every job: its task, how it stands, and how often it was begun."""
    with engine.connect() as connection:
        found = text(f"SELECT queueing_lock, status, attempts FROM {JOBS} ORDER BY id")
        return [(one, status, attempts) for one, status, attempts in connection.execute(found)]


def test_a_dead_worker_s_job_is_put_back_and_never_twice(queued: Engine, tmp_path: Path) -> None:
    """One job comes back to the queue; one that is asked for again already ends."""
    tasks = tasks_on(queued, tmp_path)
    ask = sync_to_async(tasks.ask, thread_sensitive=False)

    async def die_over_two_jobs() -> None:
        ledger = tasks.queue.job_manager
        async with tasks.queue.open_async():
            for slug in ("one", "one", "other"):
                await ask("visit", f"visit:{slug}", f"host:{slug}", slug=slug)
            worker = await ledger.register_worker()
            for _ in range(2):
                assert await ledger.fetch_job([Lane.VISITS], worker)
            await ask("visit", "visit:one", "host:one", slug="one")
            await tasks.put_back()
            with queued.begin() as connection:
                assert {status for _, status, _ in waiting(queued)} == {"doing", "todo"}
                beat = "last_heartbeat = now() - interval '1h'"
                connection.execute(text(f"UPDATE {SCHEMA}.procrastinate_workers SET {beat}"))
            await tasks.put_back()

    asyncio.run(die_over_two_jobs())
    assert waiting(queued) == [
        ("visit:one", "failed", 1),
        ("visit:other", "todo", 1),
        ("visit:one", "todo", 0),
    ]


def test_jobs_that_always_fail_wait_longer_each_time(queued: Engine, tmp_path: Path) -> None:
    """They are asked for anew, later, and by nobody else before; the log says why, in a line."""
    said: list[str] = []
    tasks = tasks_on(queued, tmp_path, said.append)
    asked(tasks, "one", "other")
    for pause in (30, 120, 600, 600):
        said.clear()
        work_off(tasks.queue, Lane.VISITS)
        asked(tasks, "one")
        later = f"scheduled_at > now() + interval '{pause // 2}s' FROM {JOBS}"
        visits = f"SELECT queueing_lock, {later} WHERE task_name = 'visit' ORDER BY 1"
        with queued.begin() as connection:
            found = [tuple(row) for row in connection.execute(text(visits))]
            connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
            connection.execute(text(f"UPDATE {JOBS} SET scheduled_at = now()"))
        assert found == [("visit:one", True), ("visit:other", True)]
        assert len(said) == 2
        assert all(f"gescheitert, wieder in {pause} Sekunden: TypeError" in line for line in said)


def test_a_job_over_which_workers_die_is_given_up(queued: Engine, tmp_path: Path) -> None:
    """It is begun anew a few times, and then not again; who reads the log is told both."""
    said: list[str] = []
    tasks = tasks_on(queued, tmp_path, said.append)
    asked(tasks, "one", "other")

    async def die_over_both() -> None:
        ledger = tasks.queue.job_manager
        async with tasks.queue.open_async():
            worker = await ledger.register_worker()
            while await ledger.fetch_job([Lane.VISITS], worker):
                await ledger.fetch_job([Lane.VISITS], worker)
                with queued.begin() as connection:
                    beat = "last_heartbeat = now() - interval '1h'"
                    connection.execute(text(f"UPDATE {SCHEMA}.procrastinate_workers SET {beat}"))
                await tasks.put_back()

    asyncio.run(die_over_both())
    assert {(status, attempts) for _, status, attempts in waiting(queued)} == {
        ("failed", DEATHS + 1)
    }
    assert said.count("„visit:one“ wurde unterbrochen und beginnt neu") == DEATHS
    assert said.count("„visit:other“ wurde unterbrochen und beginnt neu") == DEATHS
    assert said.count("„visit:one“ beginnt nicht neu: schon 6-mal unterbrochen") == 1
    asked(tasks, "one")  # whoever asks for it later has it begun once more
    assert ("visit:one", "todo", 0) in waiting(queued)


def test_one_host_is_visited_by_one_worker_at_a_time(queued: Engine, tmp_path: Path) -> None:
    """Of what two workers ask for at once each waits once, and a lock that is held is respected."""
    one, other = tasks_on(queued, tmp_path), tasks_on(queued, tmp_path)
    for tasks in (one, other):
        with tasks.queue.open():
            tasks.ask("visit", "visit:a", "host:shared", slug="a")
            tasks.ask("visit", "visit:b", "host:shared", slug="b")
            tasks.ask("visit", "visit:c", "host:own", slug="c")
    assert [name for name, _, _ in waiting(queued)] == ["visit:a", "visit:b", "visit:c"]

    async def begun(tasks: Tasks) -> list[str | None]:
        async with tasks.queue.open_async():
            ledger = tasks.queue.job_manager
            worker = await ledger.register_worker()
            jobs = [await ledger.fetch_job([Lane.VISITS], worker) for _ in range(2)]
            return [job.queueing_lock if job else None for job in jobs]

    assert asyncio.run(begun(one)) == ["visit:a", "visit:c"]
    assert asyncio.run(begun(other)) == [None, None]


def test_what_was_due_while_no_worker_lived_is_asked_for(queued: Engine, tmp_path: Path) -> None:
    """The first look of whoever comes finds the morning's issue and every visit that is due."""
    late_on_monday = NOW + timedelta(days=1, hours=16)
    tasks = tasks_on(queued, tmp_path, now=late_on_monday)
    with tasks.queue.open():
        tasks.ask_for_what_is_due()
    names = [name for name, _, _ in waiting(queued)]
    assert len(names) == len(set(names)) and "digest" in names
    assert len([name for name in names if name.startswith("visit:")]) > 100


def test_only_a_database_that_is_away_is_called_so(queued: Engine) -> None:
    """A server that ends, or that nobody reaches, is; a lock that is held, or a wrong word, not."""
    assert connection_lost(failure(queued, "SELECT pg_terminate_backend(pg_backend_pid())"))
    nowhere = make_engine("postgresql://landbote@127.0.0.1:1/landbote")
    assert connection_lost(failure(nowhere, "SELECT 1"))
    with queued.begin() as holding:
        holding.execute(text(f"LOCK TABLE {JOBS}"))
        assert not connection_lost(failure(queued, f"LOCK TABLE {JOBS} NOWAIT"))
    assert not connection_lost(failure(queued, "SELECT wrong"))


def failure(engine: Engine, statement: str) -> DBAPIError:
    """Return what a statement fails with."""
    with pytest.raises(DBAPIError) as failed, engine.connect() as connection:
        connection.execute(text(statement))
    return failed.value


def test_the_end_of_a_job_is_noted_though_the_connection_is_lost(queued: Engine) -> None:
    """What ends while the database is away holds no lock afterwards, and is not done twice."""
    queue, done = App(connector=connector(queued)), list[int]()

    @queue.task(name="lose", queue=Lane.JOBS)
    def lose(number: int) -> None:
        done.append(number)
        with queued.connect() as connection:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(
                text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
            )

    with queue.open():
        for number in range(2):
            lose.configure(lock="alone").defer(number=number)
    while len(done) < 2:
        with suppress(ConnectorException):  # what a worker does then stands in another test
            work_off(queue, Lane.JOBS)
    assert done == [0, 1]
    assert waiting(queued) == []


def test_no_clock_of_the_queue_names_an_hour(queued: Engine, tmp_path: Path) -> None:
    """The queue counts in UTC; what is due by Berlin's time is asked of the schedule."""
    clocks = tasks_on(queued, tmp_path).queue.periodic_registry.periodic_tasks.values()
    assert len(clocks) > 10
    assert {clock.cron.split()[1] for clock in clocks} == {"*"}


def test_without_postgresql_there_are_no_workers(tmp_path: Path) -> None:
    """Whoever asks for workers on SQLite hears what to do."""
    engine = make_engine(f"sqlite:///{tmp_path}/landbote.db")
    with pytest.raises(QueueError, match="PostgreSQL"):
        prepare(engine)
    app = Application(settings=Settings(jobs_by="workers"), clock=lambda: NOW, engine=engine)
    with pytest.raises(SettingsError, match="PostgreSQL"):
        serve(app, lambda _line: None)
    engine.dispose()
