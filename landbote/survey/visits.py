"""Visits: many sources at a time, and no host twice at the same time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

Told = TypeVar("Told")


def visit_many(
    hosts: Mapping[str, Collection[str]],
    visit: Callable[[str], Told],
    *,
    at_once: int,
    pause: float,
    stop: Callable[[], None] = lambda: None,
) -> Generator[Told]:
    """Visit sources, so many at a time, and yield what each came to, as they end.

    `hosts` are those that each source is read from. Sources that share one are visited one
    after the other, with so many seconds between; a source that hangs holds up only these.
    Once nobody takes any more, no visit is begun, and `stop` ends those that run.
    """
    stopping = Event()
    ended: SimpleQueue[Told | BaseException] = SimpleQueue()

    def go_through(row: list[str]) -> None:
        for place, source in enumerate(row):
            if stopping.wait(pause if place else 0):
                return
            try:
                ended.put(visit(source))
            except BaseException as error:
                ended.put(error)

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        try:
            for row in rows_of(hosts):
                pool.submit(go_through, row)
            for _ in hosts:
                told = ended.get()
                if isinstance(told, BaseException):
                    raise told
                yield told
        finally:
            stopping.set()
            stop()


def rows_of(hosts: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the sources in rows, in their order: those that share a host stand in one."""
    rows: list[tuple[set[str], list[str]]] = []
    for source, own in hosts.items():
        shared = [row for row in rows if row[0] & set(own)]
        rows = [row for row in rows if row not in shared]
        together = set(own).union(*(names for names, _ in shared))
        rows.append((together, [*(one for _, row in shared for one in row), source]))
    return [sources for _, sources in rows]
