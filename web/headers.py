"""Headers: what every answer forbids the reader's browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import HTMLResponse
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.conditional import kept_as
from web.doors.people import person_of

# Nothing crawled may run, load or submit anything in a reader's browser, and what is ours needs
# no script or style within a page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
# What others wrote is shown with their styles, and does nothing: as in a frame with `sandbox`,
# also where somebody opens it by itself.
FOREIGN_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
# What is made for a frame on the pages of others, and for nothing else.
FRAMED_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)
FRAMED = re.compile(r"/regionen/[^/]+/einbetten")
FOREIGN = {"Content-Security-Policy": FOREIGN_POLICY, "X-DNS-Prefetch-Control": "off"}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" a browser sends "Origin: null" with our own forms, and the door shuts.
    "Referrer-Policy": "same-origin",
}


# What one person is shown is kept by no proxy and no browser: signing out leaves nothing behind.
FOR_ONE = ("/anmelden", "/abo/", "/abonnieren/bestaetigen", "/verteiler/")
PRIVATE = {"Cache-Control": "no-store"}
# What a link from a mail leads to stands in no search engine, wherever the link was left lying.
UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


class WithHeaders:
    """The application with these headers on each answer, where it says nothing stricter."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                request = Request(scope)
                found = headers_of(request)
                if message["status"] == HTTPStatus.OK:
                    found = {**kept_as(request), **found}
                for name, value in found.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def headers_of(request: Request) -> Mapping[str, str]:
    """Return the headers of whatever answers a request; a link for one person is private, too."""
    private = person_of(request) or request.url.path.startswith(FOR_ONE)
    found = HEADERS | PRIVATE if private else HEADERS
    if FRAMED.fullmatch(request.url.path):
        # Also where nothing changed: a browser takes what such an answer says for the whole one.
        found = {**found, "Content-Security-Policy": FRAMED_POLICY}
    return found | UNLISTED if request.url.path.startswith(("/abo/", "/verteiler/")) else found


def foreign(html: str) -> HTMLResponse:
    """Answer with a page that is not ours: a mail's HTML, a page as a source once showed it.

    It may bring its styles and loads, runs and submits nothing. Show it in a frame with `sandbox`.
    """
    return HTMLResponse(html, headers=FOREIGN)
