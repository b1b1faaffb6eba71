"""Living: workers say that they live, and what a dead one held is let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from db import leases
from db.engine import reading, writing
from landbote.application import Application
from landbote.crawling.interrupted import may_be_at_work

_LIFE = "worker:"
_LONG_AGO = timedelta(days=7)  # what a dead worker held has ended by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How often a worker says that it lives and looks what is due, and how long it is waited for.

    After so long a silence what it held is let go; its jobs are put back a little later.
    """

    beat: timedelta = timedelta(seconds=10)
    silence: timedelta = timedelta(seconds=60)
    put_back: timedelta = timedelta(seconds=80)
    look: str = "* * * * *"  # as in a crontab; a sixth field is of seconds


def say_alive(app: Application, pulse: Pulse) -> None:
    """Say that this worker lives."""
    leases.take(app.engine, f"{_LIFE}{app.holder}", app.holder, app.clock(), pulse.silence)


def say_goodbye(app: Application) -> None:
    """Say that this worker has ended and holds nothing."""
    leases.give_back(app.engine, f"{_LIFE}{app.holder}", app.holder)


@dataclass(frozen=True, slots=True)
class Census:
    """Which workers are not heard of any more, as seen by one of them."""

    own: str
    silent: frozenset[str]

    def alive(self, holder: str) -> bool:
        """Whether whoever holds something may still be at it.

        Of one that never was a worker only a death on this machine can be seen.
        """
        if holder == self.own:
            return True
        return holder not in self.silent and may_be_at_work(holder, self.own)


def census(app: Application) -> Census:
    """Return who is silent by now; those that are long dead are forgotten."""
    now = app.clock()
    silent = select(leases.Lease.holder).where(
        leases.Lease.name.startswith(_LIFE), leases.Lease.until_at <= now
    )
    with reading(app.engine) as session:
        found = frozenset(session.scalars(silent))
    if found:
        with writing(app.engine) as session:
            old = leases.Lease.until_at <= now - _LONG_AGO
            session.execute(delete(leases.Lease).where(leases.Lease.name.startswith(_LIFE), old))
    return Census(app.holder, found)
