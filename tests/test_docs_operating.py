"""docs/operating.md names every setting and every command, and none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from landbote.cli import app
from landbote.settings import Settings

TEXT = (Path(__file__).parent.parent / "docs" / "operating.md").read_text(encoding="utf-8")
SETTINGS = sorted(f"LANDBOTE_{name.upper()}" for name in Settings.model_fields)


def commands(group: object, before: str) -> Iterator[str]:
    """Yield every command of a group as it is typed, those of its groups included."""
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        typed = f"{before} {name}"
        yield from commands(command, typed) if isinstance(command, TyperGroup) else (typed,)


COMMANDS = sorted(commands(typer.main.get_command(app), "landbote"))


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_table(setting: str) -> None:
    """What an installation can choose, its operator can find."""
    rows = [line.split("|")[1] for line in TEXT.splitlines() if line.startswith("| `LANDBOTE_")]
    assert f"`{setting}`" in " ".join(rows)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named(command: str) -> None:
    """What can be done by hand, its operator can find."""
    assert re.search(rf"{command}(?![\w-])", TEXT)


def test_nothing_is_named_that_is_not_there() -> None:
    """A setting or a command that was renamed leaves no trace in the page."""
    assert set(re.findall(r"LANDBOTE_[A-Z]\w*", TEXT)) == set(SETTINGS)
    firsts = {command.split()[1] for command in COMMANDS}
    assert set(re.findall(r"(?:^    |`)landbote ([a-z][\w-]*)", TEXT, re.MULTILINE)) <= firsts
