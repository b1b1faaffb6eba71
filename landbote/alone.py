"""Alone: one thread of this process at a time is at one thing; leases keep processes apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Alone:
    """The names of what this process is at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._busy: set[str] = set()

    @contextmanager
    def at(self, name: str) -> Iterator[bool]:
        """Yield whether nobody else is at it; if so, nobody else is until the end."""
        with self._lock:
            free = name not in self._busy
            self._busy.add(name)
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._busy.discard(name)
