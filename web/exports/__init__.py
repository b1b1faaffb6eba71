"""Exports: one file a format, named like it and found by looking; no cap.

Naming the formats imports none of them, so that a command can offer them at no cost.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from db.queries.listing import Listed
    from web.stock import Stock


def everything(_listed: Listed, _today: date) -> bool:
    """Take every opportunity."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write the stock as bytes.

    `suffix` begins with a dot. `takes` says which opportunities stand in it on a day;
    `complete` that all their fields do, where others are a view on some.
    """

    name: str
    media_type: str
    suffix: str
    write: Callable[[Stock, BinaryIO], None]
    takes: Callable[[Listed, date], bool] = everything
    complete: bool = True

    @property
    def text(self) -> bool:
        """Whether a terminal can show it."""
        return self.media_type.startswith("text/") or self.media_type.endswith("jsonl")


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
