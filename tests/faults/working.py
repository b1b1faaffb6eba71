"""Working: real workers on a real PostgreSQL, each a process that can be killed or told to stop."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from db.engine import make_engine
from landbote.clock import Clock, real_clock
from landbote.service import Service
from landbote.settings import Settings
from landbote.working.living import Pulse
from landbote.working.tasks import Lane
from landbote.working.worker import work
from tests.faults.dying import start_child
from tests.faults.week.living import Installation
from tests.forks import forked

# As quick as may be: what takes a minute in an installation takes a second here.
QUICK = Pulse(
    beat=timedelta(seconds=1),
    silence=timedelta(seconds=8),
    put_back=timedelta(seconds=4),
    look="* * * * * *",
)
LANES = 4  # connections to the mail server
WAITS = 90.0  # for what has to come, on a machine that is busy


@dataclass(frozen=True, kw_only=True)
class Works:
    """One installation: its database, its pages, and where its mails go."""

    url: str
    pages: Path
    folder: Path
    smtp_url: str
    lanes: Collection[Lane] = tuple(Lane)
    pulse: Pulse = QUICK

    def program(self) -> tuple[str, ...]:
        """Return what crawls these pages; to be asked before there are workers."""
        return (*forked("tests.faults.week.run"), str(self.pages))

    def service(self, engine: Engine, clock: Clock, program: tuple[str, ...]) -> Service:
        """Return its service by a clock; what it says goes to nobody."""
        app = Installation(
            settings=Settings(
                data_folder=self.folder,
                smtp_url=self.smtp_url,
                smtp_connections=LANES,
                secret="a secret for tests only",
            ),
            clock=clock,
            engine=engine,
            program=program,
        )
        return Service(app=app, say=lambda _line: None)

    def start(self, at: datetime) -> int:
        """Start a worker whose clock shows that instant now, and return its number."""
        begun = real_clock()
        program = self.program()

        def live(engine: Engine, _step: Callable[[], None]) -> None:
            service = self.service(engine, lambda: at + (real_clock() - begun), program)
            work(service.app, service.say, self.lanes, self.pulse)

        return start_child(self.url, live)

    @contextmanager
    def workers(self, count: int, at: datetime) -> Iterator[list[int]]:
        """Let so many workers work, and tell those to stop that still live at the end."""
        living = [self.start(at) for _ in range(count)]
        try:
            yield living
        finally:
            for one in living:
                os.kill(one, signal.SIGTERM)
            for one in living:
                ended, status = os.waitpid(one, 0)
                assert ended and status == 0, "a worker that is told to stop ends well"


def holder(worker: int) -> str:
    """Return what a worker is called in leases and claims."""
    return f"{socket.gethostname()}:{worker}"


def kill(living: list[int], one: int) -> None:
    """Kill a worker the hard way."""
    living.remove(one)
    os.kill(one, signal.SIGKILL)
    os.waitpid(one, 0)


@contextmanager
def away(engine: Engine) -> Iterator[None]:
    """Let a database cut all its connections and take no new ones, as one that restarts."""
    name = engine.url.database
    server = make_engine(engine.url.set(database="postgres").render_as_string(False))
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    with server.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        connection.execute(cut, {"name": name})
        yield
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    server.dispose()


def until(come: Callable[[], bool]) -> None:
    """Wait for something that has to come."""
    ends = time.monotonic() + WAITS
    while not come():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.05)
