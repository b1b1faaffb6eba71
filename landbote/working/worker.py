"""Worker: one process that does what is asked for in the queue, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from typing import Any

from procrastinate import App
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engine import reading
from landbote.application import Application
from landbote.crawling.interrupted import may_be_at_work
from landbote.service import Say, Service
from landbote.working.living import Pulse, say_alive, say_goodbye
from landbote.working.queue import connection_lost, connector, listen_to_library, prepare
from landbote.working.tasks import Lane, Tasks, declare

# Seconds between two looks whether a database that was lost is there again.
PATIENCE = (1.0, 2.0, 5.0, 10.0, 20.0)


class WorkerError(ValueError):
    """The worker ended without being told to; what stood in its way is in the log."""


def work(
    app: Application, say: Say, lanes: Collection[Lane] = tuple(Lane), pulse: Pulse | None = None
) -> None:
    """Do what is asked for in these lanes until SIGTERM or SIGINT, and settle what is begun.

    A database that goes away is waited for. Raises QueueError where there can be no queue,
    WorkerError where the work came to an end by itself.
    """
    prepare(app.engine)
    pulse = pulse or Pulse()
    service = Service(app=app, say=say)
    say_alive(app, pulse)
    # Who bears this name by now is this process; what it held before is of an earlier life.
    service.take_over(lambda holder: may_be_at_work(holder, app.holder))
    say_alive(app, pulse)
    listen_to_library()
    say(f"Arbeitsprozess {app.holder} bereit ({', '.join(lanes)})")
    asyncio.run(_work(service, lanes, pulse))
    with suppress(DBAPIError):  # a database that is away hears of it by silence
        say_goodbye(app)
    say(f"Arbeitsprozess {app.holder} beendet")


async def _work(service: Service, lanes: Collection[Lane], pulse: Pulse) -> None:
    """Work until told to stop; a database that goes away ends the lanes, and they begin anew."""
    told = asyncio.Event()
    with _told_to_stop(service.app, told):
        while not told.is_set():
            error = await _work_in(service, lanes, pulse, told)
            if told.is_set():
                return
            if not connection_lost(error):
                raise WorkerError(f"Der Arbeitsprozess musste aufhören: {error}") from error
            service.say("Die Datenbank ist nicht erreichbar; der Arbeitsprozess wartet auf sie")
            if await _database_back(service.app, told):
                service.say("Die Datenbank antwortet wieder; es wird weitergearbeitet")


async def _work_in(
    service: Service, lanes: Collection[Lane], pulse: Pulse, told: asyncio.Event
) -> BaseException | None:
    """Work in these lanes until told to stop, or until something fails, which is returned."""
    app = service.app
    queue = App(connector=connector(app.engine))
    declare(Tasks(service=service, queue=queue, pulse=pulse))
    at_once = {
        Lane.VISITS: app.settings.worker_visits,
        Lane.ORDERS: 3,
        # One for each job that may take long, so that none waits for another.
        Lane.JOBS: 5,
    }
    try:
        async with queue.open_async():
            watching = [
                asyncio.create_task(told.wait()),
                asyncio.create_task(_beat(service, pulse)),
            ]
            working = [
                asyncio.create_task(
                    queue.run_worker_async(
                        queues=[lane],
                        name=f"{app.holder} {lane}",
                        concurrency=at_once[lane],
                        delete_jobs="successful",
                        install_signal_handlers=False,
                        update_heartbeat_interval=pulse.beat.total_seconds(),
                        stalled_worker_timeout=pulse.put_back.total_seconds(),
                    )
                )
                for lane in lanes
            ]
            await asyncio.wait([*watching, *working], return_when=asyncio.FIRST_COMPLETED)
            ended = await _ended(working)  # nothing more is begun; what is begun comes to its end
            return next(iter(ended + await _ended(watching)), None)
    except Exception as error:
        return error


async def _ended(tasks: Collection[asyncio.Task[Any]]) -> list[Exception]:
    """Cancel tasks, wait for their end, and return what they failed with."""
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    return [one for one in ended if isinstance(one, Exception)]


async def _database_back(app: Application, told: asyncio.Event) -> bool:
    """Wait until the database answers; False where this process is told to stop before."""
    waits = chain(PATIENCE, repeat(PATIENCE[-1]))
    while not told.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), next(waits))
        with suppress(DBAPIError):
            await asyncio.to_thread(_ask, app)
            return True
    return False


def _ask(app: Application) -> None:
    with reading(app.engine) as session:
        session.execute(text("SELECT 1"))


async def _beat(service: Service, pulse: Pulse) -> None:
    """Say again and again that this worker lives, and that somebody does what the desk asks."""
    while True:
        try:
            await asyncio.to_thread(say_alive, service.app, pulse)
            await asyncio.to_thread(service.beat)
        except DBAPIError as error:
            if not connection_lost(error):
                raise
        await asyncio.sleep(pulse.beat.total_seconds())


@contextmanager
def _told_to_stop(app: Application, told: asyncio.Event) -> Iterator[None]:
    """Let whoever ends this process have what is on its way settled, and nothing more begun."""

    def stop() -> None:
        app.stopping.set()
        told.set()

    loop, signals = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
    for one in signals:
        loop.add_signal_handler(one, stop)
    try:
        yield
    finally:
        for one in signals:
            loop.remove_signal_handler(one)
