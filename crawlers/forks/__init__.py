"""Forks: programs that start at once, each a fork of a process that has imported all it needs.

Nine tenths of what a visit of an unchanged site costs is importing. What runs is a process of
its own as ever, with its own folder, environment, arguments, streams, memory and end; only what
was imported before it began is not imported again.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parents[2]
CLIENT = Path(__file__).with_name("client.py")
CRAWLS = "crawlers.forks.crawls"


@dataclass(slots=True, kw_only=True)
class ForkServer:
    """A process that forks itself for every program ordered of it; it starts with the first.

    `imports` is the module that it imports before: the smallest that has all of it. The server
    ends with whoever started it, and its programs with it.
    """

    imports: str
    _address: str = ""
    _started_by: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _lock: Lock = field(default_factory=Lock)

    def program(self, module: str) -> tuple[str, ...]:
        """Return what Python is to run instead of `-m MODULE`."""
        with self._lock:
            # Of a server that its own parent started a fork cannot know whether it lives.
            inherited = self._process is not None and self._started_by != os.getpid()
            if not inherited and (self._process is None or self._process.poll() is not None):
                self._end()
                self._start()
        # The client needs no packages, and without them Python starts in a tenth of the time.
        return "-I", "-S", str(CLIENT), self._address, module

    @property
    def pid(self) -> int:
        """The server's process, 0 where there is none."""
        return self._process.pid if self._process else 0

    def close(self) -> None:
        """End the server, and what still runs in it."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=30)
        self._process = None

    def _start(self) -> None:
        self._address = str(Path(tempfile.mkdtemp(prefix="lbfork")) / "socket")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(self._address)
            listening.listen(64)  # who comes before the imports are done waits in the queue
            handed_on = listening.fileno()
            self._started_by = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawlers.forks.server", str(handed_on), self.imports],
                cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[handed_on], start_new_session=True,
            )  # fmt: skip
