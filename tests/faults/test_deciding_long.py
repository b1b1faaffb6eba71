"""Two clerks at work for long: what is published stays what the log says."""

from __future__ import annotations

import pytest

from pipeline.run import Rules
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.properties.test_decisions_replay import follow
from tests.properties.test_decisions_replay import rules as rules  # the fixture

pytestmark = pytest.mark.long


def test_after_many_steps_it_is_what_the_log_says(
    sqlite_template: SqliteTemplate, rules: Rules
) -> None:
    """Many long stories, each in a database of its own."""
    follow(sqlite_template, rules, stories=60, steps=60)


def test_so_it_is_on_postgresql_too(postgres_template: PostgresTemplate, rules: Rules) -> None:
    """Fewer, but as long."""
    follow(postgres_template, rules, stories=15, steps=60)
