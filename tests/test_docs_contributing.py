"""CONTRIBUTING.md is true: the way of an entry is the way that the files take."""

from __future__ import annotations

import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WAY = re.findall(r"^    ([\w/]+)\.py +(\S.* → .*)$", TEXT, re.MULTILINE)
PATHS = re.findall(r"`((?:crawlers|db|docs|landbote|notifier|pipeline|web)/[\w/.-]*)`", TEXT)
STEPS = [(start, step) for start, steps in WAY for step in steps.split(" → ")]


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom."""
    return grimp.build_graph("crawlers", "landbote", "notifier", "pipeline", cache_dir=None)


def module(path: str) -> str:
    """Return a path without its ending as the name of a module."""
    return path.replace("/", ".")


def test_the_way_leads_from_page_to_mail() -> None:
    """It starts where pages are read and ends where mail is sent."""
    assert WAY[0][0].startswith("crawlers/") and WAY[-1][0] == "notifier/sending"
    assert len(STEPS) > 20


@pytest.mark.parametrize(("start", "step"), STEPS)
def test_every_file_of_the_way_calls_its_rooms(
    imports: grimp.ImportGraph, start: str, step: str
) -> None:
    """A room that was renamed, or that nobody enters from there any more, fails."""
    room = f"{Path(start).parent.as_posix()}/{step}"
    assert module(room) in imports.modules
    assert imports.chain_exists(importer=module(start), imported=module(room), as_packages=False)


@pytest.mark.parametrize("start", [start for start, _ in WAY if not start.startswith("crawlers")])
def test_the_jobs_call_every_step(imports: grimp.ImportGraph, start: str) -> None:
    """The commands and the schedule take the same way."""
    assert imports.chain_exists(importer="landbote.jobs", imported=module(start))


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_every_path_leads_somewhere(path: str) -> None:
    """A file or folder that the recipes name is there."""
    assert (ROOT / path).exists()
