"""Chromium: where the system has it, and what is said where it has none."""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WITHOUT = "no Chromium here"
# As `pytest_terminal_summary` must say it in one line, whatever follows.
ADVICE = "make chromium installs Debian's where it may; .ci/run always runs these"


def found() -> str:
    """Return where the system's Chromium is, or nothing."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def chromium_or_skip() -> str:
    """Return where Chromium is. Without one the test is left out, but fails where CI needs it."""
    path = found()
    if not path and os.environ.get("CI_CHROMIUM") == "required":
        pytest.fail(f"{WITHOUT}, and CI_CHROMIUM says that it is required")
    if not path:
        pytest.skip(WITHOUT)
    return path


def left_out(reporter: pytest.TerminalReporter) -> list[str]:
    """Return the names of the tests that were left out for want of a Chromium."""
    skipped = reporter.stats.get("skipped", [])
    return sorted({one.nodeid for one in skipped if WITHOUT in str(one.longrepr)})
