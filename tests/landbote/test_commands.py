"""The commands: found by looking, listed in a sensible order, quick to name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from landbote import commands
from landbote.cli import WAY, app, found

FOLDER = Path(commands.__path__[0])
COSTLY = ("apscheduler", "lxml", "pydantic", "scrapy", "sqlalchemy")
ONE = '''def halve(context):
    """Etwas halbieren."""
'''
GROUP = """import typer

rooms = typer.Typer()
"""


def listed() -> list[str]:
    """The names of the commands as `landbote --help` lists them."""
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    _, lines = shown.output.split("Befehle:\n")
    return [
        line.split()[0] for line in lines.splitlines() if line.startswith("  ") and line[2] > " "
    ]


def test_every_file_is_a_command() -> None:
    """What is a file in the folder is in the help, the way of an entry first."""
    names = {file.stem.replace("_", "-") for file in FOLDER.glob("*.py")} - {"--init--"}
    assert set(WAY) < names
    assert listed() == [*WAY, *sorted(names - set(WAY))]


@pytest.mark.parametrize(
    "arguments",
    [(), ("areas",), ("crawl",), ("areas", "find")],
)
def test_help_is_given_without_an_installation(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """No setting and no database is looked at, so a broken file does not stand in the way."""
    broken = tmp_path / "landbote.toml"
    broken.write_text("nonsense = 1")
    shown = CliRunner().invoke(app, ["--config", str(broken), *arguments, "--help"])
    assert shown.exit_code == 0 and "Aufruf:" in shown.output


def test_a_new_file_is_a_new_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function or a group of the file's own name is found, and nothing else is edited."""
    (tmp_path / "halve.py").write_text(ONE)
    (tmp_path / "rooms.py").write_text(GROUP)
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    new = dict(found())
    assert new["halve"].__doc__ == "Etwas halbieren."
    assert isinstance(new["rooms"], typer.Typer)
    assert new.keys() - {"halve", "rooms"} == set(listed())


def test_naming_the_commands_loads_nothing_costly() -> None:
    """Neither the help nor a mistyped command waits for the database or the crawler."""
    code = f"import sys, landbote.cli; print([m for m in {COSTLY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
