"""Engines and transactions: one way to read, one way to write, the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

BUSY_SECONDS = 30


class AddressError(ValueError):
    """What should be the address of a database is none; the message says so in German."""


def make_engine(url: str) -> Engine:
    """Return an engine for a `sqlite:///…` or `postgresql+psycopg://…` address.

    Raises AddressError for any other. It does not repeat the address: a password may be in it.
    """
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        kind = make_url(url).drivername
    except (ArgumentError, ValueError):
        kind = ""
    if kind not in ("sqlite", "postgresql+psycopg"):
        named = f"„{kind}“" if kind else "was dort steht"
        raise AddressError(
            f"LANDBOTE_DATABASE_URL: {named} ist keine Datenbank, die Landbote kennt; möglich sind "
            "sqlite:///ORDNER/landbote.db und postgresql://BENUTZER:KENNWORT@RECHNER/NAME"
        )
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without this the driver opens transactions by its own rules, and late.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a mail said to be sent must stay said
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -32000")  # KiB; a search reads many pages again
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that upgrades later fails without waiting.
    writes = connection.get_execution_options().get("landbote_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session whose work is committed as a whole, or not at all."""
    writer = engine.execution_options(landbote_writes=True)
    with Session(writer) as session, session.begin():
        yield session


def one_at_a_time(session: Session, lock: int) -> None:
    """Wait until no other writer has this lock, and keep it up to the end of the transaction.

    For what no row stands for yet. On SQLite there is one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
