"""CSV: a table that German spreadsheet programs open as it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TextIO

from db.values import Values
from web.exports import Format, Row

OWN = ("source", "key", "status", "next_deadline", "elsewhere")
COLUMNS = [*OWN, *(field.name for field in fields(Values))]
# A cell that begins like this is run as a formula; crawled text must not be.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Write a table with semicolons; lists stand as "a | b", records as JSON."""
    out.write("\ufeff")  # tells the spreadsheet program that the text is UTF-8
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in rows:
        writer.writerow([cell(one[column]) for column in COLUMNS])


def cell(value: Any) -> str:
    """Return a value as the text of one cell, never as a formula."""
    if value is None:
        return ""
    if isinstance(value, list):
        parts = (part if isinstance(part, str) else _json(part) for part in value)
        return _harmless(" | ".join(parts))
    if isinstance(value, dict):
        return _json(value) if value else ""
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return _harmless(str(value))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


FORMAT = Format(name="csv", write=write)
