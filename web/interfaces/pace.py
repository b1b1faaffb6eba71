"""Pace: how often one client may ask the programming interfaces, counted in memory.

A window is a minute from a client's first request. What is counted is lost with the process, and
each process counts for itself: the limit keeps one client from taking all of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=1)
MOST_CLIENTS = 10_000  # of whom a process remembers how often they asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a client stands after one more request; `again_in` is in whole seconds."""

    limit: int
    left: int
    again_in: int
    refused: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What an answer says of it."""
        said = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.again_in),
        }
        return said | {"Retry-After": str(self.again_in)} if self.refused else said


class Pace:
    """How often each client asked since its window began."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._counted: dict[str, tuple[datetime, int]] = {}
        self._lock = Lock()

    def turn(self, client: str, now: datetime) -> Turn:
        """Count one request of a client."""
        with self._lock:
            began_at, count = self._counted.get(client, (now, 0))
            if not began_at <= now < began_at + WINDOW:
                began_at, count = now, 0
            if client not in self._counted and len(self._counted) >= MOST_CLIENTS:
                self._forget(now)
            self._counted[client] = began_at, count + 1
        left = began_at + WINDOW - now
        return Turn(
            limit=self._limit,
            left=max(0, self._limit - count - 1),
            again_in=max(1, -(-left // timedelta(seconds=1))),
            refused=count >= self._limit,
        )

    def _forget(self, now: datetime) -> None:
        """Forget whose window is over; where that is nobody, all: better than to grow."""
        kept = {client: one for client, one in self._counted.items() if now < one[0] + WINDOW}
        self._counted = kept if len(kept) < MOST_CLIENTS else {}
