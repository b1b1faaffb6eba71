"""Forks: programs that start at once, each a fork of a process that has imported all it needs.

Most of a short program's life is importing; tests start hundreds. `forked("crawlers.run")`
stands wherever `("-m", "crawlers.run")` may stand, and what runs is a process of its own as
ever: with its own folder, environment, arguments, streams and end. Only what was imported
before it began is not imported again.
"""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLIENT = Path(__file__).with_name("client.py")
# What a program's server imports before it forks: the smallest that has all of it.
WARMED = {
    "landbote": "tests.forks.commands",
    "crawlers.run": "tests.forks.crawls",
    "tests.crawlers.probes.run": "tests.forks.crawls",
    "tests.faults.sites.run": "tests.forks.crawls",
    "tests.faults.week.run": "tests.forks.crawls",
    "tests.search_run": "tests.forks.crawls",
}


def forked(module: str) -> tuple[str, ...]:
    """Return what Python is to run instead of `-m MODULE`."""
    # The client needs no packages, and without them Python starts in a tenth of the time.
    return "-I", "-S", str(CLIENT), _server(WARMED[module]), module


@cache
def _server(imports: str) -> str:
    """Start a server, once for these tests, and return the address that it listens at."""
    address = str(Path(tempfile.mkdtemp(prefix="lbfork")) / "socket")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(64)  # who comes before the imports are done waits in the queue
        handed_on = listening.fileno()
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.forks.server", str(handed_on), imports],
            cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[handed_on], start_new_session=True,
        )  # fmt: skip
    atexit.register(_stop, server)
    return address


def _stop(server: subprocess.Popen[bytes]) -> None:
    assert server.stdin is not None
    server.stdin.close()
    server.wait(timeout=30)
