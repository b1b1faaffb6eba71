"""The schema on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

from db import schema
from db.base import Base
from db.crawls import CrawlRun
from db.engine import make_engine, reading, writing
from db.finding.text import holding
from landbote.application import start
from landbote.settings import Settings
from tests.conftest import TODAY
from tests.databases import PostgresTemplate
from tests.notifier.samples import publish, values


def test_migrations_say_what_the_models_say(engine: Engine) -> None:
    """After all migrations the models add nothing."""
    schema.check(engine)


def test_every_table_is_there(engine: Engine) -> None:
    """The migrations make every table the models know."""
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_upgrading_twice_does_nothing_the_second_time(tmp_path: Path) -> None:
    """An up-to-date database is left alone."""
    engine = make_engine(f"sqlite:///{tmp_path}/new.db")
    assert schema.upgrade(engine)
    assert not schema.upgrade(engine)
    engine.dispose()


def test_a_database_with_mails_is_upgraded(tmp_path: Path) -> None:
    """Tables that others refer to are copied, no row is lost, and references count afterwards."""
    engine = make_engine(f"sqlite:///{tmp_path}/old.db")
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    tables = ("subscribers", "digest_issues", "deliveries")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0016")
        for table in tables:
            names = [column["name"] for column in inspect(connection).get_columns(table)]
            ones = ", ".join("1" for _name in names)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({ones})"))
    assert schema.upgrade(engine)
    with engine.connect() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]
        assert counts == [1, 1, 1]
        with pytest.raises(IntegrityError):
            connection.execute(text("DELETE FROM digest_issues"))
    engine.dispose()


def test_an_instant_comes_back_aware(engine: Engine) -> None:
    """What was written as UTC is read as UTC."""
    instants = [datetime(2026, 11, 22, 5, 30, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]
    with writing(engine) as session:
        session.add_all(CrawlRun(source="a", started_at=instant) for instant in instants)
    with reading(engine) as session:
        assert list(session.scalars(select(CrawlRun.started_at).order_by(CrawlRun.id))) == instants


def test_a_naive_instant_is_refused(engine: Engine) -> None:
    """Nobody could tell later which zone it meant."""
    with pytest.raises(Exception, match="without a time zone"), writing(engine) as session:
        session.add(CrawlRun(source="a", started_at=datetime(2026, 11, 22)))


def test_failed_work_leaves_nothing(engine: Engine) -> None:
    """A transaction is committed as a whole, or not at all."""
    with pytest.raises(RuntimeError), writing(engine) as session:
        session.add(CrawlRun(source="a", started_at=datetime(2026, 11, 22, tzinfo=UTC)))
        session.flush()
        raise RuntimeError("power cut")
    with reading(engine) as session:
        assert session.scalars(select(CrawlRun)).all() == []


def test_an_older_database_can_be_searched(tmp_path: Path) -> None:
    """The first start after an upgrade makes what is searched of the entries that are there."""
    url = f"sqlite:///{tmp_path}/old.db"
    engine = make_engine(url)
    schema.upgrade(engine)
    for number, title in enumerate(("Radwege im Kreis", "Neue Dorfläden")):
        publish(engine, str(number), values(title=title, topics=("mobilitaet",)))
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    writer = engine.execution_options(landbote_writes=True)
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0023")
    assert "search_texts" not in inspect(engine).get_table_names()
    engine.dispose()
    app = start(Settings(database_url=url), TODAY)
    with reading(app.engine) as session:
        assert len(holding(session, "Dorfladen").ranks) == 1
        assert len(holding(session, "Mobilität").ranks) == 2
    app.engine.dispose()


def test_a_role_that_may_not_is_told_what_to_do(postgres_template: PostgresTemplate) -> None:
    """Search needs pg_trgm; whoever may not make it reads who does, and nothing is half made."""
    with postgres_template.empty_database_of_a_stranger() as url:
        engine = make_engine(url)
        with pytest.raises(schema.ExtensionError, match=r"pg_trgm.*postgresql-contrib"):
            schema.upgrade(engine)
        assert inspect(engine).get_table_names() == []
        engine.dispose()
