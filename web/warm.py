"""Warm: what the pages find by is read when the service starts and after each change.

So no visitor waits until all facts and words are read, or until the bits of a new day are made.
Each request still looks for itself whether anything changed: this only comes before it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog
from fastapi import FastAPI

from db.engine import reading
from web.facets import places
from web.finding import index_held

EVERY_SECONDS = 5.0


@contextmanager
def kept_warm(
    app: FastAPI,
    every_seconds: float = EVERY_SECONDS,
    once_warm: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Keep the index of an application as the stock stands, beside whatever is done here."""
    ended = Event()
    work = (app, ended, every_seconds, once_warm)
    thread = Thread(target=_keep, args=work, name="warm", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=every_seconds)


def set_aside() -> None:
    """Spare the collector of garbage all that is there now.

    It went through the held index again and again, a third of a second each time in which no page
    was answered. What is not needed any more is still let go, unless it holds itself.
    """
    gc.collect()
    gc.freeze()


def _keep(app: FastAPI, ended: Event, every_seconds: float, once_warm: Callable[[], None]) -> None:
    is_warm = False
    while not ended.is_set():
        try:
            warm(app)
            if not is_warm:
                once_warm()
            is_warm = True
        except Exception as error:  # a database may be away for a while; a request says so itself
            structlog.get_logger().warning("warming failed", reason=str(error))
        ended.wait(every_seconds)


def warm(app: FastAPI) -> None:
    """Read what changed, and work out what concerns the places that are offered."""
    with reading(app.state.site.engine) as session:
        index = index_held(app, session)
    for keys in places(app.state.site).values():
        for area in keys:
            index.for_area(area)
