"""Worker: one process that does what is asked for in the queue, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial

from procrastinate import App

from landbote.application import Application
from landbote.crawling.interrupted import may_be_at_work
from landbote.service import Say, Service
from landbote.working.living import Pulse, say_alive, say_goodbye
from landbote.working.queue import connector, prepare
from landbote.working.tasks import Lane, Tasks, declare


class WorkerError(ValueError):
    """The worker ended without being told to; what stood in its way is in the log."""


def work(
    app: Application, say: Say, lanes: Collection[Lane] = tuple(Lane), pulse: Pulse | None = None
) -> None:
    """Do what is asked for in these lanes until SIGTERM or SIGINT, and settle what is begun.

    Raises QueueError where there can be no queue, WorkerError where the work came to an end
    by itself.
    """
    prepare(app.engine)
    pulse = pulse or Pulse()
    service = Service(app=app, say=say)
    say_alive(app, pulse)
    # Who bears this name by now is this process; what it held before is of an earlier life.
    service.take_over(lambda holder: may_be_at_work(holder, app.holder))
    say_alive(app, pulse)
    queue = App(connector=connector(app.engine))
    declare(Tasks(service=service, queue=queue, pulse=pulse))
    say(f"Arbeitsprozess {app.holder} bereit ({', '.join(lanes)})")
    asyncio.run(_work(service, queue, lanes, pulse))
    say_goodbye(app)
    say(f"Arbeitsprozess {app.holder} beendet")


async def _work(service: Service, queue: App, lanes: Collection[Lane], pulse: Pulse) -> None:
    app = service.app
    at_once = {
        Lane.VISITS: app.settings.worker_visits,
        Lane.ORDERS: 3,
        # One for each job that may take long, so that none waits for another.
        Lane.JOBS: 5,
    }
    async with queue.open_async():
        beating = asyncio.create_task(_beat(service, pulse))
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
        with _told_to_stop(app, working):
            await asyncio.wait([beating, *working], return_when=asyncio.FIRST_COMPLETED)
            for task in working:
                task.cancel()  # nothing more is begun; what is begun comes to its end
            ended = await asyncio.gather(*working, return_exceptions=True)
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
    if not app.stopping.is_set():
        why = next((one for one in ended if isinstance(one, Exception)), "siehe Protokoll")
        raise WorkerError(f"Der Arbeitsprozess musste aufhören: {why}")


async def _beat(service: Service, pulse: Pulse) -> None:
    """Say again and again that this worker lives, and that somebody does what the desk asks."""
    while True:
        await asyncio.to_thread(say_alive, service.app, pulse)
        await asyncio.to_thread(service.beat)
        await asyncio.sleep(pulse.beat.total_seconds())


@contextmanager
def _told_to_stop(app: Application, working: Collection[asyncio.Task[None]]) -> Iterator[None]:
    """Let whoever ends this process have what is on its way settled, and nothing more begun."""

    def stop() -> None:
        app.stopping.set()
        for task in working:
            task.cancel()

    loop, signals = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
    for one in signals:
        loop.add_signal_handler(one, partial(stop))
    try:
        yield
    finally:
        for one in signals:
            loop.remove_signal_handler(one)
