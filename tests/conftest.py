"""Fixtures every test may use: a day, a database of either kind, and no way to the internet."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from tests.browser.chromium import ADVICE, left_out
from tests.databases import PostgresTemplate, SqliteTemplate, engine_on, running_postgres
from tests.everyday import is_seldom
from tests.scheduling import DemoOnce
from tests.workplace import in_memory

settings.register_profile("landbote", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("landbote")

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> DemoOnce:
    """Share the tests between workers by our own rule."""
    return DemoOnce(config, log)


def pytest_configure() -> None:
    """Write in memory, and look for rubbish seldom: what the tests to come are made of is none."""
    gc.set_threshold(20_000, 50, 100)
    if folder := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long what is asked of a second database once more."""
    for item in items:
        if is_seldom(item):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Look through the tests that are still to come no more at all."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out because this system has no Chromium."""
    if missing := left_out(terminalreporter):
        terminalreporter.section(f"LEFT OUT: {len(missing)} tests in a real browser", red=True)
        terminalreporter.write_line(ADVICE)
        for one in missing:
            terminalreporter.write_line(f"  {one}")


@pytest.fixture
def today() -> date:
    """The day the samples are made for."""
    return TODAY


@pytest.fixture
def now() -> datetime:
    """An instant on that day: 06:30 in Berlin."""
    return NOW


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """The SQLite file that tests copy."""
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[PostgresTemplate]:
    """The PostgreSQL database that tests copy."""
    with running_postgres(in_memory()) as server:
        template = PostgresTemplate(server)
        yield template
        template.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database, once on SQLite and once on PostgreSQL."""
    name = "sqlite_template" if request.param == "sqlite" else "postgres_template"
    template: SqliteTemplate | PostgresTemplate = request.getfixturevalue(name)
    with template.database(tmp_path) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on that database."""
    engine = engine_on(database_url)
    yield engine
    engine.dispose()
