"""Conditional: what a stranger has seen and what is still so is neither made nor sent again.

A public route that shows what is published, and nothing of whoever asks, says so in its list of
rules: `dependencies=[UNLESS_SEEN]`. Its answers then name the state they are made from (RFC 9110,
8.8), and who comes back with that name is told that nothing changed. The name holds all that the
answer hangs on: what is published, the day, the whole address, and which process answers, since
another one may be of another release or be set otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from secrets import token_hex
from threading import Lock

from fastapi import Depends, Request
from fastapi.responses import Response

from db.engine import reading
from db.queries.public_stamp import public_stamp
from db.queries.stamp import Stamp, stock_stamp
from web.doors.session import SAFE, cookie_name
from web.site import Site, ThisSite

# Whoever keeps an answer asks each time; signed in one sees another one, and htmx a part of it.
KEEPING = {"Cache-Control": "no-cache", "Vary": "Cookie, HX-Request"}
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state of all that strangers see, and since when this process knows it.

    `stock` is the stamp of what is published.
    """

    name: str
    since_at: datetime
    stock: Stamp = ()


class Unchanged(Exception):
    """Who asks has what would be shown; `headers` say which it is."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers


class States:
    """Knows since when all that strangers see is as it is.

    No row says when something was last taken away, so what counts is when another state was
    first seen here. Two states never begin in one second, since whoever asks by time could not
    tell them apart.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = token_hex(8)
        self._held: State | None = None

    def now(self, site: Site) -> State:
        """Return the state of this moment; it is asked for before anything is shown."""
        with reading(site.engine) as session:
            stock, stamp = stock_stamp(session), public_stamp(session)
        # Staff may have another page watched at any time.
        name = _digest(self._process, site.today(), stock, stamp, tuple(site.sources))
        since_at = site.now().replace(microsecond=0)
        with self._lock:
            if self._held is None or self._held.name != name:
                if self._held is not None:
                    since_at = max(since_at, self._held.since_at + _SECOND)
                self._held = State(name=name, stock=stock, since_at=since_at)
            return self._held


def state_now(request: Request, site: Site) -> State:
    """Return the state of this moment; whoever answers the request need not ask for it again."""
    states = request.app.state.states
    assert isinstance(states, States)
    state = states.now(site)
    request.state.stock = state.stock
    return state


def unless_seen(request: Request, site: ThisSite) -> None:
    """Note what state an answer is of. Raises Unchanged for a stranger who has it already."""
    if request.method not in SAFE or cookie_name(site) in request.cookies:
        return
    state = state_now(request, site)
    tag = _tag(state.name, request)
    headers = {"ETag": f'W/"{tag}"', **KEEPING}
    if state.since_at <= site.now():
        headers["Last-Modified"] = http_date(state.since_at)
    if has_it(request, tag, state.since_at):
        raise Unchanged(headers)
    request.state.kept_as = headers


UNLESS_SEEN = Depends(unless_seen)


def kept_as(request: Request) -> Mapping[str, str]:
    """Return the headers that tell of what state an answer is; none where nobody noted it."""
    found: Mapping[str, str] = getattr(request.state, "kept_as", {})
    return found


def unchanged(_request: Request, error: Exception) -> Response:
    """Answer that nothing changed."""
    assert isinstance(error, Unchanged)
    return Response(status_code=304, headers=dict(error.headers))


def has_it(request: Request, tag: str, since_at: datetime) -> bool:
    """Whether who asks has this state; a day says less than a tag and counts without one only."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {one.strip().removeprefix("W/").strip('"') for one in tags.split(",")}
        return tag in known or "*" in known
    seen_at = _instant(request.headers.get("if-modified-since", ""))
    return seen_at is not None and seen_at >= since_at


def http_date(moment: datetime) -> str:
    """Return an instant as headers say it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _instant(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, OverflowError):  # also a zone that is farther than time goes
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _tag(state: str, request: Request) -> str:
    """Return the name of one answer: another address, or another form of it, has another."""
    asked = [request.headers.get(name, "") for name in ("host", "hx-request", "accept")]
    return _digest(state, request.url.path, request.url.query, asked)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]
