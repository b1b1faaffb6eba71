"""Going: what is going on today, held between requests for as long as nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

from fastapi import Request
from sqlalchemy.orm import Session

from db.full_text import closed_sources
from db.queries.stamp import stock_stamp
from notifier.going import Going, read_going
from notifier.issue import Imprint

_State = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    going: Going
    state: _State
    closed: frozenset[str]


class HeldGoing:
    """Holds what was read last; a change of the stock costs reading what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: _Held | None = None

    def of(self, session: Session, imprint: Imprint, today: date) -> Going:
        """Return what goes on; of many that ask at once one reads it."""
        with self._lock:
            state = (today, stock_stamp(session), id(imprint.places), tuple(imprint.sources))
            if self._held is None or self._held.state != state:
                closed = closed_sources(session)
                # What is held says of a source what was decided of its text before.
                same = self._held is not None and self._held.closed == closed
                before = self._held.going.standings if self._held and same else ()
                going = read_going(session, imprint, today, before)
                self._held = _Held(going=going, state=state, closed=closed)
            return self._held.going


def going_now(request: Request, session: Session, imprint: Imprint, today: date) -> Going:
    """Return what goes on on a day, as the application holds it."""
    held = request.app.state.going
    assert isinstance(held, HeldGoing)
    return held.of(session, imprint, today)
