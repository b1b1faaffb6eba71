"""The service draws a sample once a week, whenever and however often it ticks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select

from crawlers.registry import sources
from db.engine import reading
from db.samples import Sample
from landbote.application import Application
from landbote.service import Service
from landbote.settings import Settings
from tests.notifier.samples import publish, values


def test_it_is_drawn_once_a_week(engine: Engine, tmp_path: Path, now: datetime) -> None:
    """A tick too many does nothing, another service neither; the next week has its own."""
    source = next(iter(sources().values()))
    for number in range(3):
        publish(engine, str(number), values(), source=source)
    said: list[str] = []
    settings = Settings(data_folder=tmp_path)

    def service(at: datetime) -> Service:
        app = Application(settings=settings, clock=lambda: at, engine=engine)
        return Service(app=app, say=said.append)

    first = service(now)
    for one in (first, first, replace(first), service(now + timedelta(hours=3))):
        one.sample()
    assert len(said) == 1 and said[0].startswith("Stichprobe der Woche: ")
    service(now + timedelta(weeks=5)).sample()
    assert len(said) == 2
    with reading(engine) as session:
        weeks = select(Sample.week, func.count()).group_by(Sample.week).order_by(Sample.week)
        counts = {week: count for week, count in session.execute(weeks)}
    assert list(counts) == ["2026-W47", "2026-W52"] and len(set(counts.values())) == 1
