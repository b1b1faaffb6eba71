"""What stood in a database of the first edition is carried over to statements."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, Table, select, text

from db import schema
from db.base import Base
from db.decisions import Decision
from db.engine import make_engine, reading
from db.opportunities import Revision
from db.statements import Field, Standing, statements_from_json
from db.values import from_json
from db.vocabulary import DeadlineKind

FIRST: dict[str, Any] = {
    "title": "Dorfmoderation",
    "url": "https://example.org/1",
    "kind": "programme",
    "level": "state",
    "language": "de",
    "summary": "Moderation im Dorf.",
    "published_on": "2026-05-01",
    "funders": ["Land Hessen"],
    "areas": ["06"],
    "applicants": ["municipality"],
    "excluded": ["company"],
    "topics": ["zusammenhalt"],
    "instruments": ["Zuschuss"],
    "deadlines": [
        {
            "kind": "annual",
            "value": "03-01",
            "stage": "",
            "at": "",
            "quote": "bis 1. März",
            "origin": "read",
            "newcomers": True,
        },
        {
            "kind": "rolling",
            "value": "",
            "stage": "",
            "at": "",
            "quote": "laufend",
            "origin": "read",
            "newcomers": True,
        },
    ],
    "opens_on": "2026-06-01",
    "stated_status": "open",
    "award_max": 45000.0,
    "rate_max": 65.0,
    "population_max": 10000,
    "event_starts_on": None,
    "event_place": "",
    "contacts": [],
    "links": [],
    "quotes": {"award_max": "45.000 Euro", "status": "können beantragt werden"},
}
SECOND = {**FIRST, "title": "Bürgerbus", "deadlines": [], "award_max": None, "quotes": {}}
DOUBT = {
    "part": "Text",
    "field": "deadline",
    "value": "2027-02-01",
    "quote": "zum 1. Februar",
    "start": 3,
    "end": 17,
    "rule": "r",
    "doubt": "Welches Jahr ist gemeint?",
}


@pytest.fixture
def old(database_url: str) -> Engine:
    """A database as the first edition left it, with two entries and a word of staff on both."""
    engine = make_engine(database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TABLE search_index"))
    Base.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    at = "2026-11-22 05:30:00+00:00" if engine.dialect.name == "postgresql" else "2026-11-22 05:30"
    with engine.begin() as connection:
        _insert(connection, "crawl_runs", id=1, source="s", started_at=at)
        for number, content in enumerate((FIRST, SECOND), start=1):
            shared = {"source": "s", "key": str(number)}
            entry = {"digest": "d", "payload": "{}", "run_id": 1, "taken_at": at}
            _insert(connection, "raw_entries", id=number, **shared, **entry)
            row = {name: content[name] for name in ("url", "title", "kind", "level")}
            states = {"visibility": "published", "presence": "present", "withdrawn_why": ""}
            facts = {"raw_id": number, "read_with": "1", "first_seen_at": at}
            _insert(connection, "opportunities", id=number, **shared, **row, **states, **facts)
            made = {"number": 1, "cause": "first", "material": True, "made_at": at}
            said = {"content": json.dumps(content), "claims": json.dumps([DOUBT]), "changes": "[]"}
            of = {"opportunity_id": number, "raw_id": number, "read_with": "1"}
            _insert(connection, "revisions", id=number, **of, **made, **said)
        pair = {"first_id": 1, "second_id": 2, "relation": "different", "reason": "zwei"}
        word = {"decided_by": "Servicestelle", "decided_at": at, "undone_by": ""}
        _insert(connection, "identities", id=1, **pair, **word)
    return engine


def _insert(connection: Any, table: str, **row: Any) -> None:
    """Insert a row, with something in every column that must not be empty."""
    here = Table(table, MetaData(), autoload_with=connection)
    for column in here.columns:
        if column.name not in row and not column.nullable and column.server_default is None:
            row[column.name] = 0 if "INT" in str(column.type).upper() else ""
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def test_every_value_of_a_revision_is_a_statement(old: Engine) -> None:
    """Values, deadlines with their quotes, and what was asked; both entries are readable."""
    schema.upgrade(old)
    schema.check(old)
    with reading(old) as session:
        first, second = session.scalars(select(Revision).order_by(Revision.id))
    values = from_json(first.content)
    assert (values.award_max, values.rate_max, values.population_max) == (45_000, 65, 10_000)
    assert [(d.kind, d.value, d.quote) for d in values.deadlines] == [
        (DeadlineKind.ANNUAL, "03-01", "bis 1. März"),
        (DeadlineKind.ROLLING, "", "laufend"),
    ]
    read = statements_from_json(first.read)
    assert read == values.statements
    said = {(one.field, one.value): one for one in read}
    assert said[Field.AWARD_MAX, 45_000].evidence.quote == "45.000 Euro"
    assert said[Field.DEADLINE_RULE, "rolling"].sure
    asked = said[Field.DEADLINE, "2027-02-01"]
    assert (asked.standing, asked.question) == (Standing.ASKED, "Welches Jahr ist gemeint?")
    assert from_json(second.content).title == "Bürgerbus"
    old.dispose()


def test_what_staff_said_of_pairs_stands_in_the_log(old: Engine) -> None:
    """Who said it and when is kept; what the rules found is no decision."""
    schema.upgrade(old)
    with reading(old) as session:
        (row,) = session.scalars(select(Decision))
    assert (row.act, row.opportunity_id, row.other_id) == ("different", 1, 2)
    assert (row.decided_by, row.why, row.undone_at) == ("Servicestelle", "zwei", None)
    old.dispose()
