"""Interrupted: visits that nobody makes any more are ended, so that they can be made again."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import leases
from db.crawls import CrawlRun
from db.engine import reading, writing
from db.vocabulary import RunOutcome

_REASON = "Der Abruf wurde unterbrochen, bevor er zu Ende war."


def lease_of(source: str) -> str:
    """Return the name of the lease under which a source is visited."""
    return f"crawl:{source}"


def end_interrupted(engine: Engine, now: datetime, alive: Callable[[str], bool]) -> list[str]:
    """End the visits that have begun and that nobody makes any more; return their sources.

    `alive` says of the holder of a lease whether it may still be at work. Who died before a
    visit began, or after it was over, left only the lease; it is given back as well.
    """
    begun = select(CrawlRun.source).where(CrawlRun.outcome == RunOutcome.RUNNING).distinct()
    with reading(engine) as session:
        sources = list(session.scalars(begun))
        held = {
            name: holder
            for name, holder in leases.held(session, now).items()
            if name.startswith(lease_of(""))
        }
    left = {name: holder for name, holder in held.items() if not alive(holder)}
    dead = [slug for slug in sources if lease_of(slug) in left or lease_of(slug) not in held]
    if dead:
        with writing(engine) as session:
            end_as_interrupted(session, dead, now)
    for name, holder in left.items():
        leases.give_back(engine, name, holder)
    return sorted(dead)


def end_as_interrupted(session: Session, sources: Collection[str], now: datetime) -> None:
    """Write down that the begun visits of these sources came to no end."""
    begun = select(CrawlRun).where(
        CrawlRun.outcome == RunOutcome.RUNNING, CrawlRun.source.in_(list(sources))
    )
    for run in session.scalars(begun):
        run.outcome, run.reason, run.finished_at = RunOutcome.INTERRUPTED, _REASON, now


def may_be_at_work(holder: str, own: str) -> bool:
    """Whether a process, as leases name it, may be running; on this machine that can be seen.

    Who bears the own name at a start is of an earlier life.
    """
    host, _, number = holder.rpartition(":")
    if holder == own or not number.isdecimal():
        return False
    if host != own.rpartition(":")[0]:
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
