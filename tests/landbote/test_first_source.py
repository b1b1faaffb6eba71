"""The tutorial adds a source as one line: what it shows is what the program says and writes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from sqlalchemy import Engine
from typer.core import TyperGroup

from crawlers.families import lists
from crawlers.items import Kind
from crawlers.line import Line
from crawlers.source import Level
from db.engine import make_engine
from landbote.application import Application
from landbote.cli import app as program
from landbote.new_line import Found, as_toml, find_line, write_line
from landbote.new_source import NewSourceError
from landbote.settings import Settings
from tests.crawlers.replays import ROOT
from tests.databases import SqliteTemplate
from tests.forks import forked

TUTORIAL = (ROOT / "docs" / "first-source.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TUTORIAL, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
LINES = [block.strip() for kind, block in BLOCKS if kind == "toml"]
SITE = ROOT / "docs" / "first-source"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SLUG, URL = shlex.split(COMMANDS[0])[2:4]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A copy of the table of lists."""
    copy = tmp_path / "lists.toml"
    copy.write_bytes(lists.TABLE.read_bytes())
    return copy


@pytest.fixture
def engine(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Engine]:
    """A database; which one does not matter to a look."""
    with sqlite_template.database(tmp_path) as url:
        made = make_engine(url)
        yield made
        made.dispose()


def found(engine: Engine, folder: Path, url: str = URL, site: Path = SITE) -> Found:
    """What a look at an address brings."""
    app = Application(
        settings=Settings(data_folder=folder, secret="only for tests"),
        clock=lambda: NOW,
        engine=engine,
        program=forked("crawlers.run"),
    )
    return find_line(app, SLUG, url, folder / "frozen", site)


def test_the_line_of_the_tutorial_is_what_is_written(
    engine: Engine, tmp_path: Path, table: Path
) -> None:
    """One look finds reader, titles and days as shown, and one line is added to the table."""
    before = table.read_text(encoding="utf-8")
    look = found(engine, tmp_path)
    shown = next(block for kind, block in BLOCKS if kind == "text").splitlines()
    assert shown[0] == f"Gelesen als {look.way}: {len(look.check.entries)} Einträge"
    assert shown[1:] == [f"  {e.published_on:%d.%m.%Y}  {e.title}" for e in look.check.entries]
    assert {entry.kind for entry in look.check.entries} == {Kind.CALL, Kind.NOTICE}
    assert write_line(look.line, table) == LINES[0]
    assert table.read_text(encoding="utf-8") == f"{before.rstrip()}\n{LINES[0]}\n"


def test_the_facts_put_right_are_a_line(table: Path) -> None:
    """The line with its facts put right is read as what it says."""
    table.write_text(f"[lists]\n{LINES[1]}\n", encoding="utf-8")
    (line,) = lists.lines(table).values()
    assert (line.source().level, line.takes_applications) == (Level.REGION, True)
    assert as_toml(line).startswith(f'{SLUG} = {{ title = "Mühlenauer Land: Aktuelles"')


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_every_command_exists(command: str) -> None:
    """A command of the tutorial names a command, options and files that exist."""
    name, *words = shlex.split(command)
    if name == "python":
        assert (ROOT / words[-1]).is_file()
        return
    group = typer.main.get_command(program)
    assert isinstance(group, TyperGroup)
    options = {option for one in group.commands[words[0]].params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_every_fact_of_the_tutorial_is_one() -> None:
    """The facts that its tables name are those of a line."""
    named = set(re.findall(r"^\| `(\w+)`", TUTORIAL, re.MULTILINE))
    assert named and named <= {field.name for field in fields(Line)}


def test_an_address_that_is_read_already_is_refused(
    engine: Engine, tmp_path: Path, table: Path
) -> None:
    """Neither a slug nor a list stands in the table twice; the table stays as it was."""
    line = found(engine, tmp_path).line
    write_line(line, table)
    before = table.read_bytes()
    with pytest.raises(NewSourceError, match="gibt es schon"):
        write_line(line, table)
    with pytest.raises(NewSourceError, match="nimmt die Zeile nicht auf"):
        write_line(replace(line, slug="he_anders", reader="keiner"), table)
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"{URL}/bruecke", "einzelne Seite beobachten Sie mit"),
        (f"{URL}/gibt-es-nicht", "Keine Liste gefunden"),
        ("muehlenau", "keine Webadresse"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(
    engine: Engine, tmp_path: Path, url: str, said: str
) -> None:
    """A single page, a page that is not there and no address at all get a German sentence."""
    with pytest.raises(NewSourceError, match=said):
        found(engine, tmp_path, url)
