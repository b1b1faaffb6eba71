"""Pace: how many mails of one recipient domain go at once, and how soon after each other.

A domain that says it is too much gets them one at a time, ever more slowly; while it takes them,
they become quicker again.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

LEARNED_PAUSE = 1.0  # seconds, at the first complaint; twice as long at each further one
LONGEST_PAUSE = 60.0
FORGETS_AFTER = 20  # mails that it took

_TOO_MUCH = re.compile(r"^421\b|\b4\.7\.\d")
# A grey list puts off whoever comes for the first time, however slowly.
_GREY = re.compile(r"gr[ae]y.?list", re.IGNORECASE)


def too_much(answer: str) -> bool:
    """Whether a mail server says in its answer that we are too quick for it."""
    return bool(_TOO_MUCH.search(answer)) and not _GREY.search(answer)


@dataclass(slots=True)
class _Domain:
    busy: int = 0
    free_at: float = 0.0
    learned: float = 0.0  # the pause that its complaints taught; 0: none
    taken: int = 0  # mails since the last complaint


@dataclass(kw_only=True)
class Pace:
    """What all lanes heed: so many connections to a domain, and a pause between its mails.

    Instants are seconds of any clock that never goes back. Several runs may share one.
    """

    connections: int = 4
    pause: float = 0.0
    _domains: dict[str, _Domain] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, domain: str, at: float) -> bool:
        """Count a mail that begins, or return False where this domain has to be spared now."""
        with self._lock:
            found = self._domains.setdefault(domain, _Domain())
            most = 1 if found.learned else self.connections
            if found.busy >= most or found.free_at > at:
                return False
            found.busy += 1
            found.free_at = at + max(self.pause, found.learned)
            return True

    def end(self, domain: str, at: float, complaint: bool = False) -> None:
        """Count a mail that is over, and learn from what its server said."""
        with self._lock:
            found = self._domains[domain]
            found.busy -= 1
            if complaint:
                found.learned = min(max(LEARNED_PAUSE, 2 * found.learned), LONGEST_PAUSE)
                found.free_at, found.taken = at + found.learned, 0
                return
            found.taken += 1
            if found.learned and found.taken >= FORGETS_AFTER:
                quicker = found.learned / 2
                found.learned, found.taken = quicker if quicker >= LEARNED_PAUSE else 0.0, 0
            if not (found.busy or found.learned or self.pause):
                del self._domains[domain]  # nothing is left to know of it
