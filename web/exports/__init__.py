"""Exports: one file a format, found by looking; every field, no cap."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any, TextIO

from db.queries.listing import Listed
from db.values import to_json

Row = dict[str, Any]
Writer = Callable[[Iterable[Row], TextIO], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write rows to a stream."""

    name: str
    write: Writer


def formats() -> dict[str, Format]:
    """Return every export format by its name."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    found: list[Format] = [module.FORMAT for module in modules]
    return {one.name: one for one in found}


def row(listed: Listed, today: date) -> Row:
    """Return one opportunity with every field, its status and next deadline on a day."""
    coming = listed.values.next_deadline(today)
    return {
        "source": listed.source,
        "key": listed.key,
        "status": listed.values.status_on(today).value,
        "next_deadline": coming[0].isoformat() if coming else None,
        "elsewhere": [other.url for other in listed.elsewhere],
        **to_json(listed.values),
    }
