"""Entrance: what all answers to programs have in common, before and after any route."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.doors.pace import Rate, Turn, turn_of
from web.interfaces.problems import is_interface, problem_at
from web.site import Site

_MINUTE = timedelta(minutes=1)
_TOO_OFTEN = "Zu viele Anfragen. Bitte warten Sie so viele Sekunden, wie Retry-After sagt."
# Whatever a browser may read of an answer on a page of another site.
_SHOWN = (
    "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
)


class WithEntrance:
    """The application where programs are nobody, may ask so often, and from any site's page."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        often = site.requests_a_minute
        self._rate = Rate(burst=often, every=_MINUTE / often)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, if it is asked no more often than it may be."""
        if scope["type"] != "http" or not is_interface(scope["path"]):
            await self._app(scope, receive, send)
            return
        turn = turn_of(Request(scope), "interfaces", self._rate, self._site.now())

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["method"], turn)
            await send(message)

        if not turn.allowed:
            await problem_at(scope["path"], 429, _TOO_OFTEN)(scope, receive, with_headers)
            return
        # Who signed in is nobody here: nothing may be answered that others are not.
        named = [pair for pair in scope["headers"] if pair[0] != b"cookie"]
        await self._app({**scope, "headers": named}, receive, with_headers)


def _add(headers: MutableHeaders, method: str, turn: Turn) -> None:
    headers["RateLimit-Limit"] = str(turn.limit)
    headers["RateLimit-Remaining"] = str(turn.left)
    headers["RateLimit-Reset"] = str(-(-turn.full_in // timedelta(seconds=1)))
    if not turn.allowed:
        headers["Retry-After"] = str(turn.wait)
    if method in ("GET", "HEAD"):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = _SHOWN
