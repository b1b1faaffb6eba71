"""Recent: what the last weeks brought, read once for each state of the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Engine

from db.engine import reading
from notifier.issue import Imprint
from notifier.news.match import NewsIndex
from notifier.subscribing.lately import State, gather, state_of

# Reading takes a second where much is published, and at the desk something changes all the time.
HOLDS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    index: NewsIndex
    state: State
    at: datetime


class Recent:
    """Holds what was gathered last, until what is told has changed and some minutes are over."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: _Held | None = None

    def index(self, engine: Engine, imprint: Imprint, now: datetime) -> NewsIndex:
        """Return the news of these weeks; of many that ask at once one reads them."""
        with self._lock:
            if self._held is None or not timedelta() <= now - self._held.at < HOLDS:
                self._held = self._looked(engine, imprint, now, self._held)
            return self._held.index

    def _looked(self, engine: Engine, imprint: Imprint, now: datetime, held: _Held | None) -> _Held:
        with reading(engine) as session:
            state = state_of(session, now)
            if held is not None and held.state == state:
                return replace(held, at=now)
            return _Held(index=gather(session, imprint, now), state=state, at=now)
