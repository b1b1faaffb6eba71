"""Tasks: every job of the service as a task of the queue, with its lane, its lock and its clock.

The clock ticks by the minute, at any hour and in any time zone; what is due at a tick is asked of
`landbote.schedule`, which knows Berlin's time. A task that fails is put back for a while. What
was due is due still: the next tick would ask for it in any case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

import structlog
from procrastinate import App, JobContext
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from crawlers.links import host_of
from landbote import jobs
from landbote.clock import local_date
from landbote.schedule import due_cadences
from landbote.service import Service
from landbote.source_orders import asked_for, carry_out
from landbote.working.living import Pulse, census
from landbote.working.queue import connection_lost

# How long a task that failed is put back, the first time, the second …
PAUSES = (30, 120, 600)
DEATHS = 5  # so many workers may die over one job, and it is begun again
_TRIES = "tries"

# A sixth field is of seconds. None names an hour: these tick, and know no time of day.
EVERY_5_SECONDS = "* * * * * */5"
EVERY_20_SECONDS = "* * * * * */20"
EVERY_TEN_MINUTES = "*/10 * * * *"
EVERY_QUARTER = "*/15 * * * *"


class Lane(StrEnum):
    """What waits behind what: nobody who waits for a page stands behind the night's visits."""

    VISITS = "visits"
    ORDERS = "orders"
    JOBS = "jobs"


@dataclass(frozen=True, kw_only=True)
class Tasks:
    """The jobs of one installation, and the queue in which they are asked for."""

    service: Service
    queue: App
    pulse: Pulse = field(default_factory=Pulse)

    def ask_for_what_is_due(self) -> None:
        """Ask for the visits and the issues that are due."""
        app = self.service.app
        for source in self.service.due(app.sources.values()):
            self.ask("visit", f"visit:{source.slug}", _lock(source.homepage), slug=source.slug)
        now = app.clock()
        if due_cadences(jobs.plans(app, local_date(now)), now):
            self.ask("digest", "digest", "digest")

    def visit(self, slug: str) -> None:
        """Visit a source if it is due, and ask for what it brought to be read."""
        source = self.service.app.sources.get(slug)
        if source is not None and self.service.visit(source):
            self.ask("process", "process", "process")

    def ask_for_orders(self) -> None:
        """Ask for what staff want to be done."""
        sources = self.service.app.sources
        for number, about in asked_for(self.service.app):
            address = sources[about].homepage if about in sources else about
            self.ask("order", f"order:{number}", _lock(address), number=number)

    def carry_out(self, number: int) -> None:
        """Carry out what staff want to be done, and ask for what it brought to be read."""
        if line := carry_out(self.service.app, number):
            self.service.say(line)
            self.ask("process", "process", "process")

    def take_over(self) -> None:
        """Let go what dead workers held, so that others can begin it again."""
        self.service.take_over(census(self.service.app).alive)

    async def put_back(self) -> None:
        """Put the jobs back at which workers died, unless the same is asked for anyway."""
        ledger, silence = self.queue.job_manager, self.pulse.put_back.total_seconds()
        for job in await ledger.get_stalled_jobs(seconds_since_heartbeat=silence):
            if job.attempts < DEATHS:
                with suppress(UniqueViolation):
                    await ledger.retry_job(job)
                    self.service.say(f"{_called(job)} wurde unterbrochen und beginnt neu")
                    continue
            else:
                times = job.attempts + 1
                self.service.say(
                    f"{_called(job)} beginnt nicht neu: schon {times}-mal unterbrochen"
                )
            await ledger.finish_job(job, Status.FAILED, delete_job=False)

    async def forget(self) -> None:
        """Forget jobs that came to no end days ago."""
        await self.queue.job_manager.delete_old_jobs(nb_hours=72, include_failed=True)

    def ask(self, name: str, once: str, lock: str, **what: Any) -> None:
        """Put a job into the queue, unless it waits there already."""
        task = self.queue.configure_task(name, lock=lock, queueing_lock=once, allow_unknown=False)
        with suppress(AlreadyEnqueued):
            task.defer(**what)

    def again(self, job: Job, error: Exception) -> None:
        """Put a job that failed back into the queue for a while, for as often as it fails."""
        tries = int(str(job.task_kwargs.get(_TRIES, 0)))
        pause = PAUSES[min(tries, len(PAUSES) - 1)]
        why = "Datenbank nicht erreichbar" if connection_lost(error) else _first_line(error)
        self.service.say(f"{_called(job)} gescheitert, wieder in {pause} Sekunden: {why}")
        task = self.queue.configure_task(
            job.task_name,
            lock=job.lock,
            queueing_lock=job.queueing_lock,
            schedule_in={"seconds": pause},
        )
        # Where the database is away, what was due is due still once it is back.
        with suppress(AlreadyEnqueued, ConnectorException):
            task.defer(**{**job.task_kwargs, _TRIES: tries + 1})


