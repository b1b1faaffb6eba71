"""Exports: one file a format, named like it and found by looking; no cap.

Naming the formats imports none of them, so that a command can offer them at no cost.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.finding.filter import Order
    from db.queries.listing import Listed
    from web.stock import Stock

PIECE = 64 * 1024  # bytes that are handed on at a time


def everything(_listed: Listed, _today: date) -> bool:
    """Take every opportunity."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write the stock as bytes, piece by piece, so that none need be held as a whole.

    `suffix` begins with a dot. `label` and `says` tell people what it is and what for. `takes`
    says which opportunities stand in it on a day; `complete` that all their fields do, where
    others are a view on some. `order` is the one it is written in, by title where none is named.
    `at_once` is how many stand in one answer to a program that asks again and again; None: all.
    `attached` is what a browser saves instead of showing. `file_type` is its code in the EU's
    list of file types, if it has one.
    """

    name: str
    label: str
    says: str
    media_type: str
    suffix: str
    pieces: Callable[[Stock], Iterator[bytes]]
    takes: Callable[[Listed, date], bool] = everything
    complete: bool = True
    order: Order | None = None
    at_once: int | None = None
    attached: bool = True
    file_type: str = ""

    @property
    def text(self) -> bool:
        """Whether a terminal can show it."""
        return self.media_type.startswith("text/") or self.media_type.endswith(
            ("json", "jsonl", "xml")
        )

    @property
    def content_type(self) -> str:
        """The media type with the encoding of a text."""
        return f"{self.media_type}; charset=utf-8" if self.text else self.media_type


def format_names() -> list[str]:
    """Return the names of all formats."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def format_named(name: str) -> Format:
    """Return a format. Raises LookupError naming those that there are."""
    if name not in format_names():
        raise LookupError(
            f"das Format {name!r} gibt es nicht; möglich sind {', '.join(format_names())}"
        )
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


def gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield many small parts as few large ones: each costs whoever sends them a turn."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
