"""Headers: what every answer forbids the reader's browser."""

from __future__ import annotations

from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

# Nothing crawled may run, load or submit anything in a reader's browser.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def with_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Answer as the application does, with these headers."""
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response