def declare(tasks: Tasks) -> None:
    """Make every job known to the queue, with its lane, its locks and the clock it comes by."""
    service = tasks.service
    _declare(tasks, "visit", tasks.visit, lane=Lane.VISITS)
    _declare(tasks, "order", tasks.carry_out, lane=Lane.ORDERS)
    _declare(tasks, "digest", service.digest)
    _declare(tasks, "process", service.process, EVERY_QUARTER)
    _declare(tasks, "due", tasks.ask_for_what_is_due, tasks.pulse.look)
    _declare(tasks, "orders", tasks.ask_for_orders, EVERY_5_SECONDS, lane=Lane.ORDERS)
    _declare(tasks, "send", service.send, tasks.pulse.look)
    _declare(tasks, "note", service.note, tasks.pulse.look)
    _declare(tasks, "webhooks", service.webhooks, EVERY_20_SECONDS)
    for name, job in (
        ("bounces", service.bounces),
        ("watch", service.watch),
        ("sample", service.sample),
        ("findings", service.findings),
    ):
        _declare(tasks, name, job, EVERY_TEN_MINUTES)
    # Without a lock: one that died over it would stand in the way of its own rescue.
    often = f"* * * * * */{max(1, int(tasks.pulse.beat.total_seconds()))}"
    _declare(tasks, "take over", tasks.take_over, often, lock=False, lane=Lane.ORDERS)
    _periodic(tasks.queue, "put back", tasks.put_back, often)
    _periodic(tasks.queue, "forget", tasks.forget, EVERY_TEN_MINUTES)


def _declare(
    tasks: Tasks,
    name: str,
    job: Callable[..., None],
    clock: str = "",
    *,
    lane: Lane = Lane.JOBS,
    lock: bool = True,
) -> None:
    """Declare a job; one with a clock waits in the queue once, and is done by one at a time."""

    def run(context: JobContext, /, timestamp: int = 0, **what: Any) -> None:
        what.pop(_TRIES, None)
        try:
            tasks.service.in_time(partial(job, **what))
        except Exception as error:
            if not connection_lost(error):
                structlog.get_logger(job=name).exception("job failed")
            tasks.again(context.job, error)

    task = tasks.queue.task(
        name=name,
        queue=lane,
        pass_context=True,
        lock=name if clock and lock else None,
        queueing_lock=name if clock else None,
    )(run)
    if clock:
        tasks.queue.periodic(cron=clock)(task)


def _periodic(queue: App, name: str, job: Callable[[], Awaitable[None]], clock: str) -> None:
    """Declare a job that is about the queue itself, and fails with it."""

    async def run(timestamp: int) -> None:
        await job()

    queue.periodic(cron=clock)(queue.task(name=name, queue=Lane.ORDERS, queueing_lock=name)(run))


def _called(job: Job) -> str:
    """Return what a job is called in the log, such as „visit:he_wibank“."""
    return f"„{job.queueing_lock or job.task_name}“"


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _lock(address: str) -> str:
    """Return the lock of the host of an address: one visit at a time, whoever makes it."""
    return f"host:{host_of(address) or address}"
