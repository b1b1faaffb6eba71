"""Deciding: one merge by the service desk, among few published entries and among many.

Measured is what the decision holds the write lock for, which must not grow with the number of
entries, and how long the comparison of one changed entry takes, most of it without the lock.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench.row import Row
from db.engine import make_engine, writing
from db.schema import upgrade
from pipeline.desk.identities import merge, separate
from pipeline.duplicates.relate import relate
from tests.pipeline.duplicates.stock import GROUNDS, put, stated

FEW, MANY = 2000, 8000
ROUNDS = 25
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
SOURCES = ("wibank", "fdb", "hsgb", "culture")
SUBJECTS = ("Radwege", "Vereinsheime", "Streuobstwiesen", "Dorfläden", "Wärmenetze", "Museen")
DEEDS = ("Neubau", "Sanierung", "Planung", "Beratung", "Vernetzung", "Ausstattung")


def rows() -> Iterator[Row]:
    """Measure a decision and a comparison among both numbers of entries."""
    few, many = _measured(FEW), _measured(MANY)
    for what, first, second in zip(("merge decision", "changed entry"), few, many, strict=True):
        name = f"one {what} among {FEW:,} published entries"
        yield Row(name=name, value=first, unit="ms")
        yield Row(
            name=f"one {what} among {MANY:,}",
            value=second,
            unit="ms",
            baseline=f"{FEW:,} entries",
            ratio=second / first,
        )


def _measured(count: int) -> tuple[float, float]:
    """Return the milliseconds of one decision, and of comparing one changed entry."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/{Path(folder).name}.db")
        upgrade(engine)
        ids = _published(engine, count)
        _relate(engine)
        pair = ids[0], ids[1]

        def decide() -> None:
            for act in (merge, separate):
                with writing(engine) as session:
                    act(session, *pair, grounds=GROUNDS, by="Servicestelle", now=NOW)

        decision = _milliseconds(decide, lambda _round: None) / 2
        changed = _milliseconds(lambda: _relate(engine), lambda round: _change(engine, round))
        engine.dispose()
    return decision, changed


def _published(engine: Engine, count: int) -> list[int]:
    with writing(engine) as session:
        return [_put_one(session, number) for number in range(count)]


def _put_one(session: Session, number: int, more: str = "") -> int:
    source, key = SOURCES[number % len(SOURCES)], f"{number // len(SOURCES)}"
    subject, deed = SUBJECTS[number % 5], DEEDS[number % 7 % 6]
    # Every entry is somewhere, and most names are found in few others.
    title = f"{deed} {subject} am Standort {_name(number // 3)}{more}"
    values = stated(source, key, title, areas=(f"06{number % 400:03}",))
    return put(session, source, key, values, NOW)


def _name(number: int) -> str:
    syllables = ("bach", "berg", "dorf", "feld", "hain", "heim", "rode", "stein", "tal", "wald")
    return "".join(syllables[int(digit)] for digit in f"{number:05}")


def _change(engine: Engine, round: int) -> None:
    with writing(engine) as session:
        _put_one(session, 0, f" mit Umfeld {_name(90_000 + round)}")


def _relate(engine: Engine) -> None:
    relate(engine, GROUNDS.sources, GROUNDS.actors, "bench", NOW)


def _milliseconds(work: Callable[[], None], before: Callable[[int], None]) -> float:
    """Return the least processor time of several rounds, since a busy machine only ever adds."""
    best = float("inf")
    for number in range(ROUNDS):
        before(number)
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1000
