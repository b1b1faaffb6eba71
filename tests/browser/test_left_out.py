"""What is left out without a Chromium is said loudly, and fails where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("required", [False, True])
def test_without_a_chromium(required: bool, tmp_path: Path) -> None:
    """The summary names each test that was left out; with CI_CHROMIUM=required they fail."""
    environment = {**os.environ, "PATH": str(tmp_path), "PYTHONPATH": str(HERE)}
    environment |= {"CI_CHROMIUM": "required" if required else ""}
    asked = "tests/browser/test_parts_seen.py::test_the_theme_follows_the_system"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "sqlite", asked],
        cwd=HERE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == (1 if required else 0), run.stdout
    assert ("LEFT OUT: 1 tests in a real browser" in run.stdout) is not required
    assert "CI_CHROMIUM says that it is required" in run.stdout or not required
    assert "test_the_theme_follows_the_system[sqlite]" in run.stdout
