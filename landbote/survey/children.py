"""Children: the processes of a survey, which end with it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import timedelta
from threading import Event, Lock

from landbote.crawling.spawn import ROOT


class Children:
    """Runs programs from several threads; `stop` ends those that run, and no other begins."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._lock = Lock()
        self._running: set[subprocess.Popen[str]] = set()

    def run(self, command: Sequence[str], limit: timedelta) -> str:
        """Run a command to its end and return what it complained of.

        Raises subprocess.TimeoutExpired once it ran longer than its limit, and was ended.
        """
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True,
        ) as child:  # fmt: skip
            with self._lock:
                self._running.add(child)
            try:
                if self._stopping.is_set():
                    child.kill()
                return child.communicate(timeout=limit.total_seconds())[1]
            finally:
                child.kill()
                with self._lock:
                    self._running.discard(child)

    def stop(self) -> None:
        """End what runs."""
        self._stopping.set()
        with self._lock:
            for child in self._running:
                child.kill()
