"""Queue: the tables of the jobs that wait, in a schema of their own in Landbote's database."""

from __future__ import annotations

import asyncio
import logging
from hashlib import sha256
from typing import Any

import psycopg
import structlog
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

SCHEMA = "landbote_jobs"
# Any fixed number will do; it is the lock of those who make the queue's tables.
_LOCK = 0x1A4DB0E5
# Codes of a connection that failed, and of a server that shuts down, crashed or starts.
_AWAY = ("08", "57P")
# Seconds between tries to note what became of a job while the connection is lost.
_PATIENCE = (0.2, 1.0, 2.0, 5.0)


class QueueError(ValueError):
    """There can be no queue in this database; the message says in German what to do."""


def prepare(engine: Engine) -> bool:
    """Make the queue's tables, or make them anew for another version; say whether it was needed.

    What waited in them is asked for again by the next tick, so nothing need be carried over.
    Several processes may call this at once: all but the first find nothing to do.
    Raises QueueError where the database is none that can hold a queue.
    """
    if engine.dialect.name != "postgresql":
        raise QueueError(
            "Arbeitsprozesse brauchen PostgreSQL (LANDBOTE_DATABASE_URL); mit SQLite macht "
            "„landbote run“ alles in einem Prozess"
        )
    tables = SchemaManager.get_schema()
    edition = sha256(tables.encode()).hexdigest()
    try:
        return _made(engine, tables, edition)
    except ProgrammingError as error:
        raise QueueError(
            f"Die Warteschlange ließ sich nicht anlegen ({str(error.orig).strip()}). Der "
            "Datenbanknutzer braucht das Recht dazu: "
            "GRANT CREATE ON DATABASE name TO nutzer"
        ) from error


def _made(engine: Engine, tables: str, edition: str) -> bool:
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = text("SELECT obj_description(to_regnamespace(:schema), 'pg_namespace')")
        if connection.scalar(found, {"schema": SCHEMA}) == edition:
            return False
        for statement in (
            f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE",
            f"CREATE SCHEMA {SCHEMA}",
            f"COMMENT ON SCHEMA {SCHEMA} IS '{edition}'",
            f"SET LOCAL search_path TO {SCHEMA}",
        ):
            connection.execute(text(statement))
        # Many statements in one go: only without parameters does the driver take them.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(tables)
        return True


def connection_lost(error: BaseException | None) -> bool:
    """Whether something failed because the database is not reached, and not for what was asked.

    None is what a lane ends with that the queue's own library stopped.
    """
    match error:
        case DBAPIError():
            error = error.orig
        case ConnectorException():
            error = error.__cause__ or error.__context__
    if error is None:
        return True
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    # A lock that was not got or a full disk is an operational error, too, with a code of its own.
    return not error.sqlstate or error.sqlstate.startswith(_AWAY)


class _LibraryLog(logging.Handler):
    """Says in one line what the library complains of; that the database is away, we say."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.WARNING and not (error and connection_lost(error)):
            structlog.get_logger().warning(record.getMessage(), error=repr(error))


def listen_to_library() -> None:
    """Take over the log of the queue's library; to be called once in a process."""
    queue = logging.getLogger("procrastinate")
    queue.addHandler(_LibraryLog())
    queue.propagate = False
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


class PatientConnector(PsycopgConnector):
    """Notes what became of a job though the connection is lost for a moment.

    A job whose end is not noted would hold its lock for as long as the worker lives that did it.
    """

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        """Say something to the database, again and again for a few seconds."""
        for wait in _PATIENCE:
            try:
                await super().execute_query_async(query, **arguments)
                return
            except ConnectorException as error:
                if not connection_lost(error):
                    raise
            await asyncio.sleep(wait)
        await super().execute_query_async(query, **arguments)


def connector(engine: Engine) -> PatientConnector:
    """Return how the queue is reached: the same database, and its own schema before all others."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PatientConnector(
        conninfo=address,
        kwargs={"options": f"-c search_path={SCHEMA}"},
        min_size=1,
        # One listens for each lane, the others ask.
        max_size=8,
    )
