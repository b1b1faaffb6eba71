"""Recent: what the last weeks brought, read once for each state of the data."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from sqlalchemy import Engine

from db.engine import reading
from notifier.issue import Imprint
from notifier.news.match import NewsIndex
from notifier.subscribing.lately import State, gather, state_of


class Recent:
    """Holds what was gathered last, until what is told changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[State, NewsIndex] | None = None

    def index(self, engine: Engine, imprint: Imprint, now: datetime) -> NewsIndex:
        """Return the news of these weeks; of many that ask at once one reads them."""
        with self._lock, reading(engine) as session:
            state = state_of(session, now)
            if self._held is None or self._held[0] != state:
                self._held = state, gather(session, imprint, now)
            return self._held[1]
