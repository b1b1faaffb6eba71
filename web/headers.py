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
# A page of somebody else's that we kept: it is shown, and nothing in it acts or loads.
FOREIGN_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
FOREIGN = {"Content-Security-Policy": FOREIGN_POLICY, "X-DNS-Prefetch-Control": "off"}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def with_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Answer as the application does, with these headers where it has none of its own."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
