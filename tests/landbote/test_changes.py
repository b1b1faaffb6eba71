"""`landbote changes`: the log as JSON Lines, from a number, a day or an instant on."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.change_log import note_changes
from landbote.application import Application
from landbote.changes import since_of, write_changes
from landbote.settings import Settings
from tests.conftest import NOW
from tests.notifier.samples import change, publish, values


def test_going_on_from_the_last_line_gives_what_came_after(
    engine: Engine, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Into a file or to standard output; running it notes what nobody noted yet."""
    app = Application(settings=Settings(data_folder=tmp_path), clock=lambda: NOW, engine=engine)
    number = publish(engine, "1", values(title="Bürgerbus"))
    file = tmp_path / "neu.jsonl"
    write_changes(app, "0", file)
    (first,) = [json.loads(line) for line in file.read_text().splitlines()]
    change(engine, number, values(award_max=1), NOW + timedelta(hours=1), "weniger")
    capfdbinary.readouterr()
    write_changes(app, str(first["number"]), None)
    (second,) = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(one["number"], one["kind"]) for one in (first, second)] == [(1, "new"), (2, "changed")]
    write_changes(app, "2", file)
    assert file.read_bytes() == b""


def test_a_moment_may_be_a_number_a_day_or_an_instant() -> None:
    """A day begins at midnight in Berlin; what is none of them is named."""
    assert since_of("17") == 17
    assert since_of("2026-11-22") == datetime.fromisoformat("2026-11-22T00:00+01:00")
    assert since_of("2026-11-22T06:30") == datetime.fromisoformat("2026-11-22T05:30+00:00")
    for wrong in ("gestern", "2026-13-01", "-1", "²"):
        with pytest.raises(ValueError, match="keine Nummer"):
            since_of(wrong)


def test_a_day_that_is_to_come_gives_nothing(engine: Engine, tmp_path: Path) -> None:
    """And one long ago gives all."""
    app = Application(settings=Settings(data_folder=tmp_path), clock=lambda: NOW, engine=engine)
    publish(engine, "1", values())
    note_changes(engine, NOW)
    counts = []
    for day in ("2027-01-01", "2020-01-01"):
        write_changes(app, day, tmp_path / "neu.jsonl")
        counts.append(len((tmp_path / "neu.jsonl").read_text().splitlines()))
    assert counts == [0, 1]
