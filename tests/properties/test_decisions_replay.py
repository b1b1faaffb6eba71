"""Replaying the log over what the machine reads gives exactly what is published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from db.area_tree import load_area_tree
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import Rules
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.doses import dose
from tests.pipeline.duplicates.samples import SOURCES
from tests.properties.deciding import Deciding

SUPPRESSED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The rules, without topics: they do not matter here."""
    gazetteer = Gazetteer.of(load_area_tree(date(2026, 11, 22)))
    return Rules(sources=SOURCES, topics=(), gazetteer=gazetteer, edition="0", compares_as="one")


def follow(
    template: SqliteTemplate | PostgresTemplate, rules: Rules, *, stories: int, steps: int
) -> None:
    """Live through some stories, each in a database of its own."""
    machine = type("Story", (Deciding,), {"template": template, "shipped": rules})
    chosen = settings(
        max_examples=stories, stateful_step_count=steps, suppress_health_check=SUPPRESSED
    )
    run_state_machine_as_test(machine, settings=chosen)


def test_what_is_published_is_what_the_log_says(
    sqlite_template: SqliteTemplate, rules: Rules
) -> None:
    """Whatever the pages, the rules and two clerks do, and in whatever order."""
    follow(sqlite_template, rules, stories=dose(6, 12), steps=20)


def test_so_it_is_on_postgresql(postgres_template: PostgresTemplate, rules: Rules) -> None:
    """A database for each story takes longer here, so there are fewer of them."""
    follow(postgres_template, rules, stories=dose(1, 4), steps=20)
