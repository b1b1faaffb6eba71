"""Upsert: an insert that may meet a row which is there already, on either database."""

from __future__ import annotations

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite

from db.base import Base


def insert_into(bind: Engine | Connection, entity: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an insert that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if bind.dialect.name == "postgresql":
        return postgresql.insert(entity)
    return sqlite.insert(entity)
