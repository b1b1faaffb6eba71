"""Streamed: what is made piece by piece, no faster than it is read, by few threads of its own.

Pages have their threads to themselves: however many ask for files, at most `AT_ONCE` pieces are
being made at a time, and who waits for a turn, or reads slowly, holds no thread.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi.responses import StreamingResponse

AT_ONCE = 2


def turns() -> CapacityLimiter:
    """Return the turns of an application."""
    return CapacityLimiter(AT_ONCE)


async def streamed(
    begin: Callable[[], Iterator[bytes]],
    limiter: CapacityLimiter,
    media_type: str,
    headers: Mapping[str, str],
) -> StreamingResponse:
    """Answer piece by piece. What goes wrong before the first piece is answered with a page."""

    def begun() -> tuple[bytes, Iterator[bytes]]:
        pieces = begin()
        return next(pieces, b""), pieces

    first, pieces = await run_sync(begun, limiter=limiter)
    body = _body(first, pieces, limiter)
    return StreamingResponse(body, media_type=media_type, headers=dict(headers))


async def _body(
    first: bytes, pieces: Iterator[bytes], limiter: CapacityLimiter
) -> AsyncIterator[bytes]:
    try:
        yield first
        # A piece that ends one is never empty.
        while piece := await run_sync(next, pieces, b"", limiter=limiter):
            yield piece
    finally:
        # Whoever goes away leaves no file open.
        if isinstance(pieces, Generator):
            pieces.close()
