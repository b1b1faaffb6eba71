"""Multiplied: very many published entries at the cost of one, for what must not grow with them."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, func, insert, select

from db.base import table_of
from db.engine import writing
from db.opportunities import Opportunity, Revision


def multiply(engine: Engine, id: int, count: int) -> list[int]:
    """Publish copies of an entry until there are so many of it; return all their numbers.

    Copies are in the tables of entries and revisions alone: lists find them, filters do not.
    """
    opportunities, revisions = table_of(Opportunity), table_of(Revision)
    with writing(engine) as session:
        known = select(opportunities).where(opportunities.c.id == id)
        entry: dict[str, Any] = dict(session.execute(known).mappings().one())
        stands = select(revisions).where(revisions.c.id == entry["revision_id"])
        revision: dict[str, Any] = dict(session.execute(stands).mappings().one())
        first = 1 + max(
            session.scalar(select(func.max(table.c.id))) or 0
            for table in (opportunities, revisions)
        )
        numbers = range(first, first + count - 1)
        session.execute(
            insert(opportunities),
            [entry | {"id": n, "key": f"copy-{n}", "revision_id": n} for n in numbers],
        )
        session.execute(
            insert(revisions), [revision | {"id": n, "opportunity_id": n} for n in numbers]
        )
    return [id, *numbers]


def most_held(act: Callable[[], object]) -> int:
    """Return how many bytes are held at most while something is done, rubbish not counted."""
    seldom = gc.get_threshold()
    gc.collect()
    gc.set_threshold(700, 10, 10)
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*seldom)
