"""Revise: write the next migration from what the models say (for developers)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from db import schema
from db.engine import make_engine


def main(number: str, message: str) -> None:
    """Compare the models with a database at the newest migration and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'now.db'}")
        schema.upgrade(engine)
        schema.revise(engine, message, number)
        engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
