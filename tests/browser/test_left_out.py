"""What is left out without a Chromium is said loudly, and fails where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent.parent
ONE = f"{HERE}/tests/browser/test_parts_seen.py::test_the_theme_follows_the_system"
ASKS_FOR_ONE = """
from tests.browser.chromium import chromium_or_skip

def test_that_asks_for_a_chromium():
    chromium_or_skip()
"""


def run(folder: Path, required: bool, *asked: str) -> tuple[int, str]:
    """Run tests without a Chromium; return how that ended, and what was said."""
    environment = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(HERE)}
    environment |= {"CI_CHROMIUM": "required" if required else ""}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *asked],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


def assert_said(ended: tuple[int, str], required: bool, name: str) -> None:
    """A test that was left out is named; where a Chromium is required, it failed."""
    code, said = ended
    assert code == (1 if required else 0), said
    assert ("LEFT OUT: 1 tests in a real browser" in said) is not required
    assert "CI_CHROMIUM says that it is required" in said or not required
    assert name in said


@pytest.mark.parametrize("required", [False, True])
def test_without_a_chromium(required: bool, tmp_path: Path) -> None:
    """The summary names each test that was left out; with CI_CHROMIUM=required they fail."""
    (tmp_path / "test_one.py").write_text(ASKS_FOR_ONE)
    ended = run(tmp_path, required, "-p", "tests.conftest", "test_one.py")
    assert_said(ended, required, "test_that_asks_for_a_chromium")


@pytest.mark.long
@pytest.mark.parametrize("required", [False, True])
def test_ours_without_a_chromium(required: bool, tmp_path: Path) -> None:
    """The same holds for a test of ours, with all that it imports."""
    ended = run(tmp_path, required, "-k", "sqlite", "--rootdir", str(HERE), ONE)
    assert_said(ended, required, "test_the_theme_follows_the_system[sqlite]")
