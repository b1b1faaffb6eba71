"""The tutorial for sources with code: its commands, paths and excerpts are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from crawlers.registry import slugs
from landbote.cli import app
from landbote.new_source import write_new_source
from tests.crawlers.replays import ROOT

TUTORIAL = (ROOT / "docs" / "first-spider.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TUTORIAL, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
PATHS = re.findall(r"`((?:crawlers|docs|tests|landbote)/[\w/.-]+)`", TUTORIAL)
SPIDER = ROOT / "crawlers" / "spiders" / "bund_foerderinfo.py"
SAMPLES = ROOT / "crawlers" / "samples" / "bund_foerderinfo"


def excerpts(kind: str) -> list[str]:
    """Return the tutorial's blocks of one language."""
    return [block for name, block in BLOCKS if name == kind]


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_every_command_exists(command: str) -> None:
    """A command of the tutorial names a command, options and a source that exist."""
    switch, _, command = command.rpartition("=1 ")
    assert switch in (ROOT / "tests" / "test_sources.py").read_text(encoding="utf-8")
    program, *words = shlex.split(command)
    if program == "python":
        assert words[:2] == ["-m", "pytest"]
        assert (ROOT / words[2]).is_file()
        return
    assert program == "landbote"
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    known = group.commands[words[0]]
    options = {name for parameter in known.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options
    assert "bund_foerderinfo" not in words or "bund_foerderinfo" in slugs()


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_every_path_exists(path: str) -> None:
    """A path of the tutorial leads somewhere."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("excerpt", excerpts("python"))
def test_every_python_excerpt_is_in_the_spider(excerpt: str) -> None:
    """A piece of code in the tutorial stands in the spider to the letter."""
    assert excerpt in SPIDER.read_text(encoding="utf-8")


@pytest.mark.parametrize("excerpt", excerpts("html"))
def test_every_html_excerpt_is_in_the_sample(excerpt: str) -> None:
    """A piece of markup in the tutorial stands in the sample to the letter."""
    assert excerpt in (SAMPLES / "start.html").read_text(encoding="utf-8")


def test_the_first_command_writes_the_files_it_names(tmp_path: Path) -> None:
    """The tutorial's first command writes the three files that it then lists."""
    *_, slug, url = shlex.split(COMMANDS[0])
    written = write_new_source(slug, url, root=tmp_path)
    named = {path.relative_to(tmp_path).as_posix() for path in written}
    assert named <= set(PATHS)
    assert len(named) == 3
