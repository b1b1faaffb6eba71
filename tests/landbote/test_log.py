"""The log of the service."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import structlog
from landbote.log import plain_log

def fail(address):
    raise RuntimeError("no such thing")

plain_log()
for address in ("anna@example.org", "bernd@example.org"):
    try:
        fail(address)
    except RuntimeError:
        structlog.get_logger(job="send").exception("job failed")
"""


def test_a_failure_is_noted_without_what_it_was_about() -> None:
    """The traceback names lines of code, and nobody's address or password."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert not done.returncode, done.stderr
    assert done.stdout.count("RuntimeError: no such thing") == 2
    assert "example.org" not in done.stdout
    assert len(done.stdout.splitlines()) < 20
