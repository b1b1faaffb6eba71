"""Exports from the command line: to a file as a whole, or to standard output."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from typer.testing import CliRunner

from landbote.application import Application
from landbote.cli import app as command_line
from landbote.exports import chosen_format, export_to, write_export
from landbote.settings import Settings
from tests.notifier.samples import STATE, publish, values
from web.exports import format_named, format_names
from web.stock import Stock


@pytest.fixture
def application(engine: Engine, tmp_path: Path, now: datetime) -> Iterator[Application]:
    """An installation with two published opportunities."""
    for key, title in (("1", "Bürgerbus"), ("2", "Dorfladen")):
        publish(engine, key, values(title=title, topics=("mobilitaet",)))
    yield Application(settings=Settings(data_folder=tmp_path), clock=lambda: now, engine=engine)


@pytest.mark.parametrize("name", format_names())
def test_a_file_is_written_in_the_format_of_its_ending(
    application: Application, tmp_path: Path, name: str
) -> None:
    """The file holds what the format writes, and nothing half-written stays beside it."""
    folder = tmp_path / "taken"
    folder.mkdir()
    file = folder / f"bestand{format_named(name).suffix}"
    chosen = chosen_format(None, file)
    assert chosen.name == name
    export_to(application, chosen, file)
    out = io.BytesIO()
    write_export(application, chosen, out)
    assert file.read_bytes() == out.getvalue() != b""
    assert list(folder.iterdir()) == [file]


def test_a_file_that_is_there_is_replaced_only_by_a_whole_one(
    application: Application, tmp_path: Path
) -> None:
    """An export that fails half-way leaves the last one as it was, and nothing beside it."""

    def failing(_stock: Stock) -> Iterator[bytes]:
        yield b"halb"
        raise OSError("no space left on device")

    file = tmp_path / "bestand.csv"
    file.write_text("der letzte")
    with pytest.raises(OSError, match="no space"):
        export_to(application, replace(format_named("csv"), pieces=failing), file)
    assert file.read_text() == "der letzte"
    assert [one.name for one in tmp_path.glob("bestand*")] == ["bestand.csv"]


def test_a_named_format_goes_before_the_ending(tmp_path: Path) -> None:
    """Without either it is JSON Lines; an ending that nobody writes is refused."""
    assert chosen_format("csv", tmp_path / "bestand.xlsx").name == "csv"
    assert chosen_format(None, None).name == "jsonl"
    with pytest.raises(LookupError, match=r"bestand\.doc.*ics"):
        chosen_format(None, tmp_path / "bestand.doc")


def test_areas_and_topics_have_their_names(application: Application) -> None:
    """A workbook is for people, so it has names where JSON Lines have codes."""
    streams = {name: io.BytesIO() for name in ("jsonl", "xlsx")}
    for name, out in streams.items():
        write_export(application, format_named(name), out)
    first = json.loads(streams["jsonl"].getvalue().splitlines()[0])
    assert (first["areas"], first["topics"]) == (["06"], ["mobilitaet"])
    headings, row, _second = load_workbook(streams["xlsx"]).worksheets[0].values
    shown = dict(zip(headings, row, strict=True))
    assert (shown["Fördergebiet"], shown["Themen"]) == ("Hessen", "Mobilität")
    assert shown["Quelle"] == STATE.slug  # none of this installation's


def test_a_terminal_is_not_filled_with_bytes(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a terminal cannot show is refused there with a sentence; text is written."""
    end, terminal = os.openpty()
    with os.fdopen(terminal, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(ValueError, match="Datei nennen"):
            export_to(application, format_named("xlsx"), None)
        export_to(application, format_named("ics"), None)
        stream.flush()
        assert b"BEGIN:VCALENDAR" in os.read(end, 1000)
    os.close(end)


def test_the_help_names_every_format() -> None:
    """A format that is added is offered."""
    shown = " ".join(CliRunner().invoke(command_line, ["export", "--help"]).stdout.split())
    assert ", ".join(format_names()) in shown and len(format_names()) > 3
