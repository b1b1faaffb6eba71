"""Speaking: one line a fact for a log; in a window what goes on below it stands indented."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

SAY = (
    "from landbote.command import Command;"
    "Command(None, None).say('! Mailserver: ' + 'nicht zu erreichen ' * 6, indent=2)"
)


def test_a_long_line_goes_on_indented_in_a_window() -> None:
    """No line is wider than the window, and a second one is told from a new fact."""
    ours, theirs = pty.openpty()
    there = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
    subprocess.run([sys.executable, "-c", SAY], stdout=theirs, env=there, check=True)
    os.close(theirs)
    first, second = os.read(ours, 4096).decode().splitlines()
    os.close(ours)
    assert first.startswith("! Mailserver: ") and second.startswith("  erreichen")
    assert max(len(first), len(second)) <= 80


def test_a_long_line_is_one_line_for_a_log() -> None:
    """Whatever reads it line by line finds each fact whole."""
    said = subprocess.run(
        [sys.executable, "-c", SAY], stdout=subprocess.PIPE, text=True, check=True
    )
    assert len(said.stdout.splitlines()) == 1 and len(said.stdout) > 100
