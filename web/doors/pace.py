"""Pace: how often a client may ask for what is costly to make, counted in this process alone.

Reading writes nothing, so it is not counted in the database as tries are (`web.doors.throttle`).
What is costly takes its turn in the list of rules of its route:

    @router.get("/abdeckung", dependencies=[AtPace("abdeckung", Rate(burst=20, every=…)).here])

Whoever answers otherwise than with a page of ours takes the turn with `turn_of`, and finds in it
what a client is to be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from fastapi import Depends, HTTPException, Request

from web.doors.throttle import client_of
from web.site import ThisSite

MOST_CLIENTS = 10_000  # whom to remember at once; each takes a few bytes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often: `burst` times at once, and one more after each `every`."""

    burst: int
    every: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whether it is a client's turn, how many more at once are left, and how long to wait.

    `again_in` is until the next is allowed, `full_in` until all of them are.
    """

    allowed: bool
    limit: int
    left: int
    again_in: timedelta
    full_in: timedelta

    @property
    def wait(self) -> int:
        """The seconds to wait, as Retry-After says them."""
        return -(-self.again_in // timedelta(seconds=1))


@dataclass(slots=True, kw_only=True)
class Pace:
    """Who asked how often of late. Of each client one instant is kept: when it has all turns again.

    That is the generic cell rate algorithm: it needs no clock of its own and no tidying up.
    """

    rate: Rate
    most_clients: int = MOST_CLIENTS
    _full_at: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, client: str, now: datetime) -> Turn:
        """Take a turn for a client; one that is refused costs nothing."""
        at, step = (now - _EPOCH) // _TICK, self.rate.every // _TICK
        every = step * self.rate.burst
        with self._lock:
            # A clock that was put back keeps nobody out for longer than the pace would.
            full = min(max(self._full_at.get(client, at), at), at + every)
            allowed = full + step - at <= every
            if allowed:
                full += step
            self._full_at.pop(client, None)
            if len(self._full_at) >= self.most_clients:
                del self._full_at[next(iter(self._full_at))]  # who asked longest ago
            self._full_at[client] = full
        left = (every - (full - at)) // step
        again = 0 if left else full + step - at - every
        return Turn(
            allowed=allowed,
            limit=self.rate.burst,
            left=left,
            again_in=again * _TICK,
            full_in=(full - at) * _TICK,
        )


class Paces:
    """The paces of an application, each by its name; it forgets them with its process."""

    def __init__(self) -> None:
        self._paces: dict[str, Pace] = {}
        self._lock = Lock()

    def of(self, name: str, rate: Rate) -> Pace:
        """Return the pace of that name, which begins when it is first asked for."""
        with self._lock:
            return self._paces.setdefault(name, Pace(rate=rate))


def turn_of(request: Request, name: str, rate: Rate, now: datetime) -> Turn:
    """Take a turn for whoever sends a request."""
    paces = request.app.state.paces
    assert isinstance(paces, Paces)
    return paces.of(name, rate).take(client_of(request), now)


class AtPace:
    """A rule that lets each client in only so often: `[AtPace("abdeckung", RATE).here]`."""

    def __init__(self, name: str, rate: Rate) -> None:
        self.name, self.rate = name, rate

    # What waits for nothing is awaited in place: a thread of its own costs more than it does.
    async def __call__(self, request: Request, site: ThisSite) -> None:
        """Refuse whoever asks too often, and say when to come back."""
        turn = turn_of(request, self.name, self.rate, site.now())
        if not turn.allowed:
            seconds = "einer Sekunde" if turn.wait == 1 else f"{turn.wait} Sekunden"
            raise HTTPException(
                429,
                f"Das waren viele Anfragen in kurzer Zeit. In {seconds} geht es weiter.",
                headers={"Retry-After": str(turn.wait)},
            )

    @property
    def here(self) -> Any:
        """The rule as a route or router takes it."""
        return Depends(self)
