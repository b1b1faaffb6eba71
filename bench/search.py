"""Search: how well German is found, by the judged queries, and how quickly among very much.

Recall and precision on the half of the queries that nothing was tuned on. The time is that of one
search among 20,000 entries as they come, the 95th of a hundred; a plain LIKE for each word, as a
search without an index would do it, is what it is compared to.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.judged import programmes
from bench.row import Row
from tests.databases import running_postgres

MANY = 20_000
ROUNDS = 3
_SENTENCES = (4, 9)  # of a summary: some six hundred characters


def rows() -> Iterator[Row]:
    """Measure how well and how quickly, on SQLite and on PostgreSQL."""
    known = programmes()
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        addresses = {
            "SQLite": f"sqlite:///{Path(folder)}/",
            "PostgreSQL": server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1),
        }
        for kind, address in addresses.items():
            yield from _how_well(
                kind, address if kind == "PostgreSQL" else address + "few.db", known
            )
            yield from _how_quickly(
                kind, address if kind == "PostgreSQL" else address + "many.db", known
            )
