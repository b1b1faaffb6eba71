"""Leases on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from db import leases

HOUR = timedelta(hours=1)


def test_a_lease_is_taken_once(engine: Engine, now: datetime) -> None:
    """While one process holds a lease nobody else gets it, and its holder may renew it."""
    assert leases.take(engine, "process", "one", now, HOUR)
    assert not leases.take(engine, "process", "two", now, HOUR)
    assert leases.take(engine, "process", "one", now, HOUR)
    assert leases.take(engine, "crawl:a", "two", now, HOUR)


def test_a_dead_holder_blocks_nobody_for_ever(engine: Engine, now: datetime) -> None:
    """A lease that ran out is free."""
    leases.take(engine, "process", "one", now, HOUR)
    assert leases.take(engine, "process", "two", now + HOUR, HOUR)
    assert not leases.take(engine, "process", "one", now + HOUR, HOUR)


def test_only_the_holder_gives_a_lease_back(engine: Engine, now: datetime) -> None:
    """Giving back what somebody else holds by now changes nothing."""
    leases.take(engine, "process", "one", now, HOUR)
    leases.give_back(engine, "process", "two")
    assert not leases.take(engine, "process", "two", now, HOUR)
    leases.give_back(engine, "process", "one")
    assert leases.take(engine, "process", "two", now, HOUR)


def test_a_lease_of_a_clock_that_was_ahead_blocks_nobody(engine: Engine, now: datetime) -> None:
    """It would hold for years, and its holder is gone; a clock that is a little ahead is borne."""
    assert leases.take(engine, "process", "one", now + timedelta(days=900), HOUR)
    assert leases.take(engine, "process", "two", now, HOUR)
    assert not leases.take(engine, "process", "one", now - timedelta(minutes=5), HOUR)
