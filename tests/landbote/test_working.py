"""The queue of the workers: no job waits twice, and none is lost with the worker that had it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from procrastinate import App
from sqlalchemy import Engine, text

from db.engine import make_engine
from landbote.application import Application
from landbote.service import Service, serve
from landbote.settings import Settings, SettingsError
from landbote.working.queue import SCHEMA, QueueError, connector, prepare
from landbote.working.tasks import Lane, Tasks, declare
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


def tasks_on(engine: Engine, folder: Path) -> Tasks:
    """The tasks of an installation on a database."""
    app = Application(
        settings=Settings(data_folder=folder, secret="only for tests"),
        clock=lambda: NOW,
        engine=engine,
    )
    tasks = Tasks(
        service=Service(app=app, say=lambda _line: None), queue=App(connector=connector(engine))
    )
    declare(tasks)
    return tasks


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


def test_a_job_that_fails_waits_a_while(queued: Engine, tmp_path: Path) -> None:
    """It is asked for anew, later, and by nobody else before."""
    tasks = tasks_on(queued, tmp_path)
    ask = sync_to_async(tasks.ask, thread_sensitive=False)

    async def fail_twice() -> None:
        async with tasks.queue.open_async():
            for slug in ("one", "other"):
                await ask("visit", f"visit:{slug}", f"host:{slug}", wrong=slug)
            await tasks.queue.run_worker_async(
                queues=[Lane.VISITS],
                wait=False,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
            await ask("visit", "visit:one", "host:one", slug="one")

    asyncio.run(fail_twice())
    later = text(
        f"SELECT queueing_lock, scheduled_at > now() FROM {JOBS} WHERE task_name = 'visit'"
    )
    with queued.connect() as connection:
        found = sorted(tuple(row) for row in connection.execute(later))
    assert found == [("visit:one", True), ("visit:other", True)]


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
