"""Forecasts: the next issues as they stand, held between requests for as long as nothing moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from fastapi import Request
from sqlalchemy.orm import Session

from db.queries.told_stamp import told_stamp
from db.vocabulary import Cadence
from notifier.forecast import Forecast, forecast
from notifier.issue import Imprint
from notifier.marks import Marks
from notifier.news.load import Entries

# That somebody asks for less than before moves no number that is looked at.
HOLDS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Which issue it is, and what the desk has decided for it."""

    cadence: Cadence
    on: date
    slot: int
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    forecast: Forecast
    coming: Coming
    state: tuple[object, ...]
    at: datetime


class Forecasts:
    """Holds the last forecast of each cadence, and the entries that all of them are made of."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[Cadence, _Held] = {}
        self.entries = Entries()

    def of(self, session: Session, imprint: Imprint, coming: Coming, now: datetime) -> Forecast:
        """Return what would go out; of many that ask at once one looks."""
        with self._lock:
            state = (tuple(imprint.sources), id(imprint.places), *told_stamp(session))
            held = self._held.get(coming.cadence)
            same = held is not None and (held.coming, held.state) == (coming, state)
            if held is None or not same or not timedelta() <= now - held.at < HOLDS:
                found = forecast(
                    session,
                    imprint,
                    coming.cadence,
                    coming.on,
                    now,
                    coming.marks,
                    coming.slot,
                    self.entries,
                )
                held = _Held(forecast=found, coming=coming, state=state, at=now)
                self._held[coming.cadence] = held
            return held.forecast


def forecasts_of(request: Request) -> Forecasts:
    """Return what the application holds of the next issues."""
    found = request.app.state.forecasts
    assert isinstance(found, Forecasts)
    return found
