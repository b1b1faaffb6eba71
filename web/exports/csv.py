"""CSV: a table that German spreadsheet programs open as it is."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from io import TextIOWrapper
from typing import Any, BinaryIO

from db.values import Values
from web.exports import Format
from web.stock import Stock

OWN = ("source", "key", "as_of", "status", "next_deadline", "elsewhere", "checked_on")
COLUMNS = [*OWN, *(field.name for field in fields(Values))]
# A cell that begins like this is run as a formula; crawled text must not be.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(stock: Stock, out: BinaryIO) -> None:
    """Write a table with semicolons; lists stand as "a | b", records as JSON."""
    # The mark at the beginning tells the spreadsheet program that the text is UTF-8.
    text = TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in stock.rows():
        writer.writerow([cell(row[column]) for column in COLUMNS])
    text.detach()  # flushes, and leaves the stream open for its owner


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


FORMAT = Format(name="csv", media_type="text/csv", suffix=".csv", write=write)
